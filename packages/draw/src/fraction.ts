import { refuse } from './refusal.ts';

/** An exact fraction in lowest terms, [numerator, denominator]; both are safe integers, the denominator positive. */
export type Fraction = readonly [number, number];

/** The fraction a/b in lowest terms. Refuses one that doesn't fit into 53 bits rather than round it (SPEC §5). */
export function fraction(a: bigint | number, b: bigint | number): Fraction {
	if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b > 0) return plainFraction(a, b);
	let [num, den] = [BigInt(a), BigInt(b)];
	if (den <= 0n) throw refuse('draw.bad-fraction');
	const common = gcd(num < 0n ? -num : num, den) || 1n;
	num /= common;
	den /= common;
	if (den > BigInt(Number.MAX_SAFE_INTEGER) || num > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse('draw.bad-fraction');
	return [Number(num), Number(den)];
}

/** The same in plain numbers: of safe integers every remainder is one too. */
function plainFraction(a: number, b: number): Fraction {
	if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) throw refuse('draw.bad-fraction');
	let [common, rest] = [a, b];
	while (rest) [common, rest] = [rest, common % rest];
	return [a / common, b / common];
}

/** Below, equal, above: -1, 0, 1. Exact. */
export function compareFractions(a: Fraction, b: Fraction): number {
	// Products below 2⁵³ are exact; most chances of a draw are that small.
	const [ad, bc] = [a[0] * b[1], b[0] * a[1]];
	if (ad < Number.MAX_SAFE_INTEGER && bc < Number.MAX_SAFE_INTEGER && ad >= 0 && bc >= 0) return Math.sign(ad - bc);
	const [left, right] = [BigInt(a[0]) * BigInt(b[1]), BigInt(b[0]) * BigInt(a[1])];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Greatest common divisor of two non-negative integers. */
export function gcd(a: bigint, b: bigint): bigint {
	while (b) [a, b] = [b, a % b];
	return a;
}

/** "29/97 (29.90 %)", for a sentence. */
export function inWords([num, den]: Fraction): string {
	return num === 0 || num === den ? `${num / den}` : `${num}/${den} (${((100 * num) / den).toFixed(2)} %)`;
}

/**
 * "about 2 in 5", for a page; never for arithmetic: itself with a denominator to 10; the first of 2 … 10 whose nearest
 * fraction is within a seventh of the chance and of its opposite; else one in so many, or so many in a hundred.
 */
export function about([num, den]: Fraction): { count: number; of: number } {
	if (num === 0 || num === den) return { count: num && 1, of: 1 };
	if (den <= 10) return { count: num, of: den };
	for (let of = 2; of <= 10; of++) {
		const count = Math.round((of * num) / den);
		const off = Math.abs(count / of - num / den);
		if (count > 0 && count < of && 7 * off * den <= Math.min(num, den - num))
			return count === 1 ? { count, of: Math.round(den / num) } : { count, of };
	}
	return 2 * num > den ? { count: Math.floor((100 * num) / den), of: 100 } : { count: 1, of: Math.round(den / num) };
}
