import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { reading } from '#lib/db.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { applicant, applied, firm, written } from '../../../tests/applying.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { checkProof, logOf, logPurpose, logsToSign, newestCheckpoint, proofOf } from './log.read.server.ts';
import { keyForNote, readNote, verifierKey } from '#domain/journal/notes.rules.ts';
import { checkSizes, commitmentOf, isInLog, rosterIn } from './log.rules.ts';
import { signCheckpoint } from './log.write.server.ts';
import { submitApplication } from './submit.write.server.ts';
import { withdrawApplication } from './write.server.ts';

const sign = ({ db, call }: Scene, at = noon) => signCheckpoint(db, call, at);

const events = async ({ db }: Scene) =>
	(await db.selectFrom('submission_log').select(['place', 'leaf']).orderBy('place').execute()).map(({ leaf }) =>
		JSON.parse(leaf)
	);

test('a submit, an edit and a withdrawal leave a leaf each; a refused press and a repeated one leave none', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		const sent = await written(world, joonApplying, firm(1));
		const first = await submitApplication(db, joonApplying, sent, noon);
		await submitApplication(db, joonApplying, sent, noon);
		const rival = await written(world, minaApplying, firm(1));
		await rejects(submitApplication(db, minaApplying, { ...rival, agreed: [] }, noon));
		const second = await applied(world, joonApplying, firm(1, { proposal: 'A better plan.' }), hours(0.1));
		await withdrawApplication(db, joonApplying, hours(0.2));
		const third = await applied(world, joonApplying, firm(1), hours(0.3));
		deepEqual(await events(world), [
			{ commitment: commitmentOf(first), event: 'submitted' },
			{ commitment: commitmentOf(second), event: 'submitted', replaces: commitmentOf(first) },
			{ commitment: commitmentOf(second), event: 'withdrawn' },
			{ commitment: commitmentOf(third), event: 'submitted' }
		]);
		const log = await logOf(reading(db), call.id);
		deepEqual([log.tree.size, [...log.standing], log.withdrawn], [4, [commitmentOf(third)], 1]);
		deepEqual(rosterIn(log, [commitmentOf(third), commitmentOf(second)]), { found: 1, strange: 1 });
	}));

test('a head is signed once for each length, as a note anybody’s tools can check, and the journal tells', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		deepEqual(await logsToSign(reading(db)), []);
		await applied(world, joonApplying, firm(1));
		deepEqual(await logsToSign(reading(db)), [{ id: call.id, slug: call.slug }]);
		await Promise.all([sign(world), sign(world), sign(world)]);
		deepEqual(await logsToSign(reading(db)), []);
		equal((await told(db)).filter((verb) => verb === 'log.signed').length, 1);
		const { note } = (await newestCheckpoint(reading(db), call.id))!;
		match(
			note,
			/^localhost:3000\/calls\/seoul\n1\n[A-Za-z0-9+/]{43}=\n\n— localhost:3000\/calls\/seoul [A-Za-z0-9+/]{91}=\n$/
		);
		const head = readNote(note)!;
		const key = (await publicKeyFor(reading(db), logPurpose))!;
		ok(isSignedBy(key, head.text, head.signature));
		equal(head.root, (await logOf(reading(db), call.id)).tree.root());
		equal(readNote(note.replace('\n1\n', '\n01\n')), null);
		// The key is that of the name the note was signed with, wherever the program is now.
		equal(keyForNote(note, key), verifierKey('localhost:3000/calls/seoul', key));
		match(
			verifierKey('a.example/calls/x', key),
			/^a\.example\/calls\/x\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]$/
		);
	}));

test('the proof of a receipt is there once its head is signed, and still holds when the log has grown', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		const receipt = await applied(world, joonApplying, firm(1));
		equal(await proofOf(reading(db), call.id, receipt.id), null);
		await sign(world);
		const proof = (await proofOf(reading(db), call.id, receipt.id))!;
		const judged = (changed: Partial<typeof proof> = {}, commitment = commitmentOf(receipt)) =>
			checkProof(reading(db), { callId: call.id, proof: { ...proof, ...changed }, commitment });
		equal(await judged(), 'proven');
		for (let nth = 2; nth < 6; nth++) await applied(world, await applicant(world, `p${nth}`), firm(nth));
		equal(await judged(), 'proven');
		await sign(world);
		const later = (await proofOf(reading(db), call.id, receipt.id))!;
		equal(later.path.length, 3);
		ok(isInLog(later, readNote(later.checkpoint)!));
		equal(await judged({ index: 1 }), 'broken');
		equal(await judged({ path: ['00'.repeat(32)] }), 'broken');
		equal(await judged({ leaf: { ...proof.leaf, event: 'withdrawn' } }), 'broken');
		equal(await judged({ checkpoint: 'nonsense' }), 'broken');
		equal(await judged({}, commitmentOf({ ...receipt, salt: '00'.repeat(32) })), 'broken');
		const nothing = { callId: call.id, proof: null, commitment: '' };
		equal(await checkProof(reading(db), nothing), 'absent');
	}));

test('a head that was signed over another history does not hold', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		const receipt = await applied(world, joonApplying, firm(1));
		await applied(world, await applicant(world, 'p2'), firm(2));
		await sign(world);
		const proof = await proofOf(reading(db), call.id, receipt.id);
		await sql`alter table submission_log disable trigger user`.execute(world.owner);
		await sql`update submission_log set leaf = replace(leaf, '"commitment":"', '"commitment":"0') where place = 1`.execute(
			world.owner
		);
		const afresh = db.withSchema('public'); // as another process reads it, which has kept nothing
		const judged = { callId: call.id, proof, commitment: commitmentOf(receipt) };
		equal(await checkProof(reading(afresh), judged), 'broken');
	}));

test('a leaf and a head can be neither changed nor taken away', () =>
	scene(async (world) => {
		await applied(world, world.joonApplying, firm(1));
		await sign(world);
		await rejects(sql`update submission_log set leaf = ''`.execute(world.owner), /append-only/);
		await rejects(sql`delete from submission_log`.execute(world.owner), /append-only/);
		await rejects(sql`truncate submission_log`.execute(world.owner), /append-only/);
		await rejects(sql`delete from submission_checkpoints`.execute(world.owner), /append-only/);
	}));

test('a proof is asked for between a shorter and a longer length of the log', () => {
	checkSizes({ from: 1, to: 3 }, 3);
	for (const sizes of [
		{ from: 0, to: 1 },
		{ from: 3, to: 2 },
		{ from: 1, to: 4 }
	]) {
		throws(() => checkSizes(sizes, 3), { code: 'applications.no-such-length' });
	}
});
