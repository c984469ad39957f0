import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { isToSign, journalTree, lostHead, standingOf, verifyJournal } from './checkpoints.read.server.ts';
import { isSound, notesIn, signEveryMs } from './checkpoints.rules.ts';
import { recordRestore, signJournal } from './checkpoints.write.server.ts';
import { note, noteAll } from './write.server.ts';

const line = { at: noon, by: null, callId: null, verb: 'thing.done', about: 'x' } as const;
const add = (db: Db, count: number) =>
	together(db, (tx) =>
		noteAll(
			tx,
			Array.from({ length: count }, (_, nth) => ({ ...line, about: `${nth}` }))
		)
	);
/** As another process reads it, which has kept nothing. */
const afresh = (db: Db) => reading(db.withSchema('public'));

/** A journal of some lines, with three heads signed on its way. */
async function signedJournal({ db }: Scene): Promise<string[]> {
	const notes: string[] = [];
	for (const count of [5, 7, 8]) {
		await add(db, count);
		notes.push((await signJournal(db, noon))!);
	}
	return notes;
}

test('a head is signed where a line came since, no more often than every few minutes, and once for each length', () =>
	scene(async (world) => {
		const { db, owner } = world;
		equal(await isToSign(reading(db), signEveryMs, noon), false, 'nothing has happened');
		await add(db, 3);
		equal(await isToSign(reading(db), signEveryMs, noon), true);
		ok(await signJournal(db, noon));
		equal(await isToSign(reading(db), signEveryMs, hours(1)), false, 'the line that tells of a head is none');
		await add(db, 1);
		equal(await isToSign(reading(db), signEveryMs, noon), false);
		equal(await isToSign(reading(db), signEveryMs, hours(1)), true);
		equal((await told(db)).filter((verb) => verb === 'journal.signed').length, 1);
		await rejects(sql`delete from journal_checkpoints`.execute(db), /permission denied/);
		await rejects(sql`delete from journal_checkpoints`.execute(owner), /append-only/);
		await rejects(sql`truncate journal_checkpoints`.execute(owner), /append-only/);
	}));

test('a sound journal holds against all its heads, and what is no head of it does not', () =>
	scene(async (world) => {
		const { db } = world;
		const notes = await signedJournal(world);
		const found = await verifyJournal(reading(db), notes);
		deepEqual([found.broken, found.published.length, found.kept.length, isSound(found)], [null, 3, 3, true]);
		deepEqual(notesIn(notes.join('\n')), notes);
		equal(await standingOf(reading(db), notes[0]!.replace('\n5\n', '\n6\n')), 'not-ours');
		equal(await standingOf(reading(db), 'nonsense'), 'no-note');
		equal((await journalTree(reading(db))).size, 23);
	}));

// What somebody with the database in their hands might do, each to a line picked at random.
const some = (from: number, to: number, random: () => number) => from + Math.floor(random() * (to - from));
const last = 22; // the newest head covers this many lines
type Harm = (at: number, random: () => number) => string[];
const shift = (at: number, by: number) => [
	`update journal set seq = seq + 1000000 where seq >= ${at}`,
	`update journal set seq = seq - 1000000 + ${by} where seq >= 1000000`
];
const copy = (at: number, seq: number, about = 'about') =>
	`insert into journal select ${seq}, at, by_id, call_id, verb, ${about}, detail, hash from journal where seq = ${at}`;
