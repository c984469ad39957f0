import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '#draw';
import { chooseBands } from '#domain/bands/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, words, type Scene } from '../../../tests/cast.ts';
import { prepared, revealed, sealed } from '../../../tests/draws.ts';
import { makeJoint, nine } from '../../../tests/joint.ts';
import { drawPage } from './page.read.server.ts';
import { drawOfCall, sealOf, standingsFor, transcriptText } from './read.server.ts';
import { rankingOf } from './tour.rules.ts';
import { conductDraw } from './write.server.ts';

const cities = ['busan-stop', 'daejeon-stop', 'seoul-stop'];

test('one draw for three stops keeps every stop’s places and tracks, gives only what was ranked, and verifies', () =>
	scene(async (world) => {
		const { db } = world;
		await makeJoint(world);
		const { draw, digest } = await revealed(world, nine);
		const { seal } = await sealOf(reading(db), draw.id);
		equal(seal.rules.method, 'stops');
		deepEqual(
			seal.rules.stops!.map(({ stop, places }) => [stop, places]),
			cities.map((city) => [city, 2])
		);
		// Two of three places are of the track `api`: at a stop of two places one or two of them.
		deepEqual(seal.rules.stops![0]!.quotas, [
			{ feature: 'track', value: 'api', min: 1, max: 2 },
			{ feature: 'track', value: 'collaboration', min: 0, max: 1 }
		]);
		const { result, roster } = await conductDraw(db, draw.id, {}, hours(72));
		for (const city of cities) {
			const lots = result.stops![city]!;
			ok(lots.length <= 2);
			ok(lots.every((lot) => roster[lot - 1]!.ranking!.includes(city)));
			ok(lots.filter((lot) => roster[lot - 1]!.features.track === 'api').length >= 1);
		}
		const verdict = verify(JSON.parse(await transcriptText(reading(db), draw.id)), { sealDigest: digest });
		ok(verdict.ok, verdict.says.en);
		const outcomes = await db
			.selectFrom('draw_outcomes')
			.innerJoin('stops', 'stops.id', 'stop_id')
			.select(['lot', 'slug'])
			.execute();
		deepEqual(new Set(outcomes.map(({ lot }) => lot)), new Set(result.drawn));
		ok(outcomes.every(({ lot, slug }) => result.stops![slug]!.includes(lot)));
	}));

test('the public page tells each lot’s chance at every stop it ranked; they add up to its chance of a place', () =>
	scene(async (world) => {
		await makeJoint(world);
		const { draw } = await sealed(world, nine);
		const page = await drawPage(reading(world.db), draw.slug, { show: 'all', skip: 0 }, words('Track'));
		equal(page.lots.length, 9);
		for (const { chances, chance_num, chance_den } of page.lots) {
			const sum = chances!.reduce((total, { num, den }) => total + num / den, 0);
			ok(Math.abs(sum - chance_num / chance_den) < 1e-12);
		}
		deepEqual(
			page.sealed.stops.map(({ places }) => places),
			[2, 2, 2]
		);
	}));

test('nobody is accepted by review alone into a joint draw', () =>
	scene(async (world) => {
		const { call, hanaOrganising } = world;
		await makeJoint(world);
		const lines = { track: call.tracks[0]!.id, accept_from: 4, draw_from: 2 };
		await rejects(chooseBands(world.db, hanaOrganising, lines, hours(3)), { code: 'draws.accepts-in-joint' });
		await chooseBands(world.db, hanaOrganising, { ...lines, accept_from: null }, hours(3));
	}));

test('who lost an earlier draw of the tour has a larger share, by the rule of the notice', () =>
	scene(async (world) => {
		const { db, call } = world;
		await makeJoint(world);
		const rule = { base: 2, lost_adds: 1, absent_takes: 1 };
		const { id: earlier } = await addEarlier(world);
		await db
			.insertInto('memory_rules')
			.values({ call_id: call.id, ...rule })
			.execute();
		const { draw } = await prepared(world, nine);
		const before = await standingsFor(reading(db), call.id);
		deepEqual([...new Set(before.map(({ weight }) => weight))], [2]);
		await lostBefore(world, { earlier, application: before[0]!.application_id });
		const after = await standingsFor(reading(db), call.id);
		deepEqual(
			after.map(({ weight }) => weight),
			[3, ...before.slice(1).map(() => 2)]
		);
		equal((await drawOfCall(reading(db), call.id))?.id, draw.id);
	}));

test('a ranking keeps the stops of the draw, each once; whoever ranked none of them takes any', () => {
	const call = { fields: [{ key: 'cities', kind: 'stops' }], stops: [{ slug: 'a' }, { slug: 'b' }] };
	const of = (cities: string) => rankingOf(call as never, { cities });
	deepEqual([of('b\na'), of('b\nnowhere\nb'), of('')], [['b', 'a'], ['b'], ['a', 'b']]);
});

/** Another call of the host on the tour, with its draw conducted. */
async function addEarlier({ db, call, hana }: Scene): Promise<{ id: string }> {
	const { id: _, slug, stop, host, tracks, fields, formVersion, terms, criteria, quotas, rounds, stops, ...row } = call;
	const { memory: __, changes: ___, ...columns } = row;
	const { id } = await db
		.insertInto('calls')
		.values({ ...columns, slug: 'earlier', notice_number: 'earlier' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const draw = { slug: 'earlier', call_id: id, tag: 'draw', uses_beacon: false, prepared_by: hana.id };
	const { id: drawId } = await db
		.insertInto('draws')
		.values({ ...draw, prepared_at: hours(-20) })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('draw_results')
		.values({ draw_id: drawId, transcript: '{}', conducted_at: hours(-10) })
		.execute();
	return { id };
}

/** The firm of an application was in the earlier draw too, and was not drawn. */
async function lostBefore({ db }: Scene, { earlier, application }: { earlier: string; application: string }) {
	const {
		id: _,
		call_id: __,
		...own
	} = await db.selectFrom('applications').selectAll().where('id', '=', application).executeTakeFirstOrThrow();
	const { id } = await db
		.insertInto('applications')
		.values({ ...own, call_id: earlier, number: 'E-1' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const draw = await db.selectFrom('draws').select('id').where('call_id', '=', earlier).executeTakeFirstOrThrow();
	await db
		.insertInto('lots')
		.values({
			...{ draw_id: draw.id, lot: 1, application_id: id, features: {}, commitment: 'c', band: 'draw' },
			...{ chance_num: 1, chance_den: 2 }
		})
		.execute();
}
