import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boundOf } from './bound.ts';
import { bestMatching } from './flow.ts';
import { barred, loadCost, valueOf, wantingCost, type Matching, type Share } from './problem.ts';
import { solveAside } from '../matching.server.ts';
import { thrown, type Dice } from './round.ts';
import { solve } from './solve.ts';

type Small = { items: number; hands: number; whole: number };

/** Small problems of every kind: barred pairs, groups, limits that cannot be met, parts, what is held already. */
const problem = (most: Small) =>
	fc
		.record({
			items: fc.integer({ min: 1, max: most.items }),
			hands: fc.integer({ min: 1, max: most.hands }),
			whole: fc.integer({ min: 1, max: most.whole }),
			even: fc.integer({ min: 0, max: 3 }),
			isSoft: fc.boolean(),
			cap: fc.nat()
		})
		.chain((shape) => {
			const each = (count: number, of: fc.Arbitrary<number>) => fc.array(of, { minLength: count, maxLength: count });
			const pair = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -6, max: 12 }) }, fc.constant(barred));
			return fc.record({
				shape: fc.constant(shape),
				worth: each(shape.items * shape.hands, pair),
				wants: each(shape.items, fc.integer({ min: 0, max: 3 })),
				held: each(shape.hands, fc.integer({ min: 0, max: 2 })),
				least: each(shape.hands, fc.integer({ min: 0, max: 3 })),
				room: each(shape.hands, fc.integer({ min: 0, max: 6 })),
				group: each(shape.hands, fc.nat(shape.hands - 1))
			});
		})
		.map(({ shape, worth, wants, held, least, room, group }): Matching => ({
			...{ ...shape, cap: 1 + (shape.cap % shape.whole) },
			...{ worth: Int8Array.from(worth), wants: Uint8Array.from(wants), held: Int32Array.from(held) },
			...{ least: Int32Array.from(least), most: Int32Array.from(least.map((few, hand) => few + room[hand]!)) },
			group: Int32Array.from(group)
		}));

function checkHeld(matching: Matching, shares: Share[]): void {
	for (let item = 0; item < matching.items; item++) {
		const own = shares.filter((share) => share.item === item);
		for (const { hand, units } of own) {
			ok(units > 0 && units <= matching.cap);
			ok(matching.worth[item * matching.hands + hand] !== barred);
		}
		for (const inGroup of Map.groupBy(own, ({ hand }) => matching.group[hand]).values())
			ok(inGroup.reduce((sum, { units }) => sum + units, 0) <= matching.whole);
		ok(own.reduce((sum, { units }) => sum + units, 0) <= matching.wants[item]! * matching.whole);
	}
	for (let hand = 0; hand < matching.hands && !matching.isSoft; hand++) {
		const load = shares.reduce((sum, share) => sum + (share.hand === hand ? share.units : 0), 0);
		const most = Math.max(0, matching.most[hand]! - matching.held[hand]!) * matching.whole;
		ok(load <= most, `${load} of ${most}`);
	}
}

test('what is found is allowed, and its prices prove that nothing better is', () => {
	fc.assert(
		fc.property(problem({ items: 9, hands: 6, whole: 6 }), (matching) => {
			const found = bestMatching(matching);
			checkHeld(matching, found.shares);
			for (const [item, wanted] of matching.wants.entries()) {
				const units = found.shares.reduce((sum, share) => sum + (share.item === item ? share.units : 0), 0);
				equal(units + found.wanting[item]!, wanted * matching.whole);
			}
			equal(valueOf(matching, found), boundOf(matching, found.prices));
		}),
		{ numRuns: 600 }
	);
});

test('the bound holds at any prices, against every matching there is, counted out', () => {
	const whole = problem({ items: 3, hands: 3, whole: 1 });
	const prices = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 3 });
	fc.assert(
		fc.property(whole, prices, (matching, at) => {
			const most = bestCounted(matching);
			ok(boundOf(matching, Int32Array.from(at)) >= most);
			equal(valueOf(matching, bestMatching(matching)), most);
		}),
		{ numRuns: 300 }
	);
});

/** The most that any choice of whole pairs comes to. */
function bestCounted(matching: Matching): number {
	const ways = Array.from({ length: matching.items }, (_, item) => waysOf(matching, item));
	const walk = (item: number, shares: Share[]): number => {
		if (item < ways.length) return Math.max(...ways[item]!.map((way) => walk(item + 1, [...shares, ...way])));
		for (let hand = 0; hand < matching.hands; hand++) {
			const load = matching.held[hand]! + shares.filter((share) => share.hand === hand).length;
			if (load > matching.held[hand]! && loadCost(matching, hand, load) === Infinity) return -Infinity;
		}
		const given = Int32Array.from(
			matching.wants,
			(wanted, item) => wanted - shares.filter((one) => one.item === item).length
		);
		return valueOf(matching, { shares, wanting: given });
	};
	return walk(0, []);
}

