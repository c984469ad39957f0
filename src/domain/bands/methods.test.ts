import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutTrack } from './cuts.rules.ts';
import { MethodForm } from './methods.form.ts';
import { isAble, movesBetween, placed, usualMethod, ways, type Method, type Placed } from './methods.rules.ts';

const intervals = fc.array(
	fc.tuple(fc.integer({ min: 1000, max: 5000 }), fc.nat(900)).map(([low, width]) => [low, Math.min(5000, low + width)]),
	{ minLength: 1, maxLength: 25 }
);
const placedAll = (list: number[][]): Placed[] =>
	list.map(([low, high], at) => {
		return { id: `a${at}`, score: (low! + high!) / 2000, interval: { low: low! / 1000, high: high! / 1000 } };
	});
const by = (way: Method['way']): Method => ({ basis: 'raw', way, level: 80, slope: way === 'linear' ? 50 : null });

for (const way of ways.filter((one) => one !== 'lines'))
	test(`${way}: chances sum to the places, certain is accepted, and nobody surely worse stands in a better band`, async () => {
		await fc.assert(
			fc.asyncProperty(intervals, fc.nat(26), async (list, places) => {
				const all = placedAll(list);
				const cuts = await cutTrack(all, places, by(way), null);
				const sum = [...cuts.values()].reduce((total, { chance }) => total + chance![0] / chance![1], 0);
				ok(Math.abs(sum - Math.min(places, all.length)) < 1e-9, `${sum} of ${places}`);
				const rank = { accept: 2, draw: 1, decline: 0 };
				for (const { band, chance } of cuts.values()) equal(band === 'accept', chance![0] === chance![1]);
				for (const one of all)
					for (const other of all)
						if (one.interval!.low > other.interval!.high)
							ok(rank[cuts.get(one.id)!.band] >= rank[cuts.get(other.id)!.band]);
			}),
			{ numRuns: 40 }
		);
	});

for (const way of ways.filter((one) => one !== 'lines'))
	test(`${way}: without those declined, the chances of the others are the same`, async () => {
		await fc.assert(
			fc.asyncProperty(intervals, fc.integer({ min: 1, max: 12 }), async (list, places) => {
				const all = placedAll(list);
				const cuts = await cutTrack(all, places, by(way), null);
				const inDraw = all.filter(({ id }) => cuts.get(id)!.band !== 'decline');
				const again = await cutTrack(inDraw, places, by(way), null);
				for (const { id } of inDraw) {
					const [shown, sealed] = [cuts.get(id)!.chance!, again.get(id)!.chance!];
					deepEqual(sealed, shown);
				}
			}),
			{ numRuns: 40 }
		);
	});

test('the funding line: above is accepted, below declined, across drawn alike', async () => {
	const all = placedAll([
		[4000, 4400],
		[3500, 4100],
		[3400, 4000],
		[3300, 3900],
		[2000, 2500]
	]);
	const cuts = await cutTrack(all, 2, by('line'), null);
	deepEqual(
		[...cuts.values()].map(({ band, chance }) => [band, chance]),
		[
			['accept', [1, 1]],
			['draw', [1, 3]],
			['draw', [1, 3]],
			['draw', [1, 3]],
			['decline', [0, 1]]
		]
	);
});

test('without a score there is no way in; with places for all, everybody scored is in', async () => {
	const all: Placed[] = [...placedAll([[3000, 3500]]), { id: 'none', score: null, interval: null }];
	for (const way of ways.filter((one) => one !== 'lines')) {
		deepEqual(
			[...(await cutTrack(all, 5, by(way), null)).values()].map(({ band }) => band),
			['accept', 'decline']
		);
		deepEqual(
			[...(await cutTrack(all, 0, by(way), null)).values()].map(({ band }) => band),
			['decline', 'decline']
		);
	}
	const lines = { accept_from: 3, draw_from: 2 };
	deepEqual(
		[...(await cutTrack(all, 5, usualMethod, lines)).values()].map(({ band }) => band),
		['accept', 'decline']
	);
});

test('a basis chooses which score and which error', () => {
	const estimate = { adjusted: 3.2, adjustedError: 0.1, rawError: 0.3 };
	deepEqual(placed('a', 3.5, estimate, { ...usualMethod, level: 50 }).interval, { low: 3.298, high: 3.702 });
	deepEqual(placed('a', 3.5, estimate, { ...usualMethod, basis: 'adjusted' }).score, 3.2);
	deepEqual(placed('a', 3.5, undefined, usualMethod), { id: 'a', score: 3.5, interval: null });
});

test('what ratings do not allow', () => {
	const able = (basis: Method['basis'], way: Method['way'], lack: Parameters<typeof isAble>[1]) =>
		isAble({ basis, way }, lack);
	ok(able('adjusted', 'merit', null) && able('raw', 'lines', 'few') && able('raw', 'line', 'apart'));
	ok(!able('adjusted', 'lines', 'apart') && !able('raw', 'line', 'few') && !able('raw', 'merit', 'alike'));
});

test('who would be in another band is counted by where from and where to', () => {
	const cut = (...bands: ('accept' | 'draw' | 'decline')[]) =>
		new Map(bands.map((band, at) => [`a${at}`, { band, chance: null }]));
	deepEqual(movesBetween(cut('accept', 'draw', 'draw', 'decline'), cut('draw', 'decline', 'decline', 'decline')), [
		{ from: 'draw', to: 'decline', count: 2 },
		{ from: 'accept', to: 'draw', count: 1 }
	]);
	deepEqual(movesBetween(cut('accept'), cut('accept')), []);
});

test('a method as it is typed', () => {
	const typed = { basis: 'raw', way: 'linear', level: '95', slope: ' 40 ' };
	deepEqual(MethodForm.parse(typed), { basis: 'raw', way: 'linear', level: 95, slope: 40 });
	deepEqual(MethodForm.parse({ ...typed, way: 'line' }).slope, null);
	for (const wrong of [
		{ slope: '0' },
		{ slope: '' },
		{ slope: '4.5' },
		{ level: '81' },
		{ way: 'magic' },
		{ basis: '' }
	])
		ok(!MethodForm.safeParse({ ...typed, ...wrong }).success, JSON.stringify(wrong));
});
