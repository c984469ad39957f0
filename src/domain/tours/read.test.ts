import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { scene, words } from '../../../tests/cast.ts';
import { allTours, stopBySlug, stopsOfHosts, tourBySlug, wholeTour } from './read.server.ts';
import { stopOn } from './rules.ts';

test('a tour is read with its delegation, the principal first, and its stops in order with their hosts', () =>
	scene(async ({ db, call, host }) => {
		const tour = await tourBySlug(reading(db), 'seoul-stop-tour');
		const delegate = { tour_id: tour.id, title: words('t') };
		await db
			.insertInto('delegates')
			.values([
				{ ...delegate, name: words('Second'), position: 1 },
				{ ...delegate, name: words('Head'), position: 2, is_principal: true }
			])
			.execute();
		const stop = { tour_id: tour.id, country: words('c'), time_zone: 'Asia/Tokyo', starts_on: '2026-12-20' };
		await db
			.insertInto('stops')
			.values({ ...stop, slug: 'tokyo', city: words('Tokyo'), position: 2, ends_on: '2026-12-20' })
			.execute();
		const whole = await wholeTour(reading(db), tour);
		deepEqual(
			whole.delegates.map(({ name }) => name.en),
			['Head', 'Second']
		);
		deepEqual(
			whole.stops.map((each) => [each.slug, each.host?.id ?? null]),
			[
				['seoul-stop', host],
				['tokyo', null]
			]
		);
		equal(whole.stops[0]?.id, call.stop_id);
		equal((await allTours(reading(db))).length, 1);
	}));

test('a host sees its own stops to make calls at, and no other’s', () =>
	scene(async ({ db, host, otherHost }) => {
		equal((await stopsOfHosts(reading(db), [host])).length, 1);
		deepEqual(await stopsOfHosts(reading(db), [otherHost]), []);
		deepEqual(await stopsOfHosts(reading(db), []), []);
	}));

test('a tour or a stop that is nobody’s is not found', () =>
	scene(async ({ db }) => {
		await rejects(tourBySlug(reading(db), 'nowhere'), { code: 'tours.not-found', kind: 'unknown' });
		await rejects(stopBySlug(reading(db), 'nowhere'), { code: 'tours.stop-not-found', kind: 'unknown' });
		equal((await stopBySlug(reading(db), 'seoul-stop')).slug, 'seoul-stop');
	}));

test('a stop is ahead, under way on each of its days, then past', () => {
	const stop = { starts_on: '2026-12-10', ends_on: '2026-12-11' };
	deepEqual(
		['2026-12-09', '2026-12-10', '2026-12-11', '2026-12-12'].map((day) => stopOn(stop, day)),
		['ahead', 'now', 'now', 'past']
	);
});
