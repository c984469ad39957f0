import { dataFolder } from '../../../tests/folder.ts';
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { fineAnswers, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { askForFiles, attach, finePdf } from '../../../tests/attaching.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hostile, noHostileFiles } from '../../../tests/hostile.ts';
import { attachedIn, isForReviewers } from './attachments.rules.ts';
import {
	filesForReviewers,
	filesOfCall,
	filesToScan,
	shownToReviewers,
	usesOf,
	wholeFile
} from './attachments.read.server.ts';
import { leaveScan, removeAttachment, setFilePolicy, sweepAttachments } from './attachments.write.server.ts';
import { beginUpload } from './uploads.write.server.ts';

const isKept = (id: string) => globSync('files/*/*', { cwd: dataFolder }).some((path) => path.endsWith(id));

const filing = (play: (world: Scene) => Promise<void>) =>
	scene(async (world) => {
		await askForFiles(world);
		await play(world);
	});

/** Joon attaches a file, names it in the draft and submits. */
async function submitted({ db, joonApplying }: Scene, bytes = finePdf()) {
	const { id, line } = await attach(db, joonApplying, { name: 'plan.pdf', bytes });
	await writeDraft(db, joonApplying, { ...fineAnswers, plan: line! });
	return { id, line: line!, receipt: await submitDraft(db, joonApplying) };
}

test('a submitted file is named in the receipt to the byte, kept, and found by its application', () =>
	filing(async (world) => {
		const { id, line, receipt } = await submitted(world);
		equal(receipt.answers.plan, line);
		equal(attachedIn(line)?.sha256, (await wholeFile(reading(world.db), id)).sha256);
		const uses = await usesOf(reading(world.db), id);
		deepEqual(uses, [{ applicationId: receipt.application_id, call: { id: world.call.id, host_id: world.host } }]);
		const [listed] = await filesOfCall(reading(world.db), world.araAuditing);
		deepEqual([listed?.id, listed?.number, listed?.state], [id, 'SEOUL-0001', 'unscanned']);
	}));

test("a submit is refused while a file is on its way, and when a line is made up or somebody else's", () =>
	filing(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const { id, line } = await attach(db, minaApplying, { name: 'hers.pdf', bytes: finePdf() });
		for (const plan of [line!, line!.replace(id, '11111111-1111-1111-1111-111111111111')]) {
			await writeDraft(db, joonApplying, { ...fineAnswers, plan });
			await rejects(submitDraft(db, joonApplying), { fields: { plan: 'applications.file-missing' } });
		}
		const own = await attach(db, joonApplying, { name: 'mine.pdf', bytes: finePdf() });
		const altered = own.line!.replace('mine', 'other');
		await writeDraft(db, joonApplying, { ...fineAnswers, plan: altered });
		await rejects(submitDraft(db, joonApplying), { fields: { plan: 'applications.file-missing' } });
		await writeDraft(db, joonApplying, { ...fineAnswers, plan: own.line! });
		const begun = await beginUpload(db, joonApplying, { field: 'plan', name: 'b.pdf', size: 9 }, noon);
		await rejects(submitDraft(db, joonApplying), { fields: { plan: 'applications.file-uploading' } });
		await removeAttachment(db, joonApplying, begun.id, noon);
		ok(await submitDraft(db, joonApplying));
	}));

test('a file is removed with its bytes, but not from under a receipt, not late, and not by others', () =>
	filing(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const { id } = await attach(db, joonApplying, { name: 'a.pdf', bytes: finePdf() });
		await rejects(removeAttachment(db, minaApplying, id, noon), { code: 'applications.file-not-found' });
		await rejects(removeAttachment(db, joonApplying, id, hours(1)), { code: 'calls.closed' });
		await removeAttachment(db, joonApplying, id, noon);
		equal(isKept(id), false);
		await rejects(removeAttachment(db, joonApplying, id, noon), { code: 'applications.file-not-found' });
		await rejects(removeAttachment(db, joonApplying, 'nonsense', noon), { code: 'applications.file-not-found' });
		const named = await submitted(world);
		await removeAttachment(db, joonApplying, named.id, noon);
		equal(isKept(named.id), true);
		equal((await wholeFile(reading(db), named.id)).id, named.id);
	}));

test('after a day what did not come whole or nothing names is taken away; drafts and receipts keep theirs', () =>
	filing(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const kept = await submitted(world);
		const { id: half } = await beginUpload(db, joonApplying, { field: 'plan', name: 'b.pdf', size: 9 }, noon);
		const drafted = await attach(db, minaApplying, { name: 'c.pdf', bytes: finePdf() });
		await writeDraft(db, minaApplying, { ...fineAnswers, plan: drafted.line! });
		const loose = await attach(db, minaApplying, { name: 'd.pdf', bytes: finePdf() });
		equal(await sweepAttachments(db, hours(23)), 0);
		equal(await sweepAttachments(db, hours(25)), 2);
		const left = await db.selectFrom('attachments').select('id').execute();
		deepEqual(left.map(({ id }) => id).sort(), [kept.id, drafted.id].sort());
		deepEqual([isKept(kept.id), isKept(drafted.id), isKept(loose.id), isKept(half)], [true, true, false, false]);
	}));

test('what a scanner says counts; where it failed a file stays unscanned and is tried again', () =>
	filing(async (world) => {
		const { db, call } = world;
		const { id } = await submitted(world);
		const due = (at: Date) => filesToScan(reading(db), at, new Date(at.getTime() - 60_000));
		const stateNow = async () => (await wholeFile(reading(db), id)).state;
		equal((await due(noon)).length, 1);
		await leaveScan(db, { id, callId: call.id }, null, noon);
		equal(await stateNow(), 'unscanned');
		equal((await due(noon)).length, 0);
		equal((await due(hours(0.1))).length, 1);
		await leaveScan(db, { id, callId: call.id }, { outcome: 'flagged', said: 'Eicar FOUND' }, hours(0.1));
		equal(await stateNow(), 'flagged');
		equal((await due(hours(1))).length, 0);
		ok((await told(db)).includes('attachment.scanned'));
	}));

test('a locked file is never clean, whatever the scanner says', { skip: noHostileFiles }, () =>
	filing(async (world) => {
		const { id } = await submitted(world, hostile('f12_hwp_password_flag.hwp'));
		const { db, call } = world;
		equal((await wholeFile(reading(db), id)).state, 'cannot-scan');
		await leaveScan(db, { id, callId: call.id }, { outcome: 'clean', said: 'OK' }, noon);
		equal((await wholeFile(reading(db), id)).state, 'cannot-scan');
	})
);

test('reviewers open clean files only, until the organiser says otherwise', () =>
	filing(async (world) => {
		const { db, call, hanaOrganising } = world;
		const { id, receipt } = await submitted(world);
		const hidden = async () => (await filesForReviewers(reading(db), call.id, receipt.answers))[id]?.isHidden;
		equal(await hidden(), true);
		await setFilePolicy(db, hanaOrganising, ['unscanned'], noon);
		equal(await hidden(), false);
		deepEqual(await shownToReviewers(reading(db), call.id), ['unscanned']);
		await setFilePolicy(db, hanaOrganising, [], noon);
		equal(await hidden(), true);
		await leaveScan(db, { id, callId: call.id }, { outcome: 'clean', said: 'OK' }, noon);
		equal(await hidden(), false);
		await rejects(setFilePolicy(db, hanaOrganising, ['everything'], noon));
		equal(isForReviewers('flagged', []), false);
	}));
