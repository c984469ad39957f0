// Files: a plan uploaded on a phone across a killed tab and a crashed server, submitted, read by a reviewer to the byte;
// what nobody should take unseen, through HTTP; and what is served to whom, and how.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DetailedError, Upload } from 'tus-js-client';
import { connect, type Db } from '#lib/db.server.ts';
import { startPostgres } from '../../start/postgres.mjs';
import { registrationNumber } from '../../sample/registration.ts';
import { hostile, hostileNames, noHostileFiles } from '../hostile.ts';
import { barriers, textOf } from './hand.ts';
import { moveClockTo, few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let db: Db;
const call = 'seoul-2026';
const apply = `/calls/${call}/apply`;

before(async () => {
	theatre = await openTheatre(few);
	db = connect((await startPostgres({ dataDir: theatre.dataDir })).url, 2);
	const { id } = await db.selectFrom('calls').select('id').where('slug', '=', call).executeTakeFirstOrThrow();
	const label = { ko: '사업계획서', en: 'Business plan' };
	const settings = { most: 9, megabytes: 60 };
	await db
		.insertInto('fields')
		.values({
			...{ call_id: id, position: 90, key: 'plan', kind: 'file', label, is_required: true, is_feature: false },
			...{ options: '[]', settings }
		})
		.execute();
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const pdfOf = (length: number) =>
	Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(length), Buffer.from('\n%%EOF\n')]);

async function applicant(name: string, guise: Parameters<Theatre['open']>[0] = {}): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto(apply);
	await theatre.signIn(page, `${name}@example.test`);
	await page.goto(apply);
	return page;
}

