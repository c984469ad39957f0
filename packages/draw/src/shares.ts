import type { Lottery } from './lottery.ts';
import { valueOf, type Entrant } from './roster.ts';
import { compareText } from './rules.ts';
import type { Seal } from './seal.ts';
import { diceFrom } from './stream.ts';

type Shares = Extract<Lottery, { form: 'shares' }>;
type Types = Map<number, number>;

/**
 * Systematic drawing (SPEC §8.2): shares are laid end to end in keyed order (stratum by stratum), and whoever's piece
 * holds number, number + of, number + 2·of, … is drawn. Exactly `places` are, each with chance share / of: pieces are
 * never longer than `of`. In a stratum the shares sum to a multiple of `of`, so it keeps its places.
 */
export function drawByShares(
	seal: Seal,
	order: readonly Entrant[],
	on: { typeOf: Types; number: number }
): Set<number> {
	const { shares, of } = seal.lottery as Shares;
	const { strata } = seal.rules;
	const laid = strata
		? [...order].sort((a, b) => compareText(valueOf(a, strata.feature)!, valueOf(b, strata.feature)!))
		: order;
	const drawn = new Set<number>();
	let offset = BigInt(of) - 1n - BigInt(on.number);
	for (const { lot } of laid) {
		offset += BigInt(shares[on.typeOf.get(lot)!]!);
		if (offset < BigInt(of)) continue;
		offset -= BigInt(of);
		drawn.add(lot);
	}
	return drawn;
}

/**
 * The reserve order (SPEC §8.2): one after the other, each time with chances proportional to the shares of those left.
 * A Fenwick tree keeps the running sums, so a million take seconds.
 */
export function reservesByShares(
	lottery: Shares,
	left: readonly Entrant[],
	on: { typeOf: Types; key: Uint8Array }
): Entrant[] {
	const dice = diceFrom(on.key);
	const weights = left.map(({ lot }) => BigInt(lottery.shares[on.typeOf.get(lot)!]!));
	const sums = new RunningSums(weights);
	return left.map(() => left[sums.take(dice(sums.total))]!);
}

class RunningSums {
	total = 0n;
	readonly weights: bigint[];
	readonly tree: bigint[];

	constructor(weights: readonly bigint[]) {
		this.weights = [...weights];
		this.tree = [0n, ...weights];
		for (let i = 1; i < this.tree.length; i++) {
			this.total += weights[i - 1]!;
			const up = i + (i & -i);
			if (up < this.tree.length) this.tree[up]! += this.tree[i]!;
		}
	}

	/** Takes out the one whose piece holds `point` and says which it was. */
	take(point: bigint): number {
		let at = 0;
		for (let step = 1 << (31 - Math.clz32(this.tree.length)); step > 0; step >>= 1) {
			if (at + step < this.tree.length && this.tree[at + step]! <= point) {
				at += step;
				point -= this.tree[at]!;
			}
		}
		const weight = this.weights[at]!;
		this.weights[at] = 0n;
		this.total -= weight;
		for (let i = at + 1; i < this.tree.length; i += i & -i) this.tree[i]! -= weight;
		return at;
	}
}
