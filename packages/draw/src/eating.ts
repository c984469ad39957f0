import { cellsByType } from './cells.ts';
import { UNIT, type Certificate } from './certificate.ts';
import { fraction, type Fraction } from './fraction.ts';
import { totalsOf, type Lottery } from './lottery.ts';
import { refuse } from './refusal.ts';
import type { TypeRow } from './rows.ts';

type Panels = Extract<Lottery, { form: 'panels' }>;

/** A cell as the eating sees it: what its type got of it and of better stops before, summed over all panels. */
type Cell = { readonly size: number; readonly speed: number; readonly before: bigint; readonly got: bigint };

/**
 * The gap that a certificate of method `stops` leaves (SPEC §6.8), exact but for rounding up. The published shares are
 * eaten again; at the moment a type leaves a stop, no lottery that keeps the rows and leaves everybody what has been
 * eaten by then gives a member of this type more than the gap more of that stop. Integers only; any are sound.
 */
export function gapOfEating(lottery: Panels, rows: readonly TypeRow[], { levels, proofs }: Certificate): Fraction {
	const cells = cellsOf(lottery);
	const sound = (level: number) => Number.isSafeInteger(level) && level >= -1 && level < proofs.length;
	if (levels.length !== cells.length || !levels.every(sound))
		throw refuse('draw.bad-lottery', { where: '/seal/certificate/levels' });
	const members = proofs.map((): number[] => []);
	levels.forEach((level, c) => members[level]?.push(c));
	let gap = 0n;
	const raise = (part: bigint, whole: bigint) => {
		const up = part <= 0n ? 0n : (part * UNIT + whole - 1n) / whole;
		if (up > gap) gap = up;
	};
	const of = BigInt(lottery.of);
	cells.forEach((cell, c) => levels[c] === -1 && raise(...leftOf(cell, of)));
	proofs.forEach((proof, level) => {
		const mu = 'mu' in proof ? proof.mu : [];
		if (mu.length !== rows.length || !mu.every(Number.isSafeInteger))
			throw refuse('draw.bad-lottery', { where: `/seal/certificate/proofs/${level}` });
		const more = roomAt({ cells, rows, of }, mu, members[level]!);
		members[level]!.forEach((c, i) => raise(...lesser(more[i]!, leftOf(cells[c]!, of))));
	});
	return fraction(gap, UNIT);
}

type Share = readonly [part: bigint, whole: bigint];

/** What a member might still eat of a cell as it leaves it, by its own appetite alone: 1 less what it has had. */
function leftOf({ size, before, got }: Cell, of: bigint): Share {
	const whole = of * BigInt(size);
	return [whole - before - got, whole];
}

/** What a member of each of the cells might still get by the proof: Σ_c σ_c x_c ≤ W, and all that is eaten stays. */
function roomAt(
	{ cells, rows, of }: { readonly cells: readonly Cell[]; readonly rows: readonly TypeRow[]; readonly of: bigint },
	mu: readonly number[],
	members: readonly number[]
): Share[] {
	if (members.length === 0) return [];
	const first = members.reduce((a, b) => (isEarlier(cells[b]!, cells[a]!) ? b : a));
	const { size, speed, before, got } = cells[first]!;
	// The moment is (before + got) / (of × pace); all amounts below are in units of 1 / (of × pace).
	const pace = BigInt(size) * BigInt(speed);
	const eaten = (cell: Cell): bigint => {
		const since = BigInt(cell.size) * BigInt(cell.speed) * (before + got) - cell.before * pace;
		return since < 0n ? 0n : since > cell.got * pace ? cell.got * pace : since;
	};
	const { sigma, worst } = summed(cells.length, rows, mu);
	let rest = of * pace * worst;
	cells.forEach((cell, c) => {
		if (sigma[c]! > 0n) rest -= sigma[c]! * eaten(cell);
		else if (sigma[c]! < 0n) rest -= sigma[c]! * of * pace * BigInt(cell.size);
	});
	return members.map((c): Share => {
		const price = sigma[c]!;
		if (price <= 0n) return [1n, 1n];
		const cell = cells[c]!;
		return [rest + price * (eaten(cell) - cell.got * pace), price * of * pace * BigInt(cell.size)];
	});
}

/** σ_c, which sums the multipliers of the rows that count cell c, and the most that Σ_r mu_r × (sum of row r) can be. */
function summed(count: number, rows: readonly TypeRow[], mu: readonly number[]): { sigma: bigint[]; worst: bigint } {
	const sigma = Array.from({ length: count }, () => 0n);
	let worst = 0n;
	rows.forEach(({ row, types }, r) => {
		const one = BigInt(mu[r]!);
		if (one === 0n) return;
		for (const c of types) sigma[c]! += one;
		worst += one * BigInt(one > 0n ? row.max : row.min);
	});
	return { sigma, worst };
}

function cellsOf(lottery: Panels): Cell[] {
	const totals = totalsOf(lottery);
	return cellsByType(lottery.types).flatMap((own) => {
		let before = 0n;
		return own.map((c): Cell => {
			const { size, weight = 1 } = lottery.types[c]!;
			const cell = { size, speed: weight, before, got: totals[c]! };
			before += cell.got;
			return cell;
		});
	});
}

/** Whether a type leaves cell a before another leaves cell b. */
function isEarlier(a: Cell, b: Cell): boolean {
	return (a.before + a.got) * BigInt(b.size) * BigInt(b.speed) < (b.before + b.got) * BigInt(a.size) * BigInt(a.speed);
}

/** The lesser of two fractions. */
function lesser(a: Share, b: Share): Share {
	return a[0] * b[1] <= b[0] * a[1] ? a : b;
}