const cookiesOf = async (page: Page) =>
	(await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

/** Answers every question but the file's, whatever the form asks. */
async function answerAll(page: Page, nth: number): Promise<void> {
	await page.evaluate((number) => {
		const form = document.querySelector<HTMLFormElement>('main form[novalidate]')!;
		for (const input of form.elements) {
			if (input instanceof HTMLSelectElement) input.selectedIndex = Math.max(1, input.selectedIndex);
			const isText =
				input instanceof HTMLTextAreaElement || (input instanceof HTMLInputElement && input.type === 'text');
			if (isText && input.name.startsWith('answer_') && !input.value) {
				const known: Record<string, string> = { numeric: number, tel: '010-5555-1234', decimal: '2015', url: '' };
				input.value = known[input.inputMode] ?? '바닷가 도시의 소음을 지도로 그립니다.';
			}
		}
		const names = new Set([...form.querySelectorAll<HTMLInputElement>('[type=radio]')].map(({ name }) => name));
		for (const name of names) form.querySelector<HTMLInputElement>(`[type=radio][name="${name}"]`)!.checked = true;
		form.dispatchEvent(new Event('input', { bubbles: true }));
	}, registrationNumber(nth));
}

const keptAs = (bytes: Buffer) =>
	db.selectFrom('attachments').select(['id', 'name']).where('sha256', '=', sha256(bytes)).executeTakeFirst();

const plan = pdfOf(3_000_000);
const planName = '사업계획서_최종.pdf';
let planId = '';

test('on a phone: half uploaded, the tab killed, the server crashed; resumed, submitted, and downloaded the same', async () => {
	const page = await applicant('phone', { phone: true, locale: 'ko' });
	await answerAll(page, 7001);
	const line = await page.context().newCDPSession(page);
	const slow = { offline: false, latency: 20, downloadThroughput: 2e6, uploadThroughput: 4e5 };
	await line.send('Network.emulateNetworkConditions', slow);
	const file = { name: planName.normalize('NFD'), mimeType: 'application/pdf', buffer: plan };
	await page.setInputFiles('[name=file_plan]', file);
	await page.getByText(/올리는 중 [2-6]\d%/).waitFor();
	await page.close();
	await theatre.crash();

	const later = await page.context().newPage();
	later.setDefaultTimeout(30_000);
	await later.goto(apply);
	await later.getByText(/% ?까지 올라와 있습니다/).waitFor();
	deepEqual(await barriers(later), []);
	await later.setInputFiles('[name=file_plan]', { ...file, name: planName });
	await later.getByText('첨부됨', { exact: true }).waitFor();
	match(await textOf(later), new RegExp(planName));
	await Promise.all([later.waitForURL('**/submit'), later.locator('button[formaction="?/review"]').click()]);
	match(await textOf(later), new RegExp(planName));
	for (const term of await later.locator('[name^=consent_]').all()) await term.check();
	await Promise.all([later.waitForURL('**/mine'), later.locator('main form .button.main').click()]);

	const link = later.locator(`a[href^="/files/"]`).first();
	planId = (await link.getAttribute('href'))!.split('/').at(-1)!;
	const [download] = await Promise.all([later.waitForEvent('download'), link.click()]);
	equal(download.suggestedFilename(), planName);
	equal(sha256(readFileSync(await download.path())), sha256(plan));
	const receipt = await later.request.get(`/calls/${call}/mine/receipt.json`);
	ok((await receipt.text()).includes(sha256(plan)));
});

test('the server crashes while a file is on its way: the page goes on by itself', async () => {
	const page = await applicant('patient', { phone: true, locale: 'ko' });
	page.setDefaultTimeout(90_000);
	const line = await page.context().newCDPSession(page);
	const slow = { offline: false, latency: 20, downloadThroughput: 2e6, uploadThroughput: 4e5 };
	await line.send('Network.emulateNetworkConditions', slow);
	const bytes = pdfOf(2_500_000);
	await page.setInputFiles('[name=file_plan]', { name: 'a.pdf', mimeType: 'application/pdf', buffer: bytes });
	await page.getByText(/올리는 중 [2-6]\d%/).waitFor();
	await theatre.crash();
	await page.getByText('첨부됨', { exact: true }).waitFor();
	ok(await keptAs(bytes));
});

test(
	'without JavaScript, on a phone: attached with what was written beside it, and removed again',
	{ skip: noHostileFiles },
	async () => {
		const page = await applicant('plain', { phone: true, locale: 'ko', noScript: true });
		await page.fill('[name=answer_organisation_name]', '한빛 연구소');
		const buffer = hostile('f06_ok.hwp');
		const attach = async (name: string, bytes: Buffer) => {
			await page.setInputFiles('[name=file_plan]', { name, mimeType: 'application/octet-stream', buffer: bytes });
			await Promise.all([page.waitForEvent('load'), page.locator('button[formaction="?/attach"]').click()]);
		};
		await attach('계획.hwp', buffer);
		match(await textOf(page), /계획\.hwp\s+14 KB\s+검사 전/);
		equal(await page.inputValue('[name=answer_organisation_name]'), '한빛 연구소');
		equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
		await attach('쪽.pdf', hostile('f02_html_named.pdf'));
		match(await textOf(page), /이름과 달리 문서나 이미지가 아닌 파일입니다/);
		match(await textOf(page), /계획\.hwp/);
		await Promise.all([page.waitForEvent('load'), page.locator('button[name=detach]').click()]);
		equal(/계획\.hwp/.test(await textOf(page)), false);
	}
);

/** Sends a file by an independent client of the protocol; answers with what the server said of it. */
function send(cookie: string, { name, bytes, language = 'ko' }: Sent): Promise<{ status: number; title: string }> {
	return new Promise((done) => {
		const upload = new Upload(bytes, {
			endpoint: `${theatre.base}${apply}/files`,
			metadata: { name, field: 'plan' },
			headers: { cookie, origin: theatre.base, 'accept-language': language },
			retryDelays: [],
			onSuccess: () => done({ status: 204, title: '' }),
			onError: (fault) => {
				const answer = fault instanceof DetailedError ? fault.originalResponse : null;
				const { title = fault.message } = JSON.parse(answer?.getBody() || '{}') as { title?: string };
				done({ status: answer?.getStatus() ?? 0, title });
			}
		});
		upload.start();
	});
}

type Sent = { name: string; bytes: Buffer; language?: 'ko' | 'en' };

const verdicts: [start: string, ko: RegExp, en: RegExp][] = [
	['f02', /문서나 이미지가 아닌/, /neither a document nor a picture/],
	['f03', /문서나 이미지가 아닌/, /neither a document nor a picture/],
	['f04', /지나치게 커지는/, /grow far too large/],
	['f05', /폴더 밖을 가리키는/, /leads out of its folder/],
	['f08', /손상되었거나/, /damaged or not whole/],
	['f09', /매크로가 든 문서/, /macros/],
	['f10', /빈 파일/, /empty/],
	['f11', /이미지가 지나치게 큽니다/, /too many pixels/]
];

test(
	'twelve hostile files through the protocol: each has its verdict and its sentence',
	{ skip: noHostileFiles },
	async () => {
		const page = await applicant('hostile');
		const cookie = await cookiesOf(page);
		const pid = theatre.pid();
		for (const [start, ko, en] of verdicts) {
			const name = hostileNames.find((one) => one.startsWith(start))!;
			for (const [language, sentence] of [
				['ko', ko],
				['en', en]
			] as const) {
				const answer = await send(cookie.replace(/language=\w+;? ?/, ''), { name, bytes: hostile(name), language });
				equal(answer.status, 422, name);
				match(answer.title, sentence, name);
			}
		}
		for (const start of ['f01', 'f06', 'f07', 'f12']) {
			const name = hostileNames.find((one) => one.startsWith(start))!;
			equal((await send(cookie, { name, bytes: hostile(name) })).status, 204, name);
		}
		equal(theatre.pid(), pid);
		equal(readdirSync('/tmp').includes('madang_pwn.txt'), false);
		const rows = await db.selectFrom('attachments').select(['name', 'is_locked', 'cautions']).orderBy('name').execute();
		deepEqual(
			rows
				.filter(({ name }) => /^f\d/.test(name))
				.map(({ name, is_locked, cautions }) => [name.slice(0, 3), is_locked, cautions]),
			[
				['f01', false, ['pdf-script']],
				['f06', false, []],
				['f07', false, []],
				['f12', true, []]
			]
		);
	}
);

const oddNames: [sent: string, kept: string][] = [
	[`${'가'.repeat(130)}.pdf`.normalize('NFD'), `${'가'.repeat(116)}.pdf`],
	['CON.pdf', '_CON.pdf'],
	['..\\..\\a.pdf', 'a.pdf'],
	['a.pdf\u0000.exe', 'a.pdf.exe.pdf'],
	['C:\\fakepath\\x.pdf', 'x.pdf'],
	['invoice\u202efdp.exe', 'invoicefdp.exe.pdf']
];

/** A plain form, written by hand: a browser would not send such names. */
async function sendForm(cookie: string, name: string, bytes: Buffer): Promise<number> {
	const part = (more: string) => `--x\r\nContent-Disposition: form-data; ${more}\r\n\r\n`;
	const file = part(`name="file_plan"; filename="${name.replaceAll('\\', '\\\\')}"`);
	const answer = await fetch(`${theatre.base}${apply}?/attach`, {
		method: 'POST',
		body: Buffer.concat([Buffer.from(file), bytes, Buffer.from(`\r\n${part('name="version"')}0\r\n--x--\r\n`)]),
		headers: { cookie, origin: theatre.base, 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' },
		redirect: 'manual'
	});
	await answer.text();
	return answer.status;
}

test('names of every sort, by a plain form and by the protocol: kept tidy, under a key of our own', async () => {
	const cookie = await cookiesOf(await applicant('names'));
	for (const [nth, [name, kept]] of oddNames.entries()) {
		// A form with such a byte in a header is none: refused whole. The protocol's base64 carries it.
		const isOdd = name.includes('\0');
		const formed = pdfOf(100);
		const status = await sendForm(nth < 1 ? cookie : await cookiesOf(await applicant(`names${nth}`)), name, formed);
		equal(status, isOdd ? 422 : 303, kept);
		if (!isOdd) equal((await keptAs(formed))?.name, kept);
		const sent = pdfOf(100);
		equal((await send(cookie, { name, bytes: sent })).status, 204);
		const row = await keptAs(sent);
		equal(row?.name, kept);
		ok(readdirSync(join(theatre.dataDir, 'files', row!.id.slice(0, 2))).includes(row!.id));
	}
});

test('a file is served to keep and never to show, and to nobody else', async () => {
	const owner = await applicant('phone');
	const cookie = await cookiesOf(owner);
	const ask = (headers: Record<string, string>, method = 'GET') =>
		fetch(`${theatre.base}/files/${planId}`, { method, headers, redirect: 'manual' });
	const answer = await ask({ cookie });
	equal(answer.status, 200);
	equal(sha256(Buffer.from(await answer.arrayBuffer())), sha256(plan));
	const header = (name: string) => answer.headers.get(name) ?? '';
	equal(header('content-type'), 'application/pdf');
	match(header('content-disposition'), /^attachment; filename="[ -~]+"; filename\*=UTF-8''%EC%82%AC%EC%97%85/);
	equal(header('x-content-type-options'), 'nosniff');
	match(header('content-security-policy'), /^sandbox; default-src 'none'/);
	equal(header('cross-origin-resource-policy'), 'same-origin');
	equal(header('cache-control'), 'private, no-store');
	const part = await ask({ cookie, range: 'bytes=10-19' });
	deepEqual([part.status, Buffer.from(await part.arrayBuffer())], [206, plan.subarray(10, 20)]);
	equal((await ask({ cookie, range: 'bytes=99999999-' })).status, 416);

	const stranger = await cookiesOf(await applicant('stranger'));
	const refused = await ask({ cookie: stranger, accept: 'application/json' });
	const unknown = await fetch(`${theatre.base}/files/11111111-1111-1111-1111-111111111111`, {
		headers: { cookie: stranger, accept: 'application/json' }
	});
	equal(refused.status, 404);
	equal(await refused.text(), await unknown.text());
	const piece = await fetch(`${theatre.base}${apply}/files/${planId}`, {
		method: 'DELETE',
		headers: { cookie: stranger, origin: theatre.base, 'tus-resumable': '1.0.0' }
	});
	equal(piece.status, 404);
});

const residentKb = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

test('50 MB go through without the server growing by as much', { skip: process.platform !== 'linux' }, async () => {
	const page = await applicant('large');
	const cookie = await cookiesOf(page);
	await send(cookie, { name: 'warm.pdf', bytes: pdfOf(1_000_000) });
	const [bytes, first] = [pdfOf(50 << 20), residentKb(theatre.pid())];
	let most = first;
	const watch = setInterval(() => (most = Math.max(most, residentKb(theatre.pid()))), 20);
	const { status } = await send(cookie, { name: 'large.pdf', bytes });
	clearInterval(watch);
	equal(status, 204);
	console.log(`resident before ${first >> 10} MB, at most ${most >> 10} MB`);
	ok(most - first < 64 << 10, `grew by ${(most - first) >> 10} MB`);
});

test('a reviewer reads it once the organiser has decided about unscanned files', async () => {
	const organiser = await theatre.open({ locale: 'ko' });
	await organiser.goto('/desk');
	await theatre.signIn(organiser, 'organiser@madang.example');
	const row = await db.selectFrom('calls').selectAll().where('slug', '=', call).executeTakeFirstOrThrow();
	const use = await db
		.selectFrom('receipt_files')
		.innerJoin('receipts', 'receipts.id', 'receipt_id')
		.select('application_id')
		.where('attachment_id', '=', planId)
		.executeTakeFirstOrThrow();
	await organiser.goto(`/desk/calls/${call}/applications/${use.application_id}`);
	match(await textOf(organiser), /사업계획서_최종\.pdf\s+2\.9 MB\s+검사 전/);

	const reviewer = await theatre.open({ locale: 'ko' });
	await reviewer.goto('/reviews');
	await theatre.signIn(reviewer, 'reviewer@madang.example');
	const { id } = await db
		.selectFrom('people')
		.select('id')
		.where('email', '=', 'reviewer@madang.example')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('roles')
		.values({ person_id: id, role: 'reviewer', host_id: row.host_id, call_id: row.id, given_at: new Date() })
		.onConflict((oc) => oc.doNothing())
		.execute();
	await db
		.insertInto('assignments')
		.values({ application_id: use.application_id, reviewer_id: id, assigned_at: new Date() })
		.execute();
	const fileFor = () => reviewer.request.get(`/files/${planId}`);
	equal((await fileFor()).status(), 404);
	await moveClockTo(organiser, new Date(row.closes_at.getTime() + 3_600_000 + row.grace_minutes * 60_000));
	await reviewer.goto(`/reviews/${use.application_id}`);
	equal((await fileFor()).status(), 404);
	await Promise.all([
		reviewer.waitForEvent('requestfinished'),
		reviewer.locator('form[action="?/begin"] button').click()
	]);
	await reviewer.getByText('아직 열람할 수 없는 파일입니다.').waitFor();
	equal((await fileFor()).status(), 404);

	await organiser.goto(`/desk/calls/${call}/files`);
	match(await textOf(organiser), /검사기가 연결되어 있지 않습니다/);
	deepEqual(await barriers(organiser), []);
	await organiser.check('[name=shows][value=unscanned]');
	await Promise.all([organiser.waitForURL('**/files?saved'), organiser.locator('main form .button.main').click()]);
	await reviewer.reload();
	const [download] = await Promise.all([
		reviewer.waitForEvent('download'),
		reviewer.getByRole('link', { name: planName }).click()
	]);
	equal(sha256(readFileSync(await download.path())), sha256(plan));
});
