import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextReserve } from '#draw';
import { everyWay, transcriptOf, type SmallDraw } from '../../../tests/reserves.ts';
import { movesUp } from './places.rules.ts';
import { dropOutShare, reserveList, standingOf, timesInvited, trials } from './position.rules.ts';

const kinds = [
	{ track: 'api', region: 'seoul' },
	{ track: 'api', region: 'busan' },
	{ track: 'together', region: 'seoul' },
	{ track: 'together', region: 'busan' }
];

/** Small draws with quotas of every looseness, some entrants in a group, drawn and reserves in any order. */
const draws = fc
	.record({
		which: fc.array(fc.nat(3), { minLength: 5, maxLength: 9 }),
		grouped: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
		places: fc.integer({ min: 2, max: 3 }),
		busan: fc.tuple(fc.nat(2), fc.nat(3)),
		api: fc.tuple(fc.nat(2), fc.nat(3)),
		order: fc.array(fc.nat(1000), { minLength: 9, maxLength: 9 })
	})
	.map(({ which, grouped, places, busan, api, order }): SmallDraw => {
		const lots = which.map((_, index) => index + 1).sort((a, b) => order[a - 1]! - order[b - 1]! || a - b);
		const between = ([min, more]: [number, number]) => ({ min, max: min + more });
		return {
			places,
			quotas: [
				{ feature: 'region', value: 'busan', ...between(busan) },
				{ feature: 'track', value: 'api', ...between(api) }
			],
			entrants: which.map((kind, index) => ({
				features: kinds[kind]!,
				...(grouped[index] && index < 4 && { groups: ['g'] })
			})),
			drawn: lots.slice(0, places),
			reserves: lots.slice(places)
		};
	});

const none: number[] = [];

test('the chance told is that of going through every way, by the draw’s own rule, within what trials can tell', () =>
	fc.assert(
		fc.property(draws, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (small, share) => {
			const transcript = transcriptOf(small);
			const [leaving, ...open] = small.drawn;
			const exact = everyWay(transcript, { open, leaving: [leaving!], taken: [], gone: [] }, share);
			const times = timesInvited(
				reserveList(transcript),
				small.reserves,
				{ staying: [], leaving: [leaving!], open },
				share
			);
			for (const lot of small.reserves) {
				const chance = exact.get(lot) ?? 0;
				const error = 5 * Math.sqrt(Math.max(0, chance * (1 - chance)) / trials) + 3 / trials;
				ok(
					Math.abs(times.get(lot)! / trials - chance) <= error,
					`lot ${lot}: ${times.get(lot)! / trials}, not ${chance}`
				);
			}
		}),
		{ numRuns: 40, seed: 7 }
	));

test('without quotas it is the closed form: so many of the places ahead must move on', () => {
	const entrants = Array.from({ length: 12 }, () => ({ features: { track: 'api' } }));
	const lots = entrants.map((_, index) => index + 1);
	const transcript = transcriptOf({ places: 4, entrants, drawn: lots.slice(0, 4), reserves: lots.slice(4) });
	const share = 0.3;
	const open = lots.slice(0, 4);
	const times = timesInvited(reserveList(transcript), lots.slice(4), { staying: [], leaving: [], open }, share);
	// The k-th reserve is invited unless fewer than k leave before the four who stay: a negative binomial.
	let fewer = 0;
	let ways = 1;
	for (let k = 1; k <= 8; k++) {
		fewer += ways * share ** (k - 1) * (1 - share) ** 4;
		ways = (ways * (k - 1 + 4)) / k;
		const chance = 1 - fewer;
		ok(Math.abs(times.get(4 + k)! / trials - chance) < 0.05, `${k}: ${times.get(4 + k)! / trials}, not ${chance}`);
	}
});

test('500 draws: places are offered as the oracle offers them, one by one, and each says who was passed over', () => {
	let passedOver = 0;
	fc.assert(
		fc.property(draws, fc.array(fc.nat(8), { maxLength: 3 }), (small, gone) => {
			const transcript = transcriptOf(small);
			const out = small.reserves.filter((_, index) => gone.includes(index));
			const free = small.drawn.map((lot, index) => ({
				...{ id: String(lot), lot, how: 'declined' as const },
				freedAt: new Date(1000 * (index % 2)),
				stop: null
			}));
			const moves = movesUp(transcript, { taken: [], gone: [], out, movedTo: new Map() }, free);
			const since = { taken: none.slice(), gone: [...out] };
			const order = [...free].sort((a, b) => +a.freedAt - +b.freedAt || a.lot - b.lot);
			for (const [index, { place, next, passed }] of moves.entries()) {
				equal(place, order[index]);
				since.gone.push(place.lot);
				deepEqual(next, nextReserve(transcript, since));
				if (next.lot !== null) since.taken.push(next.lot);
				passedOver += passed.length;
				ok(passed.every(({ lot, unmet }) => !out.includes(lot) && unmet.length > 0));
			}
			equal(new Set(since.taken).size, since.taken.length, 'nobody is offered two places');
		}),
		{ numRuns: 500, seed: 11 }
	);
	ok(passedOver > 100, String(passedOver));
});

test('the place told is in one’s own group: of those the rule cannot tell apart, who is ahead moves first, always', () =>
	fc.assert(
		fc.property(draws, (small) => {
			const transcript = transcriptOf(small);
			const list = reserveList(transcript);
			const taken: number[] = [];
			const gone: number[] = [];
			for (const lot of small.drawn) {
				const before = new Map(small.reserves.map((one) => [one, standingOf(list, new Set([...taken]), one)]));
				gone.push(lot);
				const next = nextReserve(transcript, { taken, gone }).lot;
				if (next === null) return;
				equal(before.get(next)!.place, 1);
				taken.push(next);
				equal(standingOf(list, new Set(taken), next), null);
			}
		}),
		{ numRuns: 200, seed: 5 }
	));

test('a drop-out is told once five have answered', () => {
	equal(dropOutShare({ left: 2, of: 4 }), null);
	equal(dropOutShare({ left: 2, of: 8 }), 0.3);
	equal(dropOutShare({ left: 0, of: 98 }), 0.01);
});
