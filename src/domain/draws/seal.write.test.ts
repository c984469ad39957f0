import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret, roundAt, verify } from '#draw';
import { gate } from '#domain/people/gate.server.ts';
import { TEST_CHAIN, signRound } from '../../../packages/draw/test/chain.ts';
import { hours, scene } from '../../../tests/cast.ts';
import { bora, chan, linkOf, noClock, prepared, promised, secretOf } from '../../../tests/draws.ts';
import { freezeStandings, many } from '../../../tests/standings.ts';
import { drawById, sealOf, transcriptText } from './read.server.ts';
import { chancesSealed } from './lots.read.server.ts';
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
