import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf } from '#domain/journal/checkpoints.read.server.ts';
import { notesIn } from '#domain/journal/checkpoints.rules.ts';
import { signJournal } from '#domain/journal/checkpoints.write.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { headsByLink, headsByMail } from './heads.read.server.ts';
import { beginHeads, endHeads, endHeadsByLink, mailHeads } from './heads.write.server.ts';

const ara = ({ visitors, host }: Scene) => gate.hostAuditor(visitors.ara, host);
const grow = async (db: Db, at: Date) => {
	await together(db, (tx) => note(tx, { at, by: null, callId: null, verb: 'thing.done', about: 'x' }));
	await signJournal(db, at);
};
const sent = async ({ db, ara }: Scene) => (await letters(db)).filter(({ to_address }) => to_address === ara.email);

test('an auditor has the newest head by mail once a day, can check the journal by the letter, and ends it with one press', () =>
	scene(async (world) => {
		const { db, host } = world;
		await grow(db, noon);
		equal(await mailHeads(db, noon), 0, 'nobody asked');
		await beginHeads(db, ara(world), noon);
		await beginHeads(db, ara(world), noon);
		deepEqual(await headsByMail(reading(db), world.ara.id, [host, world.otherHost]), [host]);
		equal(await mailHeads(db, noon), 1);
		const [first] = await sent(world);
		const [head] = notesIn(first!.body);
		equal(await standingOf(reading(db), head!), 'holds', 'the letter as it is is what verify reads');
		await grow(db, hours(1));
		equal(await mailHeads(db, hours(23)), 0, 'a day has not passed');
		equal(await mailHeads(db, hours(24)), 1);
		equal(await mailHeads(db, hours(48)), 0, 'no new head was signed');
		const token = /\/journal\/mail\/(\S+)/.exec(first!.body)![1]!;
		await endHeadsByLink(db, token, hours(49));
		await endHeadsByLink(db, token, hours(49));
		equal((await headsByLink(reading(db), token)).ended_at?.getTime(), hours(49).getTime());
		await grow(db, hours(50));
		equal(await mailHeads(db, hours(90)), 0);
		const lines = (await told(db)).filter((verb) => verb.startsWith('reads.heads'));
		deepEqual(lines, ['reads.heads-begun', 'reads.heads-sent', 'reads.heads-sent', 'reads.heads-ended']);
		await rejects(headsByLink(reading(db), 'nonsense'), { code: 'reads.link-not-found' });
		match(first!.body, /npm run madang -- verify/);
	}));

test('who audits no more has no more letters, and may take it up again', () =>
	scene(async (world) => {
		const { db } = world;
		await beginHeads(db, ara(world), noon);
		await grow(db, noon);
		await db.updateTable('roles').set({ ended_at: noon }).where('person_id', '=', world.ara.id).execute();
		equal(await mailHeads(db, hours(1)), 0);
		await endHeads(db, ara(world), hours(1));
		await endHeads(db, ara(world), hours(1));
		await beginHeads(db, ara(world), hours(2));
		await db.updateTable('roles').set({ ended_at: null }).where('person_id', '=', world.ara.id).execute();
		equal(await mailHeads(db, hours(2)), 1);
	}));
