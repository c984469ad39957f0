// The waiting list against an oracle: who is offered what, in which order, whatever comes free. WORLDS=10000 runs it longer.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '#lib/db.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { hashed } from '#lib/secret.server.ts';
import { chanceOf } from '../../../sample/chance.ts';
import { hours, scene, words } from '../../../tests/cast.ts';
import { addRegister, broken } from '../../../tests/register.ts';
import { expirePlaces } from './places.write.server.ts';
import { acceptOffer, cancelRegistration } from './write.server.ts';
import { byTurn, nextInLine } from './waiting.rules.ts';

const worlds = Number(process.env.WORLDS ?? 500);
const seed = process.env.SEED ?? String(Date.now());

type One = { name: string; size: number; rank: number | null; state: string; until: Date | null };

/** Says what becomes of a line by reading down it, one by one, with nothing of the program's own. */
function oracle(line: One[], free: number): Set<string> {
	const offered = new Set<string>();
	const ranked = line.filter(({ rank }) => rank !== null).sort((one, other) => one.rank! - other.rank!);
	for (const one of [...ranked, ...line.filter(({ rank }) => rank === null)]) {
		if (one.size > free) continue;
		offered.add(one.name);
		free -= one.size;
	}
	return offered;
}

test('turns go by rank, then by number; a group too large keeps its turn', () => {
	const line = [
		{ rank: null, number: 1, size: 3 },
		{ rank: 2, number: 3, size: 1 },
		{ rank: 1, number: 9, size: 2 }
	].sort(byTurn);
	deepEqual(
		line.map(({ number }) => number),
		[9, 3, 1]
	);
	deepEqual(
		nextInLine([{ size: 3 }, { size: 1 }, { size: 2 }, { size: 1 }], 2).map(({ size }) => size),
		[1, 1]
	);
});

/** Every world's line and what comes free in it, by the seed. */
function worldOf(nth: number) {
	const chance = chanceOf(`${seed} ${nth}`);
	const below = (most: number) => Math.floor(chance.next() * most);
	const has = Array.from({ length: 1 + below(4) }, (_, at) => ({
		...one(`${nth} has ${at}`, 1 + below(3), 'offered'),
		until: chance.happens(0.7) ? hours(1) : hours(5)
	}));
	const isRanked = chance.happens(0.3);
	const waits = Array.from({ length: 1 + below(7) }, (_, at) => ({
		...one(`${nth} waits ${at}`, 1 + below(4), 'waiting'),
		rank: isRanked && chance.happens(0.6) ? below(1_000) * 10 + at : null
	}));
	const freed = has.filter(({ until }) => until.getTime() === hours(1).getTime());
	return { all: [...has, ...waits], taken: sum(has), expected: [...oracle(waits, sum(freed))].sort() };
}

const sum = (some: { size: number }[]) => some.reduce((total, { size }) => total + size, 0);

test('what comes free goes to whom the oracle says, with two jobs at once, and none of it twice', async (t) => {
	t.diagnostic(`seed ${seed}, ${worlds} worlds`);
	await scene(async (world) => {
		const { db } = world;
		const { sessionId } = await addRegister(world);
		const all = Array.from({ length: worlds }, (_, nth) => worldOf(nth));
		const kinds = await plant(db, sessionId, all);
		for (let from = 0; from < worlds; from += 8) {
			const some = kinds.slice(from, from + 8);
			await Promise.all(some.flatMap((kind) => [expirePlaces(db, kind, hours(2)), expirePlaces(db, kind, hours(2))]));
		}
		const offered = await offeredBy(db);
		for (const [nth, { expected }] of all.entries())
			deepEqual(offered.get(kinds[nth]!) ?? [], expected, `seed ${seed}, world ${nth}`);
		deepEqual(await brokenHere(db), []);
	});
});

test('expiry racing acceptance, and a cancel during promotion, have one outcome each, many times', () =>
	scene(async (world) => {
		const { db } = world;
		const { sessionId } = await addRegister(world);
		const line = (nth: number) => [
			{ ...one(`${nth} has`, 1, 'offered'), until: hours(1) },
			...[0, 1].map((at) => one(`${nth} waits ${at}`, 1, 'waiting'))
		];
		const count = Math.ceil(worlds / 10);
		const all = Array.from({ length: count }, (_, nth) => ({ all: line(nth), taken: 1 }));
		const kinds = await plant(db, sessionId, all);
		const early = new Date(hours(1).getTime() - 1);
		const accepted: boolean[] = [];
		for (const [nth, kind] of kinds.entries()) {
			const [own] = await Promise.allSettled([
				acceptOffer(db, `${nth} has`, early),
				expirePlaces(db, kind, hours(1)),
				cancelRegistration(db, `${nth} waits 0`, early)
			]);
			accepted.push(own.status === 'fulfilled');
		}
		const offered = await offeredBy(db);
		for (const [nth, kind] of kinds.entries()) equal(offered.get(kind)?.length ?? 0, accepted[nth] ? 0 : 1);
		deepEqual(await brokenHere(db), []);
	}));

const one = (name: string, size: number, state: string): One => ({ name, size, rank: null, state, until: null });

// What is planted has left no steps.
const brokenHere = async (db: Db) => (await broken(db)).filter((what) => !what.startsWith('last step'));

/** Plants lines, each for a kind of place of its own in one session; answers with the kinds. */
async function plant(db: Db, session_id: string, lines: { all: One[]; taken: number }[]): Promise<string[]> {
	const places = lines.map(({ taken }, nth) => ({
		session_id,
		position: nth + 1,
		name: words(`${nth}`),
		capacity: taken,
		taken
	}));
	const ids: string[] = [];
	for (const some of inChunks(places)) {
		const made = await db.insertInto('place_kinds').values(some).returning('id').execute();
		ids.push(...made.map(({ id }) => id));
	}
	const rows = lines.flatMap(({ all }, nth) =>
		all.map((row) => ({
			...{ ...row, session_id, place_kind_id: ids[nth]!, email: `${row.name.replaceAll(' ', '-')}@example.test` },
			...{ locale: 'en', token_hash: hashed(row.name), made_at: hours(0), state_at: hours(0) }
		}))
	);
	for (const some of inChunks(rows)) await db.insertInto('registrations').values(some).execute();
	return ids;
}

/** Who waited and is offered places now, by the kind of place. */
async function offeredBy(db: Db): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom('registrations')
		.select(['name', 'place_kind_id'])
		.where('state', '=', 'offered')
		.where('name', 'like', '%waits%')
		.execute();
	const by = Map.groupBy(rows, ({ place_kind_id }) => place_kind_id);
	return new Map([...by].map(([kind, some]) => [kind, some.map(({ name }) => name!).sort()]));
}
