import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { landIn } from './coasts.ts';
import { clipped, greatCircle, projected, unwrapped, type Point } from './globe.ts';

const seoul = { longitude: 126.98, latitude: 37.57 };
const sanFrancisco = { longitude: -122.39, latitude: 37.79 };

test('the shortest way over the Pacific goes east beyond the antimeridian, and north of both its ends', () => {
	const way = greatCircle(seoul, sanFrancisco);
	const longitudes = way.map(({ longitude }) => longitude);
	deepEqual(
		longitudes,
		longitudes.toSorted((a, b) => a - b)
	);
	ok(Math.abs(longitudes.at(-1)! - (360 - 122.39)) < 1e-6);
	// By the formula for a great circle's vertex: 46.3 degrees and more.
	ok(Math.max(...way.map(({ latitude }) => latitude)) > 46);
});

test('a way to where one is, or to the other side of the earth, is its two ends', () => {
	equal(greatCircle(seoul, seoul).length, 2);
	equal(greatCircle({ longitude: 0, latitude: 0 }, { longitude: 180, latitude: 0 }).length, 2);
});

test('places one after the other are never more than half the earth apart', () => {
	const longitudes = [170, -170, 10, -160].map((longitude) => ({ longitude, latitude: 0 }));
	deepEqual(
		unwrapped(longitudes).map(({ longitude }) => longitude),
		[170, 190, 370, 200]
	);
});

test('the map is even in longitude, keeps the equator and knows the poles', () => {
	deepEqual(projected({ longitude: 30, latitude: 0 })[0], 30);
	ok(Math.abs(projected({ longitude: 0, latitude: 0 })[1]) < 1e-9);
	// Miller (1942): the poles are 2.303412543 radii away.
	ok(Math.abs(projected({ longitude: 0, latitude: -90 })[1] - (2.303412543 * 180) / Math.PI) < 1e-6);
});

test('what is cut off by a frame ends on its sides', () => {
	const ring: Point[] = [
		[-5, -5],
		[5, -5],
		[5, 5],
		[-5, 5]
	];
	const cut = clipped(ring, { left: 0, top: 0, width: 10, height: 10 });
	deepEqual(new Set(cut.map(String)), new Set(['0,0', '5,0', '5,5', '0,5']));
	deepEqual(clipped(ring, { left: 20, top: 0, width: 10, height: 10 }), []);
});

test('there is land around Seoul and none in the middle of the Pacific, wherever the map is cut', () => {
	const around = (longitude: number, latitude: number) => {
		const [x, y] = projected({ longitude, latitude });
		return landIn({ left: x - 1, top: y - 1, width: 2, height: 2 }, 100);
	};
	ok(around(126.98, 37.57).startsWith('M'));
	equal(around(126.98 - 360, 37.57), around(126.98, 37.57));
	equal(around(-140, 0), '');
});

test('a coast’s steps lead back to where it is: its bounds are those of the frame it fills', () => {
	const [left, top] = projected({ longitude: -13, latitude: 58 });
	const path = landIn({ left, top, width: 38, height: 24 }, 340);
	const numbers = [...path.matchAll(/([Ml])(-?[\d.]+) ?(-?[\d.]+)/g)];
	let [x, y] = [0, 0];
	for (const [, kind, a, b] of numbers) {
		[x, y] = kind === 'M' ? [Number(a), Number(b)] : [x + Number(a), y + Number(b)];
		ok(x >= 0 && x <= 340 && y >= 0 && y <= 215, `${x} ${y}`);
	}
	ok(numbers.length > 200);
});
