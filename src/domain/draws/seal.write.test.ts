import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret, roundAt, verify, type Transcript } from '#draw';
import { gate } from '#domain/people/gate.server.ts';
import { TEST_CHAIN, signRound } from '../../../packages/draw/test/chain.ts';
import { decideLookalike } from '#domain/applications/lookalikes.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, type Scene } from '../../../tests/cast.ts';
import { bora, chan, linkOf, noClock, prepared, promised, secretOf } from '../../../tests/draws.ts';
import { freezeStandings, many } from '../../../tests/standings.ts';
import { drawById, drawOfCall, sealOf, transcriptText } from './read.server.ts';
import { chancesSealed, rosterOf } from './lots.read.server.ts';
import { sealDraw } from './seal.write.server.ts';
import { promiseSecret, revealSecret } from './witnesses.write.server.ts';
import { conductDraw, prepareDraw } from './write.server.ts';

test('a draw is not sealed before the bands are frozen', () =>
	scene(async ({ db, call, hanaOrganising }) => {
		await prepareDraw(db, hanaOrganising, { call, form: { usesBeacon: false, witnesses: [bora] } }, hours(40));
		await rejects(sealDraw(db, hanaOrganising, noClock, hours(41)), { code: 'draws.not-frozen' });
	}));

test('a draw nobody prepared is not sealed', () =>
	scene(async ({ db, hanaOrganising }) => {
		await rejects(sealDraw(db, hanaOrganising, noClock, hours(41)), { code: 'draws.not-prepared' });
	}));

test('a draw is not sealed while a witness has not promised, and says who', () =>
	scene(async (world) => {
		await prepared(world);
		await promiseSecret(world.db, await linkOf(world, bora.email), commitSecret(secretOf('보라')), hours(52));
		await rejects(sealDraw(world.db, world.hanaOrganising, noClock, hours(60)), {
			code: 'draws.promise-missing',
			detail: { names: '찬' }
		});
	}));

test('a draw is sealed once, two organisers at the same moment included', () =>
	scene(async (world) => {
		await promised(world);
		const both = await Promise.allSettled(
			[1, 2].map(() => sealDraw(world.db, world.hanaOrganising, noClock, hours(60)))
		);
		equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
		await rejects(sealDraw(world.db, world.hanaOrganising, noClock, hours(61)), { code: 'draws.already-sealed' });
		const form = { usesBeacon: false, witnesses: [bora] };
		await rejects(prepareDraw(world.db, world.hanaOrganising, { call: world.call, form }, hours(61)), {
			code: 'draws.already-sealed'
		});
	}));

test('too few for the places of a track: everyone is in, and the rest stays free', () =>
	scene(async (world) => {
		await world.db.deleteFrom('quotas').execute();
		await freezeStandings(world.db, world.call, world.hana, many(1, { track: 'api', band: 'draw' }));
		const form = { usesBeacon: false, witnesses: [bora] };
		const draw = await prepareDraw(world.db, world.hanaOrganising, { call: world.call, form }, hours(51));
		await promiseSecret(world.db, await linkOf(world, bora.email), commitSecret(secretOf('보라')), hours(52));
		await sealDraw(world.db, world.hanaOrganising, noClock, hours(60));
		deepEqual(await chancesSealed(world.db, draw.id), [{ num: 1, den: 1, count: 1 }]);
	}));

test('more accepted than places: refused in words', () =>
	scene(async (world) => {
		await world.db.deleteFrom('quotas').execute();
		await freezeStandings(world.db, world.call, world.hana, many(3, { track: 'api', band: 'accept' }));
		const form = { usesBeacon: false, witnesses: [bora] };
		await prepareDraw(world.db, world.hanaOrganising, { call: world.call, form }, hours(51));
		await promiseSecret(world.db, await linkOf(world, bora.email), commitSecret(secretOf('보라')), hours(52));
		await rejects(sealDraw(world.db, world.hanaOrganising, noClock, hours(60)), { code: 'draws.cannot-be-drawn' });
	}));

test('with a beacon: the round is at least five minutes after the seal, and the draw goes on without who holds back', () =>
	scene(async (world) => {
		const { draw } = await promised(world);
		const { db, call, hanaOrganising } = world;
		await prepareDraw(db, hanaOrganising, { call, form: { usesBeacon: true, witnesses: [bora, chan] } }, hours(53));
		await sealDraw(db, hanaOrganising, { aheadMs: 0, chain: TEST_CHAIN }, hours(80));
		const { seal } = await sealOf(db, draw.id);
		const { round, time } = seal.randomness.beacon!;
		ok(time * 1000 >= hours(80).getTime() + 300_000);
		await revealSecret(db, await linkOf(world, bora.email), { secret: secretOf('보라'), aheadMs: 0 }, hours(80));
		const late = revealSecret(db, await linkOf(world, chan.email), { secret: secretOf('찬'), aheadMs: 0 }, hours(81));
		await rejects(late, { code: 'draws.reveal-too-late' });
		await rejects(conductDraw(db, draw.id, { signature: signRound(round) }, hours(80)), { code: 'draws.not-due' });
		await rejects(conductDraw(db, draw.id, { signature: signRound(round + 1) }, hours(81)), /beacon|signature/i);
		const transcript = await conductDraw(db, draw.id, { signature: signRound(round) }, hours(81));
		deepEqual(transcript.result.withheld, ['찬']);
		ok(verify(JSON.parse(await transcriptText(db, draw.id))).ok);
	}));