/** The whole chain made anew from what is there now, as whoever knows how it is made can. */
const rechain = [
	`do $$ declare one journal; before bytea := sha256('madang/journal/v1'); n bigint := 0; begin
		for one in select * from journal order by seq loop
			n := n + 1;
			update journal set seq = n where seq = one.seq;
			one.seq := n;
			before := sha256(before || convert_to(journal_text(one), 'UTF8'));
			update journal set hash = before where seq = n;
		end loop;
		update journal_head set seq = n, hash = before;
	end $$`
];
const harms: Record<string, Harm> = {
	'flipped bit': (at, random) => {
		const bit = some(0, 256, random);
		return [`update journal set hash = set_bit(hash, ${bit}, 1 - get_bit(hash, ${bit})) where seq = ${at}`];
	},
	update: (at) => [`update journal set detail = detail || '{"changed": true}' where seq = ${at}`],
	delete: (at) => [`delete from journal where seq = ${at}`],
	insert: (at) => [...shift(at, 1), copy(at + 1, at, `'slipped in'`)],
	reorder: (at) => [
		`update journal set seq = -1 where seq = ${at}`,
		`update journal set seq = ${at} where seq = ${at + 1}`,
		`update journal set seq = ${at + 1} where seq = -1`
	],
	'truncate tail': (at) => [
		`delete from journal where seq >= ${at}`,
		`update journal_head set seq = ${at - 1}, hash = (select hash from journal where seq = ${at - 1})`
	],
	'truncate middle': (at) => [`delete from journal where seq between ${at} and ${at + 1}`],
	duplicate: (at) => [...shift(at + 1, 1), copy(at, at + 1)],
	'changed clock': (at) => [`update journal set at = at - interval '1 second' where seq = ${at}`],
	're-signed with the same key': (at) => [
		`update journal set about = 'another' where seq = ${at}`,
		...rechain,
		'delete from journal_checkpoints',
		'alter table journal enable trigger user'
	]
};

// Positions at random: a failure prints the seed, and JOURNAL_HARMS=200 tries each harm at 200 places.
const times = Number(process.env.JOURNAL_HARMS ?? 3);
const seed = Number(process.env.JOURNAL_SEED ?? Math.floor(Math.random() * 2 ** 31));

function randomFrom(start: number): () => number {
	let state = start >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

test(`whatever is done to the journal behind the program’s back is found (seed ${seed})`, () =>
	scene(async (world) => {
		const { owner: db } = world;
		const kept = await signedJournal(world);
		await add(db, 2);
		const random = randomFrom(seed);
		for (const table of ['journal', 'journal_checkpoints'])
			await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
		const missed: string[] = [];
		for (const [name, harm] of Object.entries(harms)) {
			for (let nth = 0; nth < times; nth++) {
				const at = some(2, last - 1, random);
				await tried(db, harm(at, random), async (tx) => {
					// Signed anew by the program's own key over what is there now: only who kept an older head can tell.
					if (name.startsWith('re-signed')) {
						await signJournal(tx as unknown as Db, hours(1));
						const alone = await verifyJournal(afresh(tx), []);
						if (!isSound(alone)) missed.push(`${name} at ${at}: was to look sound without the kept head`);
					}
					if (isSound(await verifyJournal(afresh(tx), kept))) missed.push(`${name} at ${at}`);
					if (
						(await standingOf(afresh(tx), kept[2]!)) === 'holds' &&
						(await verifyJournal(afresh(tx), [])).broken === null
					)
						missed.push(`${name} at ${at}, by the heads alone`);
				});
			}
		}
		deepEqual(missed, []);
		ok(isSound(await verifyJournal(afresh(db), kept)), 'and nothing was left of it');
	}));

/** Does statements, looks, and takes all of it back. */
async function tried(db: Db, statements: string[], look: (tx: Db) => Promise<void>): Promise<void> {
	const back = new Error('taken back');
	await rejects(
		together(db, async (tx) => {
			for (const statement of statements) await sql.raw(statement).execute(tx);
			await look(tx as unknown as Db);
			throw back;
		}),
		back
	);
}

test('a store put back to an earlier state is known by the head kept outside, and accepting it is on record', () =>
	scene(async (world) => {
		const { db, owner } = world;
		const notes = await signedJournal(world);
		equal(await lostHead(reading(db), ['', notes.join('')]), null);
		await sql`alter table journal disable trigger user`.execute(owner);
		await sql`delete from journal where seq > 10`.execute(owner);
		await sql`update journal_head set seq = 10, hash = (select hash from journal where seq = 10)`.execute(owner);
		await sql`alter table journal enable trigger user`.execute(owner);
		equal(await lostHead(reading(db), ['', notes.join('')]), notes[2]);
		equal(await lostHead(reading(db), [notes[0]!]), null);
		await recordRestore(db, { reason: 'the disk failed', lost: notes[2]! }, noon);
		const { detail } = await db
			.selectFrom('journal')
			.select('detail')
			.where('verb', '=', 'store.restored')
			.executeTakeFirstOrThrow();
		equal((detail as { size: number }).size, 22);
		// Lines that come since do not make up for the ones that were lost.
		await add(db, 20);
		equal(await standingOf(reading(db), notes[2]!), 'other');
		await together(db, (tx) => note(tx, line));
	}));
