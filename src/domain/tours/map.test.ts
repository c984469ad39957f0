import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { tourAt } from '../../../sample/tour.ts';
import { noon } from '../../../tests/world.ts';
import { placeLabels } from './labels.rules.ts';
import { leastApart, mappedStops, partWidth, routeMap, type MappedStop } from './map.rules.ts';
import { daysToStop, standings, type Stop } from './rules.ts';

const stops = tourAt(noon).stops.map(({ slug, position, city, timeZone, startsOn, endsOn, place }) => ({
	...{ id: slug, slug, position, city, time_zone: timeZone, starts_on: startsOn, ends_on: endsOn, ...place }
})) as Stop[];
const mapped = (locale: 'ko' | 'en') => mappedStops(stops, noon, locale);

for (const locale of ['ko', 'en'] as const) {
	test(`seventeen cities are drawn in parts where no mark touches another and every name has its place (${locale})`, () => {
		const { whole, parts, frames } = routeMap(mapped(locale))!;
		deepEqual(
			parts.map(({ marks }) => marks.map(({ stop }) => stop.position)),
			[
				[1, 2, 3, 4, 5],
				[6, 7, 8, 9, 10],
				[11, 12, 13],
				[14, 15, 16, 17]
			]
		);
		equal(frames.length, parts.length);
		equal(whole.legs.length, 16);
		for (const { marks, width, height, land } of parts) {
			equal(width, partWidth);
			ok(land.length > 100 && land.length < 12_000);
			for (const [at, { x, y, label }] of marks.entries()) {
				ok(label && x > 0 && x < width && y > 0 && y < height);
				for (const other of marks.slice(at + 1)) ok(Math.hypot(other.x - x, other.y - y) >= leastApart - 0.2);
			}
		}
	});
}

test('the way is drawn done up to where the journey is', () => {
	const { whole } = routeMap(mapped('en'))!;
	const under = mapped('en').findIndex(({ when }) => when === 'now');
	equal(whole.legs.filter(({ isDone }) => isDone).length, under);
	ok(!whole.legs.at(-1)!.isDone);
});

test('a stop without a place is on no map; one stop alone is one picture, and none is no map', () => {
	const nowhere = stops.map((stop, at) => (at === 0 ? stop : { ...stop, latitude: null, longitude: null }));
	const { parts } = routeMap(mappedStops(nowhere, noon, 'ko'))!;
	deepEqual(
		parts.map(({ marks }) => marks.map(({ stop }) => stop.name)),
		[['리스본']]
	);
	equal(routeMap([]), null);
});

test('two stops in one place are two pictures, and a journey over the antimeridian does not go round the earth', () => {
	const stop = (position: number, longitude: number): MappedStop => ({
		...{ slug: `s${position}`, position, name: `${position}`, when: 'ahead', latitude: -17, longitude }
	});
	equal(routeMap([stop(1, 178), stop(2, 178)])!.parts.length, 2);
	const [part, ...others] = routeMap([stop(1, 178), stop(2, -178)])!.parts;
	deepEqual(others, []);
	ok(part!.marks[0]!.x < part!.marks[1]!.x);
});

test('a name that would cover a mark or the edge goes elsewhere, or nowhere', () => {
	const mark = (x: number, y: number, name = 'Name') => ({ x, y, stop: { name } });
	const size = { width: 200, height: 100 };
	const anchors = (...marks: ReturnType<typeof mark>[]) => placeLabels(marks, size).map((label) => label?.anchor);
	deepEqual(anchors(mark(50, 50)), ['start']);
	deepEqual(anchors(mark(190, 50)), ['end']);
	deepEqual(anchors(mark(50, 50), mark(78, 50)), ['end', 'start']);
	deepEqual(anchors(mark(100, 50, 'A name that is wider than the whole picture')), [undefined]);
});

test('of the stops ahead the one that begins first is the next, counted in days of its own calendar', () => {
	const dated = (id: string, starts_on: string, time_zone = 'Asia/Seoul') => ({
		...{ id, starts_on, ends_on: starts_on, time_zone }
	});
	const all = [dated('a', '2026-11-22'), dated('b', '2026-11-23'), dated('c', '2026-12-09'), dated('d', '2026-11-30')];
	deepEqual([...standings(all, noon).values()], ['past', 'now', 'ahead', 'next']);
	equal(daysToStop(all[3]!, noon), 7);
	// At noon in Seoul it is still the evening before in San Francisco.
	equal(daysToStop(dated('e', '2026-11-30', 'America/Los_Angeles'), noon), 8);
});
