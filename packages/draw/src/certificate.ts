import { fraction, type Fraction } from './fraction.ts';
import { totalsOf, type OverPanels } from './lottery.ts';
import { provedBound, type ProofTree } from './proof-tree.ts';
import { refuse } from './refusal.ts';
import type { TypeRow } from './rows.ts';
import type { Objective } from './rules.ts';
import { boundsOf } from './types.ts';

/**
 * Proof that no lottery is fairer (SPEC §6.5). `levels[t]`: in which level type t is, -1 when its bounds settle it.
 * `proofs[l]`: one integer multiplier for each row. Any integers are sound: poor ones only prove a larger gap.
 */
export type Certificate = { readonly levels: readonly number[]; readonly proofs: readonly Proof[] };
export type Proof =
	{ readonly mu: readonly number[] } | { readonly prices: readonly number[]; readonly tree: ProofTree };

/** Gaps are given in units of this, rounded up. */
export const UNIT = 1_000_000_000_000n;

/**
 * The gap that a certificate leaves (SPEC §6.5), exact but for rounding up: for every level, while those of earlier
 * levels keep at least what they have, no lottery gives everybody of this level more than `bound`; this one gives
 * everybody of this level and later ones at least `floor`. The gap is the largest bound - floor. Integers only.
 * For the objective `maximin` level 0 is proved, and level 1, all that lie higher, is not (SPEC §6.7).
 */
export function gapOf(
	lottery: OverPanels,
	rows: readonly TypeRow[],
	{ levels, proofs }: Certificate,
	objective: Objective = 'leximin'
): Fraction {
	checkShape(lottery, rows, { levels, proofs }, objective);
	const totals = totalsOf(lottery);
	let gap = 0n;
	for (let level = 0; level < proofs.length; level++) {
		const bound = levelBound({ lottery, rows, totals, levels }, proofs[level]!, level);
		const floor = levelFloor(lottery, totals, levels, level);
		const here = (bound[0] * floor[1] - floor[0] * bound[1]) * UNIT;
		const den = bound[1] * floor[1];
		const up = here <= 0n ? 0n : (here + den - 1n) / den;
		if (up > gap) gap = up;
	}
	return fraction(gap, UNIT);
}

type Big = readonly [bigint, bigint];
type Place = {
	readonly lottery: OverPanels;
	readonly rows: readonly TypeRow[];
	readonly totals: readonly bigint[];
	readonly levels: readonly number[];
};

/**
 * Weak duality: for every panel, Σ_t σ_t c_t = Σ_r μ_r (row sum) ≤ Σ_{μ>0} μ max + Σ_{μ<0} μ min, where σ_t sums μ over
 * the rows of t. What isn't of this level goes to the right: earlier ones at what they have, the rest at worst.
 */
function levelBound({ lottery, rows, totals, levels }: Place, proof: Proof, level: number): Big {
	const of = BigInt(lottery.of);
	const [sigma, worst] = 'tree' in proof ? byTree(lottery, rows, proof) : byRows(lottery, rows, proof.mu);
	let [right, left] = [of * worst, 0n];
	for (let t = 0; t < levels.length; t++) {
		const { size } = lottery.types[t]!;
		const s = sigma[t]!;
		if (levels[t] === level) {
			// A type that the proof says nothing of: nothing but "at most 1" is proved of its level.
			if (s <= 0n) return [1n, 1n];
			left += s * BigInt(size) * of;
		} else if (levels[t] === -1 || (s > 0n && levels[t]! < level)) right -= s * totals[t]!;
		else if (s < 0n) right -= s * BigInt(size) * of;
	}
	return left === 0n || right > left ? [1n, 1n] : [right, left];
}

/** The least chance of those in this level and later ones. */
function levelFloor(
	{ types, of }: OverPanels,
	totals: readonly bigint[],
	levels: readonly number[],
	level: number
): Big {
	let least: Big = [1n, 1n];
	for (let t = 0; t < levels.length; t++) {
		if (levels[t]! < level) continue;
		const chance: Big = [totals[t]!, BigInt(of) * BigInt(types[t]!.size)];
		if (chance[0] * least[1] < least[0] * chance[1]) least = chance;
	}
	return least;
}

/** σ, and what Σ_t σ_t c_t is at most, by the rows alone: every mixture of panels, and more, keeps them. */
function byRows({ types }: OverPanels, rows: readonly TypeRow[], mu: readonly number[]): readonly [bigint[], bigint] {
	const sigma = types.map(() => 0n);
	let worst = 0n;
	rows.forEach(({ row, types: counted }, r) => {
		if (mu[r] === 0) return;
		for (const t of counted) sigma[t]! += BigInt(mu[r]!);
		worst += BigInt(mu[r]!) * BigInt(mu[r]! > 0 ? row.max : row.min);
	});
	return [sigma, worst];
}

/** The same by cases over whole panels, where the rows alone promise more than whole panels can keep. */
function byTree(
	{ types }: OverPanels,
	rows: readonly TypeRow[],
	{ prices, tree }: Extract<Proof, { tree: ProofTree }>
): readonly [bigint[], bigint] {
	const bounds = types.map(boundsOf);
	const box = { low: bounds.map(([low]) => low), high: bounds.map(([, high]) => high) };
	const worst = provedBound(rows, prices, tree, box);
	if (worst === null) throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
	return [prices.map(BigInt), worst];
}

function checkShape(
	lottery: OverPanels,
	rows: readonly TypeRow[],
	{ levels, proofs }: Certificate,
	objective: Objective
): void {
	const where = '/seal/certificate';
	const isLeast = objective === 'maximin';
	if (isLeast && proofs.length > 1) throw refuse('draw.bad-lottery', { where: `${where}/proofs` });
	const most = isLeast && proofs.length > 0 ? 2 : proofs.length;
	if (levels.length !== lottery.types.length) throw refuse('draw.bad-lottery', { where: `${where}/levels` });
	levels.forEach((level, t) => {
		const [low, high] = boundsOf(lottery.types[t]!);
		const isSettled = low === high;
		const isSound = isSettled ? level === -1 : Number.isSafeInteger(level) && level >= 0 && level < most;
		if (!isSound) throw refuse('draw.bad-lottery', { where: `${where}/levels/${t}` });
	});
	proofs.forEach((proof, level) => {
		const [given, length] = 'tree' in proof ? [proof.prices, levels.length] : [proof.mu, rows.length];
		if (given.length !== length || !given.every(Number.isSafeInteger))
			throw refuse('draw.bad-lottery', { where: `${where}/proofs/${level}` });
	});
}
