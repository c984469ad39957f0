import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret, verify } from '#draw';
import { chooseMethod, freezeBands } from '#domain/bands/write.server.ts';
import { cutTrack } from '#domain/bands/cuts.rules.ts';
import { weighedTracks } from '#domain/bands/calibration.read.server.ts';
import { placedIn, type Method } from '#domain/bands/methods.rules.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, type Scene } from '../../../tests/cast.ts';
import { bora, chan, linkOf, noClock, secretOf } from '../../../tests/draws.ts';
import { scoredCrowd } from '../../../tests/reviews.ts';
import { rosterOf } from './lots.read.server.ts';
import { drawOfCall, sealOf, transcriptOf } from './read.server.ts';
import { sealDraw } from './seal.write.server.ts';
import { promiseSecret, revealSecret } from './witnesses.write.server.ts';
import { conductDraw, prepareDraw } from './write.server.ts';

const at = hours(50);

/** Bands of twenty-four frozen by a way from intervals, and their draw sealed. */
async function sealedBy(world: Scene, method: Method) {
	const { db, call, hanaOrganising: who } = world;
	await db.deleteFrom('quotas').execute();
	await scoredCrowd(world, 24);
	await chooseMethod(db, who, method, at);
	const [weighed] = await weighedTracks(reading(db), call);
	const cuts = await cutTrack(placedIn(weighed!, method), weighed!.track.places, method, null);
	await freezeBands(db, who, { reason: 'r' }, at);
	await db
		.insertInto('lookalike_searches')
		.values({ call_id: call.id, applications: 24, found: 0, searched_at: at })
		.execute();
	await prepareDraw(db, who, { call, form: { usesBeacon: false, witnesses: [bora, chan] } }, hours(51));
	for (const { name, email } of [bora, chan])
		await promiseSecret(db, await linkOf(world, email), commitSecret(secretOf(name)), hours(52));
	await sealDraw(db, who, noClock, hours(60));
	return { cuts, draw: (await drawOfCall(reading(db), call.id))! };
}

for (const [way, slope, rule] of [
	['line', null, { line: true }],
	['merit', null, { merit: true }],
	['linear', 50, { slope: [50, 100_000] }]
] as const)
	test(`${way}: the seal holds the rule and each lot’s interval, and the chances are those that were shown`, () =>
		scene(async (world) => {
			const { cuts, draw } = await sealedBy(world, { basis: 'adjusted', way, level: 80, slope });
			const { seal } = await sealOf(reading(world.db), draw.id);
			const { method, line, merit, slope: sealed } = seal.rules;
			equal(method, 'scores');
			deepEqual(JSON.parse(JSON.stringify({ line, merit, slope: sealed })), rule);
			const lots = await world.db
				.selectFrom('lots')
				.selectAll()
				.where('draw_id', '=', draw.id)
				.orderBy('lot')
				.execute();
			for (const lot of lots) {
				deepEqual([lot.chance_num, lot.chance_den], [...cuts.get(lot.application_id)!.chance!]);
				equal(lot.band, cuts.get(lot.application_id)!.band);
				ok(lot.score_low! <= lot.score_high!);
			}
			equal(lots.length, [...cuts.values()].filter(({ band }) => band !== 'decline').length);
			deepEqual((await rosterOf(reading(world.db), draw.id))[0]!.score, [lots[0]!.score_low, lots[0]!.score_high]);

			for (const { name, email } of [bora, chan])
				await revealSecret(world.db, await linkOf(world, email), { secret: secretOf(name), ...noClock }, hours(61));
			await conductDraw(world.db, draw.id, {}, hours(73));
			const verdict = verify((await transcriptOf(reading(world.db), draw.id))!);
			ok(verdict.ok, JSON.stringify(verdict));
		}));

test('with a quota the frozen bands decide: nothing of the intervals is sealed as a rule', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		await scoredCrowd(world, 24);
		await chooseMethod(db, who, { basis: 'raw', way: 'line', level: 80, slope: null }, at);
		await freezeBands(db, who, { reason: 'r' }, at);
		await db
			.insertInto('lookalike_searches')
			.values({ call_id: call.id, applications: 24, found: 0, searched_at: at })
			.execute();
		await prepareDraw(db, who, { call, form: { usesBeacon: true, witnesses: [] } }, hours(51));
		await db.updateTable('quotas').set({ min: 0 }).execute();
		await sealDraw(db, who, noClock, hours(60)).catch((fault: unknown) => {
			throw new Error(JSON.stringify(fault));
		});
		const { seal } = await sealOf(reading(db), (await drawOfCall(reading(db), call.id))!.id);
		deepEqual([seal.rules.method, seal.rules.bands, seal.rules.line], ['quotas', true, undefined]);
	}));
