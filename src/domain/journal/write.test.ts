import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { hours, noon, scene } from '../../../tests/cast.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { firstBrokenLine, openChain } from './chain.read.server.ts';
import { note, noteAll } from './write.server.ts';

/** The first broken line as the whole chain says it, and as a process says it that reads it for the first time. */
const brokenBothWays = async (db: Db) => [
	await firstBrokenLine(reading(db)),
	(await openChain().look(reading(db), noon)).broken
];

const line = { at: noon, by: null, callId: null, verb: 'thing.done', about: 'x' } as const;

test('every line follows from the one before, also when many write at once', () =>
	scene(async ({ db }) => {
		await together(db, (tx) => noteAll(tx, [line, { ...line, detail: { 이름: '마당' } }, line]));
		await Promise.all(Array.from({ length: 20 }, () => together(db, (tx) => note(tx, line))));
		const seqs = await db.selectFrom('journal').select('seq').orderBy('seq').execute();
		deepEqual(
			seqs.map(({ seq }) => seq),
			Array.from({ length: 23 }, (_, at) => at + 1)
		);
		equal(await firstBrokenLine(reading(db)), null);
		const chain = openChain();
		const look = async () => (await chain.look(reading(db), noon)).broken;
		equal(await look(), null);
		await together(db, (tx) => noteAll(tx, [line, line]));
		equal(await look(), null, 'and what came since');
	}));

test('a line cannot be changed or taken away', () =>
	scene(async ({ db, owner }) => {
		await together(db, (tx) => note(tx, line));
		for (const change of [sql`update journal set about = 'y'`, sql`delete from journal`, sql`truncate journal`]) {
			await rejects(change.execute(db), /permission denied/);
			await rejects(change.execute(owner), /append-only/);
		}
	}));

for (const [what, change] of [
	['changed', `update journal set about = 'y' where seq = 2`],
	['taken out', `delete from journal where seq = 2`],
	['cut off the end', `delete from journal where seq = 3`],
	['moved', `update journal set at = at - interval '1 second' where seq = 2`]
] as const) {
	test(`a line ${what} behind the program's back is found`, () =>
		scene(async ({ db, owner }) => {
			await together(db, (tx) => noteAll(tx, [line, line, line]));
			await sql`alter table journal disable trigger user`.execute(owner);
			await sql.raw(change).execute(owner);
			deepEqual((await brokenBothWays(db)).includes(null), false);
		}));
}

test('a line cut off the end is still found after the next one', () =>
	scene(async ({ db, owner }) => {
		await together(db, (tx) => noteAll(tx, [line, line, line]));
		await sql`alter table journal disable trigger user`.execute(owner);
		await sql`delete from journal where seq = 3`.execute(owner);
		await sql`alter table journal enable trigger user`.execute(owner);
		await together(db, (tx) => note(tx, line));
		deepEqual((await brokenBothWays(db)).includes(null), false);
	}));

test('a long chain is read in the background: a look says how far it is, and waits for one slice', () =>
	scene(async ({ db, owner }) => {
		await together(db, (tx) =>
			noteAll(
				tx,
				Array.from({ length: 9 }, () => line)
			)
		);
		const chain = openChain({ lines: 2, restMs: 1 });
		const look = async (at = noon) => {
			const { upto, of, broken } = await chain.look(reading(db), at);
			return { upto, of, broken };
		};
		deepEqual(await look(), { upto: 2, of: 9, broken: null });
		await chain.settled();
		deepEqual(await look(hours(1)), { upto: 9, of: 9, broken: null });
		const { since, at } = await chain.look(reading(db), hours(2));
		deepEqual([since, at], [noon, hours(2)], 'since when, and as of when');

		await sql`alter table journal disable trigger user`.execute(owner);
		await sql`update journal set about = 'y' where seq = 5`.execute(owner);
		deepEqual(await look(hours(3)), { upto: 9, of: 9, broken: null }, 'what was read is not read again');
		await look(hours(24));
		await chain.settled();
		deepEqual(await look(hours(24)), { upto: 4, of: 9, broken: 5 }, 'but once a day');
		await sql`update journal set about = 'x' where seq = 5`.execute(owner);
		await look(hours(25));
		await chain.settled();
		deepEqual(await look(hours(25)), { upto: 9, of: 9, broken: null }, 'and mended it is whole');
	}));

test('where the line the reading ended at is another, all is read anew', () =>
	scene(async ({ db, owner }) => {
		await together(db, (tx) =>
			noteAll(
				tx,
				Array.from({ length: 5 }, () => line)
			)
		);
		const chain = openChain({ lines: 10, restMs: 1 });
		equal((await chain.look(reading(db), noon)).broken, null);
		await sql`alter table journal disable trigger user`.execute(owner);
		await sql`update journal set about = 'y', hash = sha256(hash) where seq = 5`.execute(owner);
		equal((await chain.look(reading(db), hours(1))).upto, 0);
		await chain.settled();
		equal((await chain.look(reading(db), hours(1))).broken, 5);
		await sql`delete from journal where seq > 3`.execute(owner);
		equal((await chain.look(reading(db), hours(2))).broken, 5, 'a tail that was cut is found by the head');
	}));
