import { barred, loadCost, wantingCost, type Matching } from './problem.ts';

/**
 * What no matching can pass, by prices of the hands alone: each item takes what is best for it at these prices, each
 * hand sells as long as that pays. Whatever the prices, no matching comes to more (weak duality of linear programs);
 * a matching that comes to as much is therefore the best there is. Nothing of how it was found is used here.
 */
export function boundOf(matching: Matching, prices: Int32Array): number {
	let bound = 0;
	for (let hand = 0; hand < matching.hands; hand++) bound += gainOf(matching, hand, prices[hand]!);
	const order = new Float64Array(matching.hands);
	const room = new Int32Array(matching.hands);
	for (let item = 0; item < matching.items; item++) bound += bestFor(matching, prices, { item, order, room });
	return bound;
}

function gainOf(matching: Matching, hand: number, price: number): number {
	let gain = 0;
	for (let nth = matching.held[hand]! + 1; ; nth++) {
		const profit = price - loadCost(matching, hand, nth);
		if (profit <= 0) return gain;
		gain += profit * matching.whole;
	}
}

type Asked = { item: number; order: Float64Array; room: Int32Array };

// From the best pair down: a pair takes its cap, its group a whole, the item what it wants.
function bestFor(matching: Matching, prices: Int32Array, { item, order, room }: Asked): number {
	const { hands, worth, group, whole, cap } = matching;
	let count = 0;
	for (let hand = 0; hand < hands; hand++) {
		const pair = worth[item * hands + hand]!;
		if (pair !== barred && pair - prices[hand]! > -wantingCost) order[count++] = (prices[hand]! - pair) * 32768 + hand;
	}
	order.subarray(0, count).sort();
	room.fill(whole);
	let wanted = matching.wants[item]! * whole;
	let best = 0;
	for (let at = 0; at < count && wanted > 0; at++) {
		const hand = ((order[at]! % 32768) + 32768) % 32768;
		const units = Math.min(cap, wanted, room[group[hand]!]!);
		room[group[hand]!]! -= units;
		wanted -= units;
		best += units * (worth[item * hands + hand]! - prices[hand]!);
	}
	return best - wanted * wantingCost;
}
