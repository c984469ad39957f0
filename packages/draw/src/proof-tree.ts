import { refuse } from './refusal.ts';
import type { TypeRow } from './rows.ts';

/**
 * Proof, by cases, of a bound on Σ_t prices_t × c_t over all whole panels c (SPEC §6.6). A node either splits on one
 * type ("at most `at`" and "more than `at`") or ends with integer multipliers: `over` > 0 proves a bound there by weak
 * duality, `over` = 0 that no panel is there at all.
 */
export type ProofTree =
	| { readonly type: number; readonly at: number; readonly low: ProofTree; readonly high: ProofTree }
	| { readonly over: number; readonly mu: readonly number[] };

/** Fewest and most of each type, narrowed from node to node. */
export type Box = { readonly low: readonly number[]; readonly high: readonly number[] };

/** The bound that a tree proves, or null when it proves that there are no panels. Integers only; any tree is sound. */
export function provedBound(
	rows: readonly TypeRow[],
	prices: readonly number[],
	tree: ProofTree,
	box: Box
): bigint | null {
	if (!('type' in tree)) return leafBound(rows, prices, tree, box);
	const { type, at } = tree;
	if (!Number.isSafeInteger(type) || !Number.isSafeInteger(at) || !(type in box.low))
		throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
	const low = provedBound(rows, prices, tree.low, {
		...box,
		high: replaced(box.high, type, Math.min(at, box.high[type]!))
	});
	const high = provedBound(rows, prices, tree.high, {
		...box,
		low: replaced(box.low, type, Math.max(at + 1, box.low[type]!))
	});
	return low === null ? high : high === null || low > high ? low : high;
}

/** over × Σ prices c ≤ Σ_r μ_r × (row's worst) + Σ_t the worst of (over × prices_t - σ_t) × c_t within the box. */
export function leafBound(
	rows: readonly TypeRow[],
	prices: readonly number[],
	leaf: { over: number; mu: readonly number[] },
	box: Box
): bigint | null {
	const { over, mu } = leaf;
	const isSound =
		Number.isSafeInteger(over) && over >= 0 && mu.length === rows.length && mu.every(Number.isSafeInteger);
	if (!isSound) throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
	if (box.low.some((low, t) => low > box.high[t]!)) return null;
	const rest = prices.map((price) => BigInt(over) * BigInt(price));
	let bound = 0n;
	rows.forEach(({ row, types }, r) => {
		if (mu[r] === 0) return;
		bound += BigInt(mu[r]!) * BigInt(mu[r]! > 0 ? row.max : row.min);
		for (const t of types) rest[t]! -= BigInt(mu[r]!);
	});
	rest.forEach((price, t) => (bound += price * BigInt(price > 0n ? box.high[t]! : box.low[t]!)));
	if (over === 0) {
		if (bound >= 0n) throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
		return null;
	}
	return floorDivide(bound, BigInt(over));
}

function floorDivide(a: bigint, b: bigint): bigint {
	return a >= 0n ? a / b : -((-a + b - 1n) / b);
}

function replaced(list: readonly number[], at: number, value: number): number[] {
	const copy = [...list];
	copy[at] = value;
	return copy;
}