function waysOf(matching: Matching, item: number): Share[][] {
	const subsets = Array.from({ length: 2 ** matching.hands }, (_, bits) =>
		Array.from({ length: matching.hands }, (_, hand) => hand)
			.filter((hand) => bits & (1 << hand))
			.map((hand) => ({ item, hand, units: 1 }))
	);
	return subsets.filter(
		(way) =>
			way.length <= matching.wants[item]! &&
			way.every(({ hand }) => matching.worth[item * matching.hands + hand] !== barred) &&
			new Set(way.map(({ hand }) => matching.group[hand])).size === way.length
	);
}

test('nobody is left wanting for the sake of worth: wants come first', () => {
	const worth = Int8Array.from([-100, barred, 12, barred]);
	const two = Int32Array.from([0, 0]);
	const limits = { least: two, most: Int32Array.from([1, 9]), held: two, group: Int32Array.from([0, 1]) };
	const matching = { items: 2, hands: 2, worth, wants: Uint8Array.from([1, 1]), ...limits };
	const found = bestMatching({ ...matching, whole: 1, cap: 1, even: 1, isSoft: false });
	equal(
		found.wanting.reduce((sum, units) => sum + units, 0),
		1
	);
	ok(
		valueOf(
			{ ...matching, whole: 1, cap: 1, even: 1, isSoft: true },
			bestMatching({ ...matching, whole: 1, cap: 1, even: 1, isSoft: true })
		) > -wantingCost
	);
});

/** Dice from a seed, good enough to count by (Marsaglia's xorshift). */
function diceOf(seed: number): Dice {
	let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return Math.floor(((state >>> 0) / 2 ** 32) * below);
	};
}

test('what is thrown is whole, allowed, and within the loads its shares say', () => {
	fc.assert(
		fc.property(problem({ items: 8, hands: 6, whole: 6 }), fc.nat(), (matching, seed) => {
			const found = bestMatching(matching);
			const pairs = thrown(matching, found, diceOf(seed));
			checkHeld({ ...matching, cap: matching.whole }, pairs);
			ok(pairs.every((pair) => found.shares.some((share) => share.item === pair.item && share.hand === pair.hand)));
			for (let hand = 0; hand < matching.hands; hand++) {
				const units = found.shares.reduce((sum, share) => sum + (share.hand === hand ? share.units : 0), 0);
				const load = pairs.filter((pair) => pair.hand === hand).length;
				ok(load >= Math.floor(units / matching.whole) && load <= Math.ceil(units / matching.whole));
			}
		}),
		{ numRuns: 400 }
	);
});

test('each pair comes as often as its share says, over four thousand throws', () => {
	const [items, hands, whole] = [5, 7, 10];
	const worth = Int8Array.from({ length: items * hands }, (_, at) => (at * 7) % 11);
	const fill = (value: number) => new Int32Array(hands).fill(value);
	const group = Int32Array.from([0, 0, 1, 2, 3, 3, 4]);
	const matching: Matching = {
		...{ items, hands, worth, wants: new Uint8Array(items).fill(2), held: fill(0), least: fill(0), most: fill(2) },
		...{ group, whole, cap: 4, even: 1, isSoft: false }
	};
	const found = bestMatching(matching);
	const throws = 4000;
	const counts = new Map<string, number>();
	for (let seed = 0; seed < throws; seed++)
		for (const { item, hand } of thrown(matching, found, diceOf(seed)))
			counts.set(`${item} ${hand}`, (counts.get(`${item} ${hand}`) ?? 0) + 1);
	for (const { item, hand, units } of found.shares) {
		const chance = units / whole;
		const tolerance = 4.5 * Math.sqrt((chance * (1 - chance)) / throws);
		ok(Math.abs((counts.get(`${item} ${hand}`) ?? 0) / throws - chance) < tolerance + 1e-9, `${item} ${hand}`);
	}
	ok(found.shares.some(({ units }) => units % whole !== 0));
	deepEqual(bestMatching(matching).shares, found.shares);
});

test('in a thread of its own it comes to the same, and tells how far it is', async () => {
	const [items, hands] = [400, 60];
	const worth = Int8Array.from({ length: items * hands }, (_, at) => (at * 31) % 13);
	const fill = (value: number) => new Int32Array(hands).fill(value);
	const matching: Matching = {
		...{ items, hands, worth, wants: new Uint8Array(items).fill(3), held: fill(0), least: fill(0), most: fill(21) },
		...{ group: Int32Array.from(fill(0), (_, hand) => hand), whole: 2, cap: 1, even: 1, isSoft: false }
	};
	const seed = '5e'.repeat(32);
	const told: [number, number][] = [];
	const aside = await solveAside(matching, seed, (done, of) => void told.push([done, of]));
	const here = solve(matching, seed);
	deepEqual([aside.pairs, aside.value], [here.pairs, here.value]);
	ok(told.length > 0 && told.every(([done, of]) => done < of));
});
