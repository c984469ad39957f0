import { dataFolder } from '../../../tests/folder.ts';
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { partPath } from '#lib/parts.server.ts';
import { askForFiles, attach, finePdf, inPieces } from '../../../tests/attaching.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { zip } from '../../../tests/zip.ts';
import { hostile, noHostileFiles } from '../../../tests/hostile.ts';
import { attachedIn } from './attachments.rules.ts';
import { ownUnfinished, wholeFile } from './attachments.read.server.ts';
import { beginUpload, receiveBytes, resumeUpload, takeWhole } from './uploads.write.server.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const kept = () => globSync('files/*/*', { cwd: dataFolder });

const parts = () => globSync('uploads/*', { cwd: dataFolder });

/** A scene whose call asks for files. */
const filing = (play: (world: Scene) => Promise<void>, settings = {}) =>
	scene(async (world) => {
		await askForFiles(world, settings);
		await play(world);
	});

test('a file that has come whole is there to stay, and its line says what it is to the byte', () =>
	filing(async ({ db, joonApplying }) => {
		const bytes = finePdf();
		const { id, line } = await attach(db, joonApplying, { name: '사업계획서_최종.pdf'.normalize('NFD'), bytes });
		deepEqual(attachedIn(line!), { id, size: bytes.length, sha256: sha256(bytes), name: '사업계획서_최종.pdf' });
		ok(kept().some((path) => path.endsWith(id)));
		equal(existsSync(partPath(id)), false);
		const { kind, state } = await wholeFile(reading(db), id);
		deepEqual([kind, state], ['pdf', 'unscanned']);
		deepEqual(await told(db), ['attachment.begun', 'attachment.added']);
	}));

test('a file comes in pieces, across a cut connection, and goes on from where it was', () =>
	filing(async ({ db, joonApplying }) => {
		const bytes = finePdf('x'.repeat(300_000));
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: bytes.length }, noon);
		async function* cut() {
			yield bytes.subarray(0, 100_000);
			throw new Error('the connection is gone');
		}
		const first = await receiveBytes(db, joonApplying, { id, from: 0, body: cut() }, noon);
		deepEqual(first, { size: bytes.length, received: 100_000, line: null });
		const [unfinished] = await ownUnfinished(reading(db), joonApplying);
		equal(unfinished?.received, 100_000);
		const rest = inPieces(bytes.subarray(100_000));
		await rejects(receiveBytes(db, joonApplying, { id, from: 0, body: inPieces(bytes) }, noon), {
			code: 'applications.upload-offset'
		});
		const { line } = await receiveBytes(db, joonApplying, { id, from: 100_000, body: rest }, noon);
		equal(attachedIn(line!)?.sha256, sha256(bytes));
		equal((await resumeUpload(db, joonApplying, id, noon)).line, line);
	}));

test('who comes to go on ends a writer whose connection died unnoticed', () =>
	filing(async ({ db, joonApplying }) => {
		const bytes = finePdf('y'.repeat(100_000));
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: bytes.length }, noon);
		async function* silent() {
			yield bytes.subarray(0, 50_000);
			await new Promise(() => {});
		}
		void receiveBytes(db, joonApplying, { id, from: 0, body: silent() }, noon);
		await new Promise((done) => setTimeout(done, 300));
		const { received } = await resumeUpload(db, joonApplying, id, noon);
		equal(received, 50_000);
		const rest = inPieces(bytes.subarray(received));
		ok((await receiveBytes(db, joonApplying, { id, from: received, body: rest }, noon)).line);
	}));

test('a piece with a hash counts whole or not at all', () =>
	filing(async ({ db, joonApplying }) => {
		const bytes = finePdf();
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: bytes.length }, noon);
		const piece = () => ({ id, from: 0, body: inPieces(bytes) });
		const wrong = receiveBytes(db, joonApplying, { ...piece(), sha256: sha256(Buffer.from('other')) }, noon);
		await rejects(wrong, { code: 'applications.upload-hash' });
		equal((await resumeUpload(db, joonApplying, id, noon)).received, 0);
		ok((await receiveBytes(db, joonApplying, { ...piece(), sha256: sha256(bytes) }, noon)).line);
	}));

