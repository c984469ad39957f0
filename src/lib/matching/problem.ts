/**
 * Items that each want so many hands, and hands that each take so many items: what is wanted of a matching.
 *
 * Everything is counted in whole numbers. A pair is one `whole` of units; with `whole` 1 a pair is there or not, with
 * more it is there in part, and `most of a pair` says in how large a part at most.
 */
export type Matching = {
	readonly items: number;
	readonly hands: number;
	/** By item and hand, row by row: what the pair is worth, or `barred`. */
	readonly worth: Int8Array;
	/** How many hands each item still wants. */
	readonly wants: Uint8Array;
	/** How many items each hand holds already, which stay. */
	readonly held: Int32Array;
	/** The fewest and the most items of each hand, with what it holds. */
	readonly least: Int32Array;
	readonly most: Int32Array;
	/** Which group each hand is of: an item has at most one hand of a group. */
	readonly group: Int32Array;
	/** Units of a whole pair. */
	readonly whole: number;
	/** Most units of any one pair. */
	readonly cap: number;
	/** What each item more than the last costs a hand: the higher, the more even the loads. */
	readonly even: number;
	/** Whether `most` may be passed where an item would be left wanting. */
	readonly isSoft: boolean;
};

/** The worth of a pair that must not be. */
export const barred = -128;

// Each outweighs any sum of what ranks below it on a way through all hands: worth and loads come to less than two million.
/** What a unit that nobody takes costs. */
export const wantingCost = 2 ** 24;
/** What an item above `most` costs, where that may be; and what one below `least` does. */
export const limitCost = 2 ** 21;

/** What the nth item of a hand costs it; never less than the one before. Infinite where it must not be. */
export function loadCost(matching: Matching, hand: number, nth: number): number {
	const base = matching.even * (nth - 1);
	if (nth <= matching.least[hand]!) return base - limitCost;
	if (nth <= matching.most[hand]!) return base;
	return matching.isSoft ? base + limitCost : Infinity;
}

/** A part of a pair: so many units of a hand for an item. */
export type Share = { item: number; hand: number; units: number };

/** What was found: the shares, the units nobody takes by item, and the price of each hand that proves it. */
export type Matched = { shares: Share[]; wanting: Int32Array; prices: Int32Array };

/** What a matching comes to, in units. The best is the one for which this is the most. */
export function valueOf(matching: Matching, { shares, wanting }: Omit<Matched, 'prices'>): number {
	const load = matching.held.map((held) => held * matching.whole);
	let value = 0;
	for (const { item, hand, units } of shares) {
		value += units * matching.worth[item * matching.hands + hand]!;
		for (let unit = 1; unit <= units; unit++)
			value -= loadCost(matching, hand, Math.ceil(++load[hand]! / matching.whole));
	}
	return wanting.reduce((sum, units) => sum - units * wantingCost, value);
}

/**
 * What shares come to for people to read, in units: their worth, less what is lost by loads that could be more even. It
 * differs from `valueOf` by what no matching can change, where equally many are left wanting within the limits.
 */
export function scoreOf(matching: Matching, shares: readonly Share[]): number {
	const { hands, whole, held, even } = matching;
	const load = Array.from(held, (count) => count * whole);
	let score = 0;
	for (const { item, hand, units } of shares) {
		score += units * matching.worth[item * hands + hand]!;
		load[hand]! += units;
	}
	const cost = (units: number) => {
		const [full, part] = [Math.floor(units / whole), units % whole];
		return even * ((whole * full * (full - 1)) / 2 + part * full);
	};
	const sum = load.reduce((total, units) => total + units, 0);
	const [each, more] = [Math.floor(sum / hands), sum % hands];
	const atBest = more * cost(each + 1) + (hands - more) * cost(each);
	return score - (load.reduce((total, units) => total + cost(units), 0) - atBest);
}
