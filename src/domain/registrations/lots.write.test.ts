import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { readTranscript, verify, type Transcript } from '#draw';
import { signRound, TEST_CHAIN } from '../../../packages/draw/test/chain.ts';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { addRegister, broken, joins, registered } from '../../../tests/register.ts';
import { reading } from '#lib/db.server.ts';
import { evidenceOf, kindsToSeal, lotOf, lotStandOf, placeDrawsDue, placeDrawsOf } from './lots.read.server.ts';
import { standOf } from './lots.rules.ts';
import { drawPlaces, sealPlaces } from './lots.write.server.ts';
import { kindsOf, registrationByToken } from './read.server.ts';
import { cancelRegistration } from './write.server.ts';

const clocks = { aheadMs: 0, chain: TEST_CHAIN };
const closed = hours(24);
const due = hours(25);

async function asked(world: Scene, names: string[], { capacity = 2 } = {}) {
	const at = await addRegister(world, { manner: 'lot', capacity });
	const tokens: string[] = [];
	for (const name of names)
		tokens.push(await joins(world.db, at, name, { companions: name.startsWith('Pair') ? 1 : 0 }));
	return { at, tokens };
}

async function sign({ db }: Scene, kind: string): Promise<string> {
	const [draw] = await placeDrawsDue(reading(db), due);
	const signature = signRound(draw!.seal.randomness.beacon!.round);
	await drawPlaces(db, kind, signature, due);
	return signature;
}

test('places are sealed once the register has closed, drawn by the round, and anybody can verify it', () =>
	scene(async (world) => {
		const { db } = world;
		const { at, tokens } = await asked(world, ['A', 'B', 'C', 'D', 'E']);
		deepEqual(await kindsToSeal(reading(db), hours(23)), []);
		await sealPlaces(db, at.kind, clocks, hours(23));
		deepEqual(await kindsToSeal(reading(db), closed), [at.kind]);
		await Promise.all([sealPlaces(db, at.kind, clocks, closed), sealPlaces(db, at.kind, clocks, closed)]);
		deepEqual(await kindsToSeal(reading(db), closed), []);
		equal((await evidenceOf(reading(db), at.sessionId, at.kind)).kind, 'seal');
		const own = await registrationByToken(reading(db), tokens[0]!);
		ok((await lotOf(reading(db), own.id))! >= 1);
		deepEqual(await placeDrawsDue(reading(db), closed), []);
		const signature = await sign(world, at.kind);
		await drawPlaces(db, at.kind, signature, due);
		const states = (await registered(db)).map((one) => one.split(' ')[1]);
		deepEqual([states.filter((state) => state === 'registered').length, states.length], [2, 5]);
		deepEqual(await broken(db), []);
		const { text } = await evidenceOf(reading(db), at.sessionId, at.kind);
		const transcript = readTranscript(text) as Transcript;
		ok(verify(transcript).ok);
		equal((await told(db)).filter((verb) => verb.startsWith('places.')).join(' '), 'places.sealed places.drawn');
		equal((await letters(db)).length, 10);
	}));

test('the chance is the same before the seal, sealed and afterwards, and not said where somebody brings others', () =>
	scene(async (world) => {
		const { db } = world;
		const { at } = await asked(world, ['A', 'B', 'C', 'D', 'E', 'F']);
		const stand = async () => lotStandOf(reading(db), (await kindsOf(reading(db), at.sessionId))[0]!);
		const fair = { entrants: 6, places: 2, percent: 33.3 };
		deepEqual(await stand(), fair);
		await sealPlaces(db, at.kind, clocks, closed);
		deepEqual(await stand(), fair);
		await sign(world, at.kind);
		deepEqual(await stand(), fair);
		const [draw] = await placeDrawsOf(reading(db), at.sessionId);
		deepEqual([draw?.entrants, draw?.places], [6, 2]);
		deepEqual(standOf({ entrants: 3, people: 4, places: 2 }).percent, null);
		deepEqual(standOf({ entrants: 2, people: 2, places: 5 }).percent, 100);
		deepEqual(standOf({ entrants: 0, people: 0, places: 5 }).percent, null);
	}));

test('the drawn order is the waiting list: a group too large is passed over, and who cancelled is nobody', () =>
	scene(async (world) => {
		const { db } = world;
		const { at, tokens } = await asked(world, ['PairA', 'PairB', 'C', 'D'], { capacity: 1 });
		await sealPlaces(db, at.kind, clocks, closed);
		await cancelRegistration(db, tokens[3]!, closed);
		await sign(world, at.kind);
		const states = await registered(db);
		ok(states.includes('C registered 1') && states.includes('D cancelled 1'));
		deepEqual(states.filter((one) => one.includes('waiting')).length, 2);
		deepEqual(await broken(db), []);
	}));

test('another round’s signature draws nothing; a register that is not drawn is not sealed; another session has no evidence', () =>
	scene(async (world) => {
		const { db } = world;
		const { at } = await asked(world, ['A', 'B', 'C']);
		await sealPlaces(db, at.kind, clocks, closed);
		await rejects(drawPlaces(db, at.kind, signRound(1), due));
		deepEqual(
			(await registered(db)).filter((one) => !one.includes('asked')),
			[]
		);
		const other = await addRegister(world, { slug: 'other' });
		await sealPlaces(db, other.kind, clocks, closed);
		await rejects(evidenceOf(reading(db), other.sessionId, at.kind), { code: 'registrations.no-draw' });
		await rejects(evidenceOf(reading(db), other.sessionId, other.kind), { code: 'registrations.no-draw' });
	}));
