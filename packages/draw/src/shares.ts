import type { Lottery } from './lottery.ts';
import { compareText } from './rules.ts';
import type { Seal } from './seal.ts';
import { diceFrom } from './stream.ts';

type Shares = Extract<Lottery, { form: 'shares' }>;

/**
 * Systematic drawing (SPEC §8.2): shares are laid end to end in keyed order (stratum by stratum), and whoever's piece
 * holds number, number + of, number + 2·of, … is drawn. Exactly `places` are, each with chance share / of: pieces are
 * never longer than `of`. In a stratum the shares sum to a multiple of `of`, so it keeps its places.
 */
export function drawByShares(seal: Seal, order: ArrayLike<number>, on: On): Set<number> {
	const drawn = new Set<number>();
	eachPiece(seal, order, on, (lot, { share, ahead }) => {
		if (ahead < share) drawn.add(lot);
	});
	return drawn;
}

/** A piece of the line: how long it is, and how far from its beginning the next number is (0 … of - 1): drawn when below. */
export type Piece = { readonly share: number; readonly ahead: number };

/** The piece of one lot, in a draw by shares: what its holder can be shown (SPEC §11). */
export function pieceOf(seal: Seal, order: ArrayLike<number>, on: On & { readonly lot: number }): Piece {
	let found: Piece = { share: 0, ahead: 0 };
	eachPiece(seal, order, on, (lot, piece) => {
		if (lot === on.lot) found = piece;
	});
	return found;
}

type On = { readonly typeOf: Int32Array; readonly number: number };

function eachPiece(seal: Seal, order: ArrayLike<number>, on: On, visit: (lot: number, piece: Piece) => void): void {
	const { shares, of, types } = seal.lottery as Shares;
	const { strata } = seal.rules;
	let ahead = on.number;
	const valueOf = (lot: number) => types[on.typeOf[lot - 1]!]!.features[strata!.feature]!;
	for (const lot of Array.from(strata ? byStratum(order, valueOf) : order)) {
		const share = shares[on.typeOf[lot - 1]!]!;
		visit(lot, { share, ahead });
		// It stays below `of`: plain numbers hold it exactly.
		ahead -= share;
		if (ahead < 0) ahead += of;
	}
}

/** Lots stratum by stratum, by its value; within each the order stays. */
function byStratum(lots: ArrayLike<number>, valueOf: (lot: number) => string): number[] {
	const strata = new Map<string, number[]>();
	for (const lot of Array.from(lots)) {
		const value = valueOf(lot);
		const stratum = strata.get(value);
		if (stratum) stratum.push(lot);
		else strata.set(value, [lot]);
	}
	return [...strata].sort(([a], [b]) => compareText(a, b)).flatMap(([, stratum]) => stratum);
}

/**
 * The reserve order (SPEC §8.2): one after the other, each time with chances proportional to the shares of those left.
 * A Fenwick tree keeps the running sums, so a million take seconds.
 */
export function reservesByShares(
	lottery: Shares,
	left: readonly number[],
	on: { typeOf: Int32Array; key: Uint8Array }
): number[] {
	const dice = diceFrom(on.key);
	const sums = new RunningSums(Float64Array.from(left, (lot) => lottery.shares[on.typeOf[lot - 1]!]!));
	return left.map(() => left[sums.take(dice(sums.total()))]!);
}

/** Sums of shares pass 2⁵³, so each is kept as high × LIMB + low, both exact for up to 2²⁶ shares. */
const LIMB = 2 ** 27;

class RunningSums {
	readonly weights: Float64Array;
	readonly high: Float64Array;
	readonly low: Float64Array;
	allHigh = 0;
	allLow = 0;

	constructor(weights: Float64Array) {
		this.weights = weights;
		this.high = new Float64Array(weights.length + 1);
		this.low = new Float64Array(weights.length + 1);
		weights.forEach((weight, i) => this.add(i, Math.floor(weight / LIMB), weight % LIMB));
	}

	total(): bigint {
		return BigInt(this.allHigh) * BigInt(LIMB) + BigInt(this.allLow);
	}

	/** Takes out the one whose piece holds `point` and says which it was. */
	take(point: bigint): number {
		let [high, low] = [Number(point / BigInt(LIMB)), Number(point % BigInt(LIMB))];
		let at = 0;
		for (let step = 1 << (31 - Math.clz32(this.low.length)); step > 0; step >>= 1) {
			if (at + step >= this.low.length) continue;
			const restLow = low - this.low[at + step]!;
			const carried = Math.floor(restLow / LIMB);
			const restHigh = high - this.high[at + step]! + carried;
			if (restHigh < 0) continue;
			at += step;
			[high, low] = [restHigh, restLow - carried * LIMB];
		}
		const weight = this.weights[at]!;
		this.weights[at] = 0;
		this.add(at, -Math.floor(weight / LIMB), -(weight % LIMB));
		return at;
	}

	private add(index: number, high: number, low: number): void {
		this.allHigh += high;
		this.allLow += low;
		for (let i = index + 1; i < this.low.length; i += i & -i) {
			this.high[i]! += high;
			this.low[i]! += low;
		}
	}
}