test('more than was announced is not taken', () =>
	filing(async ({ db, joonApplying }) => {
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: 10 }, noon);
		const long = receiveBytes(db, joonApplying, { id, from: 0, body: inPieces(finePdf()) }, noon);
		await rejects(long, { code: 'applications.file-too-large' });
	}));

test('outside the hours nothing is begun, gone on with or taken', () =>
	filing(async ({ db, joonApplying }) => {
		const sent = { field: 'plan', name: 'a.pdf', size: finePdf().length };
		for (const [at, code] of [
			[hours(-30), 'calls.not-open-yet'],
			[hours(1), 'calls.closed']
		] as const) {
			await rejects(beginUpload(db, joonApplying, sent, at), { code });
			await rejects(takeWhole(db, joonApplying, { ...sent, body: inPieces(finePdf()) }, at), { code });
		}
		const { id } = await beginUpload(db, joonApplying, sent, noon);
		const late = receiveBytes(db, joonApplying, { id, from: 0, body: inPieces(finePdf()) }, hours(1));
		await rejects(late, { code: 'calls.closed' });
	}));

test("somebody else's upload is not there, and nonsense is nothing", () =>
	filing(async ({ db, joonApplying, minaApplying }) => {
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: 100 }, noon);
		const code = 'applications.file-not-found';
		await rejects(receiveBytes(db, minaApplying, { id, from: 0, body: inPieces(finePdf()) }, noon), { code });
		await rejects(resumeUpload(db, minaApplying, id, noon), { code });
		await rejects(resumeUpload(db, joonApplying, '../../etc/passwd', noon), { code });
		await rejects(beginUpload(db, joonApplying, { field: 'proposal', name: 'a', size: 1 }, noon), { code });
		const empty = beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: 0 }, noon);
		await rejects(empty, { code: 'applications.file-empty' });
		const named = beginUpload(db, joonApplying, { field: 'plan', name: '900101-1234567.pdf', size: 9 }, noon);
		await rejects(named, { code: 'applications.file-name-number' });
	}));

test('a field, an application and what is on its way have their limits', () =>
	filing(async ({ db, joonApplying }) => {
		const begin = (size: number) => beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size }, noon);
		await rejects(begin((1 << 20) + 1), { code: 'applications.file-too-large' });
		await begin(100);
		await begin(100);
		await rejects(begin(100), { code: 'applications.too-many-files' });
	}));

test('two that begin at once do not both find the last room', () =>
	filing(
		async ({ db, joonApplying }) => {
			const begin = () => beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: 100 }, noon);
			const ended = await Promise.allSettled(Array.from({ length: 8 }, begin));
			equal(ended.filter(({ status }) => status === 'fulfilled').length, 1);
		},
		{ most: 1 }
	));

test('no more than four files are on their way at once', () =>
	filing(
		async ({ db, joonApplying }) => {
			const begin = () => beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: 100 }, noon);
			for (let count = 0; count < 4; count++) await begin();
			await rejects(begin(), { code: 'applications.too-many-on-their-way' });
		},
		{ most: 9 }
	));

const verdicts: [file: string, verdict: string][] = [
	['f01_pdf_openaction_js.pdf', 'pdf pdf-script'],
	['f02_html_named.pdf', 'applications.file-unknown'],
	['f03_script.svg', 'applications.file-unknown'],
	['f04_bomb_64MiB.zip', 'applications.file-bomb'],
	['f05_zipslip.hwpx', 'applications.file-unsafe-path'],
	['f06_ok.hwp', 'hwp'],
	['f07_ok.hwpx', 'hwpx'],
	['f08_truncated.hwp', 'applications.file-broken'],
	['f09_macro.docx', 'applications.file-macro'],
	['f10_zero.pdf', 'applications.file-empty'],
	['f11_pixelflood_30000x30000.png', 'applications.file-too-many-pixels'],
	['f12_hwp_password_flag.hwp', 'hwp locked']
];