test("a beacon's round is set by the wall's clock even when a rehearsal's clock runs ahead", () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const { draw } = await promised(world);
		await prepareDraw(db, hanaOrganising, { call, form: { usesBeacon: true, witnesses: [] } }, hours(53));
		const aheadMs = 60 * 3_600_000;
		await sealDraw(db, hanaOrganising, { aheadMs, chain: TEST_CHAIN }, hours(80));
		const { beacon } = (await sealOf(db, draw.id)).seal.randomness;
		equal(beacon!.round, roundAt(TEST_CHAIN, hours(20).getTime() / 1000 + 300));
		const whole = await drawById(db, draw.id);
		equal(whole.conduct_after!.getTime(), beacon!.time * 1000 + aheadMs);
	}));

test('sealing and preparing are for the organiser of this call: another organiser finds nothing', () =>
	scene(async ({ call, visitors }) => {
		await rejects(async () => gate.organiser(visitors.nari, call), { kind: 'unknown' });
	}));

test('a draw is not sealed before all have been compared, nor while a pair that is alike waits for somebody', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await promised(world);
		await world.owner.deleteFrom('lookalike_searches').execute();
		await rejects(sealDraw(db, hanaOrganising, noClock, hours(60)), { code: 'draws.not-compared' });
		const pair = await alike(world);
		await rejects(sealDraw(db, hanaOrganising, noClock, hours(60)), {
			code: 'draws.lookalikes-waiting',
			detail: { count: 1 }
		});
		const form = { pair, outcome: 'unrelated' as const, stands: '', reason: 'two firms' };
		await decideLookalike(db, hanaOrganising, form, hours(59));
		await sealDraw(db, hanaOrganising, noClock, hours(60));
		const draw = await drawOfCall(reading(db), call.id);
		equal((await sealOf(reading(db), draw!.id)).seal.rules.method, 'banded');
	}));

test('of related applications one at most is drawn: the sealed rules say so', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await promised(world);
		const pair = await alike(world);
		const form = { pair, outcome: 'related' as const, stands: '', reason: 'a branch' };
		await decideLookalike(db, hanaOrganising, form, hours(59));
		await sealDraw(db, hanaOrganising, noClock, hours(60));
		const draw = await drawOfCall(reading(db), call.id);
		equal((await sealOf(reading(db), draw!.id)).seal.rules.onePerGroup, true);
		const grouped = (await rosterOf(reading(db), draw!.id)).filter(({ groups }) => groups?.length);
		equal(grouped.length, 2);
		deepEqual(grouped[0]!.groups, grouped[1]!.groups);
		for (const { name, email } of [bora, chan]) {
			await revealSecret(db, await linkOf(world, email), { secret: secretOf(name), ...noClock }, hours(61));
		}
		await conductDraw(db, draw!.id, {}, hours(72));
		const transcript = JSON.parse(await transcriptText(reading(db), draw!.id)) as Transcript;
		equal(verify(transcript).ok, true);
		const drawn = new Set(transcript.result.drawn);
		ok(grouped.filter(({ lot }) => drawn.has(lot)).length <= 1);
	}));

test('what a decision has set aside is not in the draw', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await promised(world);
		const pair = await alike(world);
		const { one_id } = await db.selectFrom('lookalikes').select('one_id').executeTakeFirstOrThrow();
		const form = { pair, outcome: 'same' as const, stands: one_id, reason: 'one firm' };
		await decideLookalike(db, hanaOrganising, form, hours(59));
		await sealDraw(db, hanaOrganising, noClock, hours(60));
		const draw = await drawOfCall(reading(db), call.id);
		equal((await rosterOf(reading(db), draw!.id)).length, 10);
	}));

/** Two of the entrants that the draw is over have one telephone. */
async function alike({ db, call }: Scene): Promise<string> {
	const rows = await db
		.selectFrom('standings')
		.select('application_id')
		.where('band', '=', 'draw')
		.orderBy('application_id')
		.limit(2)
		.execute();
	const pair = { call_id: call.id, one_id: rows[0]!.application_id, other_id: rows[1]!.application_id };
	const evidence = JSON.stringify([{ kind: 'phone', one: '1', other: '1', weight: 0.8 }]);
	const search = { call_id: call.id, applications: 12, found: 1, searched_at: hours(55) };
	await db.insertInto('lookalike_searches').values(search).execute();
	const found = { ...pair, score: 0.8, evidence, found_at: hours(55) };
	return (await db.insertInto('lookalikes').values(found).returning('id').executeTakeFirstOrThrow()).id;
}
