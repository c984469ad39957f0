import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed, scoredCrowd } from '../../../tests/reviews.ts';
import { assignReviewers } from '#domain/assignments/write.server.ts';
import { chooseBands, chooseMethod, freezeBands } from './write.server.ts';
import { methodOf } from './calibration.read.server.ts';
import { usualMethod, type Method } from './methods.rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { bandsOf, standingsOf } from './read.server.ts';

const at = hours(5);
const flat = (score: number) => ({ technology: score, growth: score });
const form = { reason: '자리 수와 점수의 끊김을 함께 보았습니다.' };

const track = ({ call }: Scene, key: string) => call.tracks.find((one) => one.key === key)!.id;
const lines = (world: Scene, key: string, accept: number | null, draw: number) => ({
	...{ track: track(world, key), accept_from: accept, draw_from: draw }
});

/** Four applications of the track `api` (2 places) with means 5, 4, 3.5 and 2. */
async function scoredFour(world: Scene): Promise<string[]> {
	const ids = [];
	for (const score of [5, 4, 3, 2]) {
		const id = await addApplication(world);
		await reviewed(world, id, world.seri, flat(score));
		ids.push(id);
	}
	await reviewed(world, ids[2]!, world.doyun, flat(4));
	return ids;
}

test('lines are chosen, and chosen again until the freeze', () =>
	scene(async (world) => {
		await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 4, 3), at);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 2.5), at);
		const [chosen] = await bandsOf(reading(world.db), world.call.id);
		deepEqual([chosen?.accept_from, chosen?.draw_from], [null, 2.5]);
		deepEqual(await told(world.db), ['bands.chosen', 'bands.chosen']);
	}));

test('more accepted than the track has places is refused with both numbers', () =>
	scene(async (world) => {
		await scoredFour(world);
		await rejects(chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 3.5, 2), at), {
			code: 'reviews.too-many-accepted',
			detail: { track: 'API', accepted: 3, places: 2 }
		});
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 4, 2), at);
	}));

test("another call's track is not there", () =>
	scene(async (world) => {
		const other = await addCall(world.db, world.otherHost, 'busan');
		const theirs = { track: other.tracks[0]!.id, accept_from: null, draw_from: 3 };
		await rejects(chooseBands(world.db, world.hanaOrganising, theirs, at), { code: 'people.not-found' });
	}));

test('the freeze leaves where every application stands, once and for good', () =>
	scene(async (world) => {
		const ids = await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 4.5, 3.5), at);
		const counts = await freezeBands(world.db, world.hanaOrganising, form, at);
		deepEqual(counts, { accept: 1, draw: 2, decline: 1 });
		deepEqual(
			(await standingsOf(reading(world.db), world.call.id)).map((row) => [row.application_id, row.score, row.band]),
			[
				[ids[0], 5, 'accept'],
				[ids[1], 4, 'draw'],
				[ids[2], 3.5, 'draw'],
				[ids[3], 2, 'decline']
			]
		);
		const freeze = await freezeOf(reading(world.db), world.call.id);
		deepEqual([freeze?.reason, freeze?.byName, freeze?.frozen_at], [form.reason, 'hana', at]);
		deepEqual(await told(world.db), ['bands.chosen', 'bands.frozen']);
	}));

test('frozen twice, or at once from two windows, is frozen once', () =>
	scene(async (world) => {
		await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 3), at);
		const press = () => freezeBands(world.db, world.hanaOrganising, form, at);
		const both = await Promise.allSettled([press(), press()]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		await rejects(press(), { code: 'reviews.frozen' });
		equal((await standingsOf(reading(world.db), world.call.id)).length, 4);
	}));

test('after the freeze no line and no assignment changes, and the store itself refuses', () =>
	scene(async (world) => {
		await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 3), at);
		await freezeBands(world.db, world.hanaOrganising, form, at);
		const frozen = { code: 'reviews.frozen' };
		await rejects(chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 2), at), frozen);
		await rejects(assignReviewers(world.db, world.hanaOrganising, { each: 2 }, at), frozen);
		await rejects(world.db.updateTable('standings').set({ band: 'accept' }).execute());
		await rejects(world.db.deleteFrom('band_freezes').execute());
	}));

test('applications without a finished review are named, or declined on request', () =>
	scene(async (world) => {
		await scoredFour(world);
		const id = await addApplication(world);
		await assign(world, id, world.seri);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 1), at);
		const { number } = await world.db
			.selectFrom('applications')
			.select('number')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		await rejects(freezeBands(world.db, world.hanaOrganising, form, at), {
			code: 'reviews.unreviewed-left',
			detail: { count: 1, named: number }
		});
		await freezeBands(world.db, world.hanaOrganising, { ...form, decline_unreviewed: 'yes' }, at);
		const standing = (await standingsOf(reading(world.db), world.call.id)).find((row) => row.application_id === id);
		deepEqual(standing && [standing.score, standing.reviews, standing.band], [0, 0, 'decline']);
	}));