for (const [name, verdict] of verdicts) {
	test(`${name}: ${verdict}`, { skip: noHostileFiles }, () =>
		filing(async ({ db, joonApplying }) => {
			const before = kept().length;
			if (verdict.includes('.')) {
				await rejects(attach(db, joonApplying, { name, bytes: hostile(name) }), { code: verdict });
				equal(kept().length, before);
				deepEqual(await ownUnfinished(reading(db), joonApplying), []);
				return;
			}
			const { id } = await attach(db, joonApplying, { name, bytes: hostile(name) });
			const { kind, is_locked, cautions, state } = await wholeFile(reading(db), id);
			equal([kind, ...(is_locked ? ['locked'] : []), ...cautions].join(' '), verdict);
			equal(state, is_locked ? 'cannot-scan' : 'unscanned');
		})
	);
}

test('a kind the field does not ask for is refused with those it does', () =>
	filing(
		async ({ db, joonApplying }) => {
			const sent = attach(db, joonApplying, { name: 'plan.pdf', bytes: finePdf() });
			await rejects(sent, { code: 'applications.file-type', detail: { types: 'HWP, HWPX' } });
			deepEqual(await told(db), ['attachment.begun', 'attachment.refused']);
		},
		{ types: ['hwp', 'hwpx'] }
	));

test('a document with a resident registration number in it is refused by its name and nothing of it is kept', () =>
	filing(async ({ db, joonApplying }) => {
		const [before, partsBefore] = [kept().length, parts().length];
		const content = '<w:p><w:t>900101-</w:t><w:t>1234567</w:t></w:p>';
		const types = '<Types><Override ContentType="wordprocessingml.document.main+xml"/></Types>';
		const bytes = zip([
			{ name: '[Content_Types].xml', content: types },
			{ name: 'word/document.xml', content }
		]);
		const sent = attach(db, joonApplying, { name: '대표자.docx', bytes });
		await rejects(sent, { code: 'applications.file-number', detail: { name: '대표자.docx' } });
		equal(kept().length, before);
		equal(parts().length, partsBefore);
		deepEqual(await told(db), ['attachment.begun', 'attachment.refused']);
	}));

test('a name that says another kind gets the true ending', () =>
	filing(async ({ db, joonApplying }) => {
		const { line } = await attach(db, joonApplying, { name: 'plan.exe', bytes: finePdf() });
		equal(attachedIn(line!)?.name, 'plan.exe.pdf');
	}));

test('a plain form takes a file in one go, or leaves nothing', () =>
	filing(async ({ db, joonApplying }) => {
		const take = (bytes: Buffer) =>
			takeWhole(db, joonApplying, { field: 'plan', name: 'C:\\fakepath\\계획.pdf', body: inPieces(bytes) }, noon);
		const parts = () => globSync('uploads/*', { cwd: dataFolder }).length;
		const before = parts();
		match((await take(finePdf())).line!, / 계획\.pdf$/);
		await rejects(take(Buffer.alloc((1 << 20) + 5)), { code: 'applications.file-too-large' });
		await rejects(take(Buffer.from('<html><script>alert(1)</script></html>')), { code: 'applications.file-unknown' });
		equal(parts(), before);
		deepEqual(await ownUnfinished(reading(db), joonApplying), []);
	}));

test('what a crash left between the last byte and the verdict is finished by whoever asks', () =>
	filing(async ({ db, joonApplying }) => {
		const bytes = finePdf();
		const { id } = await beginUpload(db, joonApplying, { field: 'plan', name: 'a.pdf', size: bytes.length }, noon);
		const body = inPieces(bytes.subarray(0, bytes.length - 1));
		await receiveBytes(db, joonApplying, { id, from: 0, body }, noon);
		const { appendFileSync } = await import('node:fs');
		appendFileSync(partPath(id), bytes.subarray(bytes.length - 1));
		await db.updateTable('attachments').set({ received: bytes.length }).where('id', '=', id).execute();
		ok((await resumeUpload(db, joonApplying, id, noon)).line);
	}));
