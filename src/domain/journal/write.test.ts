import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { noon, scene } from '../../../tests/cast.ts';
import { reading, together } from '#lib/db.server.ts';
import { brokenLineSince, firstBrokenLine } from './read.server.ts';
import { note, noteAll } from './write.server.ts';

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
		equal(await brokenLineSince(reading(db)), null);
		await together(db, (tx) => noteAll(tx, [line, line]));
		equal(await brokenLineSince(reading(db)), null, 'and what came since');
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
			deepEqual([await firstBrokenLine(reading(db)), await brokenLineSince(reading(db))].includes(null), false);
		}));
}

test('a line cut off the end is still found after the next one', () =>
	scene(async ({ db, owner }) => {
		await together(db, (tx) => noteAll(tx, [line, line, line]));
		await sql`alter table journal disable trigger user`.execute(owner);
		await sql`delete from journal where seq = 3`.execute(owner);
		await sql`alter table journal enable trigger user`.execute(owner);
		await together(db, (tx) => note(tx, line));
		deepEqual([await firstBrokenLine(reading(db)), await brokenLineSince(reading(db))].includes(null), false);
	}));