test('a review in conflict does not count', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await reviewed(world, id, world.seri, flat(5));
		await reviewed(world, id, world.doyun, flat(2));
		const conflict = { application_id: id, reviewer_id: world.seri.id, reason: 'r', declared_at: at };
		await world.db.insertInto('conflicts').values(conflict).execute();
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 3), at);
		await freezeBands(world.db, world.hanaOrganising, form, at);
		const [standing] = await standingsOf(reading(world.db), world.call.id);
		deepEqual([standing?.score, standing?.reviews, standing?.band], [2, 1, 'decline']);
	}));

test('a track with applications and without lines is named', () =>
	scene(async (world) => {
		await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'collaboration', null, 3), at);
		await rejects(freezeBands(world.db, world.hanaOrganising, form, at), {
			code: 'reviews.bands-missing',
			detail: { track: 'API' }
		});
		deepEqual(await freezeOf(reading(world.db), world.call.id), undefined);
	}));

test('scores that came in after the lines were chosen may accept too many: the freeze says so', () =>
	scene(async (world) => {
		await scoredFour(world);
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 4, 2), at);
		await reviewed(world, await addApplication(world), world.seri, flat(5));
		await rejects(freezeBands(world.db, world.hanaOrganising, form, at), { code: 'reviews.too-many-accepted' });
	}));

test('nobody in the draw and places left over is fine', () =>
	scene(async (world) => {
		await reviewed(world, await addApplication(world), world.seri, flat(5));
		await chooseBands(world.db, world.hanaOrganising, lines(world, 'api', 5, 5), at);
		const counts = await freezeBands(world.db, world.hanaOrganising, form, at);
		deepEqual(counts, { accept: 1, draw: 0, decline: 0 });
	}));

test('before the call has closed, and without any application, nothing is frozen', () =>
	scene(async (world) => {
		const open = { code: 'reviews.call-still-open' };
		await rejects(freezeBands(world.db, world.hanaOrganising, form, hours(0)), open);
		await rejects(chooseBands(world.db, world.hanaOrganising, lines(world, 'api', null, 3), hours(0)), open);
		await rejects(freezeBands(world.db, world.hanaOrganising, form, at), { code: 'reviews.nothing-to-freeze' });
	}));

const line: Method = { basis: 'adjusted', way: 'line', level: 80, slope: null };

test('a way from intervals is chosen and frozen: standings hold what the band was cut from', () =>
	scene(async (world) => {
		await world.db.deleteFrom('quotas').execute();
		await scoredCrowd(world, 24);
		await chooseMethod(world.db, world.hanaOrganising, { ...line, way: 'linear', slope: 40 }, at);
		await chooseMethod(world.db, world.hanaOrganising, line, at);
		deepEqual(await methodOf(reading(world.db), world.call.id), line);
		const counts = await freezeBands(world.db, world.hanaOrganising, form, at);
		equal(counts.accept + counts.draw + counts.decline, 24);
		ok(counts.accept < 2 && counts.draw > 1);
		const standings = await world.db.selectFrom('standings').selectAll().execute();
		for (const { raw, score, low, high } of standings) ok(raw !== null && low! <= score && score <= high!);
		ok(
			standings.some(({ raw, score }) => raw !== score),
			'cut on adjusted scores'
		);
		const freeze = await freezeOf(reading(world.db), world.call.id);
		deepEqual([freeze?.basis, freeze?.way, freeze?.level, freeze?.slope], ['adjusted', 'line', 80, null]);
		const frozen = { code: 'reviews.frozen' };
		await rejects(chooseMethod(world.db, world.hanaOrganising, usualMethod, at), frozen);
		deepEqual(await told(world.db), ['bands.method', 'bands.method', 'bands.frozen']);
	}));

test('what the ratings or the quotas do not allow is refused, and so is an open call', () =>
	scene(async (world) => {
		const choose = (method: Method, when = at) => chooseMethod(world.db, world.hanaOrganising, method, when);
		await scoredFour(world);
		await rejects(choose({ ...line, way: 'merit' }), { code: 'reviews.way-with-quotas' });
		await rejects(choose(line), { code: 'reviews.method-unable', detail: { track: 'API' } });
		await rejects(choose({ ...usualMethod, basis: 'adjusted' }), { code: 'reviews.method-unable' });
		await rejects(choose(usualMethod, hours(0)), { code: 'reviews.call-still-open' });
		await choose({ ...usualMethod, level: 95 });
	}));

test('a method that fits no more when the bands are frozen is refused then', () =>
	scene(async (world) => {
		await scoredCrowd(world, 12);
		await chooseMethod(world.db, world.hanaOrganising, line, at);
		await world.db
			.updateTable('reviews')
			.set({ finished_at: null })
			.where('reviewer_id', '!=', world.seri.id)
			.execute();
		const declining = { ...form, decline_unreviewed: 'yes' as const };
		await rejects(freezeBands(world.db, world.hanaOrganising, declining, at), { code: 'reviews.method-unable' });
	}));

test('another host’s organiser chooses for their own call only', () =>
	scene(async (world) => {
		const theirs = await addCall(world.db, world.otherHost, 'busan');
		await chooseMethod(world.db, gate.organiser(world.visitors.nari, theirs), usualMethod, at);
		equal((await world.db.selectFrom('band_methods').selectAll().execute()).length, 1);
		deepEqual(await methodOf(reading(world.db), world.call.id), usualMethod);
	}));
