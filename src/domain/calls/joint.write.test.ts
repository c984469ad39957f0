import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { addStops, askRanking } from '../../../tests/joint.ts';
import { StopsForm } from './joint.form.ts';
import { jointOf, stopsToRank } from './joint.read.server.ts';
import { quotasAtStop, shareAt, shareOf } from './joint.rules.ts';
import { changeStops } from './joint.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';
import { unready } from './ready.rules.ts';

const noMemory = { base: 2, lost_adds: 0, absent_takes: 0 };
const draft = ({ db, call }: Scene) =>
	db.updateTable('calls').set({ published_at: null, published_by: null }).where('id', '=', call.id).execute();
const wholeOf = async ({ db, call }: Scene) => wholeCall(reading(db), await callBySlug(reading(db), call.slug));

async function formFor(world: Scene, places: (number | null)[]): Promise<StopsForm> {
	const stops = await addStops(world);
	const rows = [...stops.values()].map((stop, at) => ({ stop, places: places[at] ?? null, quotas: [] }));
	return { stops: rows, memory: noMemory };
}

test('a draft’s stops are kept in the order of the journey, and applicants rank these alone', () =>
	scene(async (world) => {
		await draft(world);
		await changeStops(world.db, world.hanaOrganising, await formFor(world, [2, null, 1]), noon);
		const { stops, memory } = await jointOf(reading(world.db), world.call.id);
		deepEqual(
			stops.map(({ slug, places }) => [slug, places]),
			[
				['seoul-stop', 2],
				['daejeon-stop', 1]
			]
		);
		equal(memory, null);
		const ranked = await stopsToRank(reading(world.db), world.call.id);
		deepEqual(
			ranked.map(({ value }) => value),
			['seoul-stop', 'daejeon-stop']
		);
		equal((await told(world.db)).at(-1), 'call.changed');
	}));

test('taken back, the call is drawn for its own stop again; said twice, it is said once', () =>
	scene(async (world) => {
		await draft(world);
		const form = await formFor(world, [2, 1]);
		const memory = { base: 2, lost_adds: 1, absent_takes: 0 };
		await changeStops(world.db, world.hanaOrganising, { ...form, memory }, noon);
		await changeStops(world.db, world.hanaOrganising, { ...form, memory }, noon);
		deepEqual((await jointOf(reading(world.db), world.call.id)).memory, memory);
		const none = form.stops.map((row) => ({ ...row, places: null }));
		await changeStops(world.db, world.hanaOrganising, { ...form, stops: none }, hours(1));
		deepEqual(await jointOf(reading(world.db), world.call.id), { stops: [], memory: null });
	}));

test('a published call keeps its stops; another host’s stop and a range the wrong way round are refused by field', () =>
	scene(async (world) => {
		const { db, call, host, otherHost, hanaOrganising } = world;
		const form = await formFor(world, [2, 1]);
		await rejects(changeStops(db, hanaOrganising, form, noon), { code: 'calls.frozen' });
		await draft(world);
		await db.updateTable('stops').set({ host_id: otherHost }).where('slug', '=', 'busan-stop').execute();
		await rejects(changeStops(db, hanaOrganising, form, noon), {
			fields: { 'stops.1.places': 'lib.not-a-choice' }
		});
		await db.updateTable('stops').set({ host_id: host }).where('slug', '=', 'busan-stop').execute();
		const quota = { feature: 'track', value: 'api', track: '', min: 2, max: 1 };
		const stops = form.stops.map((row, at) => (at === 0 ? { ...row, quotas: [quota] } : row));
		await rejects(changeStops(db, hanaOrganising, { ...form, stops }, noon), {
			fields: { 'stops.0.quotas.0.min': 'calls.quota-min-over-max' }
		});
		equal((await jointOf(reading(db), call.id)).stops.length, 0);
	}));

test('nobody else may say for which stops', () =>
	scene(async ({ call, visitors }) => {
		await rejects(async () => gate.organiser(visitors.nari, call), { kind: 'unknown' });
	}));

test('nonsense is refused by the form', () => {
	const bad = StopsForm.safeParse({ stops: [{ stop: 'x', places: '-1' }], memory: { base: '0' } });
	equal(bad.success, false);
	equal(StopsForm.safeParse({}).success, true);
});

test('a joint draft is published only with a ranking asked for, places that add up, and no rounds', () =>
	scene(async (world) => {
		await draft(world);
		const { db, call, hanaOrganising } = world;
		await changeStops(db, hanaOrganising, await formFor(world, [1, 1]), noon);
		const early = unready(await wholeOf(world), noon);
		deepEqual([early.stops, early.fields], ['calls.stops-do-not-sum', 'calls.needs-ranking']);
		await askRanking(db, call.id);
		const sum = call.tracks.reduce((total, { places }) => total + places, 0);
		await db
			.updateTable('call_stops')
			.set({ places: sum - 1 })
			.where('stop_id', '=', call.stop_id)
			.execute();
		deepEqual(unready(await wholeOf(world), noon), {});
	}));

test('a stop has its share of every quota unless it has a range of its own', () => {
	deepEqual(shareAt({ min: 10, max: 25 }, 20, 100), { min: 2, max: 5 });
	deepEqual(shareAt({ min: 16, max: 16 }, 33, 100), { min: 5, max: 6 });
	const call = {
		tracks: [
			{ key: 'a', places: 60 },
			{ key: 'b', places: 40 }
		],
		fields: [{ key: 'track', kind: 'track' }],
		quotas: [{ feature: 'region', value: 'far', track: null, min: 30, max: 100 }]
	};
	const own = { feature: 'region', value: 'far', track: null, min: 1, max: 9 };
	const at = (quotas: (typeof own)[]) =>
		quotasAtStop(call as never, { places: 10, quotas }).map(({ value, min, max, isOwn }) => [value, min, max, isOwn]);
	deepEqual(at([]), [
		['a', 6, 6, false],
		['b', 4, 4, false],
		['far', 3, 10, false]
	]);
	deepEqual(at([own])[2], ['far', 1, 9, true]);
});

test('a share grows by losses, shrinks by absences, and is never below one', () => {
	const rule = { base: 2, lost_adds: 1, absent_takes: 2 };
	deepEqual(
		[
			{ lost: 0, absent: 0 },
			{ lost: 2, absent: 0 },
			{ lost: 1, absent: 3 }
		].map((luck) => shareOf(rule, luck)),
		[2, 4, 1]
	);
});
