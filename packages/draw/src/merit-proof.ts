import { fraction, type Fraction } from './fraction.ts';
import type { Lottery } from './lottery.ts';
import { fieldOf, linesOf, worstOf, type Field } from './merit.ts';
import { refuse } from './refusal.ts';
import { isWhole } from './roster.ts';
import type { TypeRow } from './rows.ts';

/**
 * One way the truth may lie (SPEC §6.4): `times` sets of the best, all of which hold every entrant above the `line`, and of
 * the types that hold the line together so many: [type, how many, summed over the sets].
 */
export type Scenario = {
	readonly line: number;
	readonly times: number;
	readonly counts: readonly (readonly [number, number])[];
};

/** Proof that no lottery guarantees more (SPEC §6.4): scenarios for each stratum, in order. Any are sound. */
export type Scenarios = { readonly scenarios: readonly (readonly Scenario[])[] };

type Shares = Extract<Lottery, { form: 'shares' }>;

/** Gaps are given in units of this, rounded up. */
const UNIT = 1_000_000_000_000n;
const WHERE = '/seal/certificate/scenarios';

/**
 * The gap that scenarios leave (SPEC §6.4): what this lottery guarantees falls short of what any lottery can by at most
 * this part. Exact but for rounding up; integers only. Refuses malformed scenarios, and a lottery that could draw an
 * entrant and leave one that dominates it.
 */
export function meritGap(lottery: Shares, rows: readonly TypeRow[], { scenarios, ...more }: Scenarios): Fraction {
	const fields = fieldsOf(lottery, rows);
	if (Object.keys(more).length || scenarios.length !== fields.length)
		throw refuse('draw.bad-lottery', { where: WHERE });
	fields.forEach((field) => checkOrder(lottery, field));
	const [worth, worthUnder] = guaranteed(lottery, fields);
	let [bound, under] = [0n, 1n];
	fields.forEach((field, s) => {
		const [more, moreUnder] = boundOf(field, scenarios[s]!, `${WHERE}/${s}`);
		[bound, under] = [bound * moreUnder + more * under, under * moreUnder];
	});
	const missing = bound * worthUnder - worth * under;
	if (missing <= 0n) return [0, 1];
	return fraction((missing * UNIT + bound * worthUnder - 1n) / (bound * worthUnder), UNIT);
}

/** How many of the truly best are drawn at least, in expectation, whatever the truth (SPEC §6.4): a fraction. */
export function meritValue(lottery: Shares, rows: readonly TypeRow[]): Fraction {
	return fraction(...guaranteed(lottery, fieldsOf(lottery, rows)));
}

/** The strata, or all as one. Refuses shares so fine that their sums could pass 2⁵³. */
function fieldsOf({ types, of }: Shares, rows: readonly TypeRow[]): Field[] {
	const entrants = types.reduce((sum, { size }) => sum + size, 0);
	if (!Number.isSafeInteger(of * entrants)) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
	const strata = rows.length > 1 ? rows.slice(1) : rows;
	return strata.map(({ row, types: own }) => fieldOf(types, own, row.min));
}

function guaranteed({ shares, of }: Shares, fields: readonly Field[]): readonly [bigint, bigint] {
	const worst = fields.map((field) => {
		const own = field.types.map((t) => shares[t]!);
		return worstOf(field, linesOf(field), own).reduce((least, one) => Math.min(least, one), field.places * of);
	});
	return [worst.reduce((sum, one) => sum + BigInt(one), 0n), BigInt(of)];
}

/** Who dominates one that may be drawn must be certain: no draw then leaves them and takes the other. */
function checkOrder({ shares, of }: Shares, { types, low, high }: Field): void {
	const least = high.reduce((lowest, end, i) => (shares[types[i]!]! > 0 ? Math.min(lowest, end) : lowest), Infinity);
	const broken = low.findIndex((end, i) => end > least && shares[types[i]!]! < of);
	if (broken >= 0) throw refuse('draw.dominated-first', { where: `/lottery/shares/${types[broken]}` });
}

/**
 * Σ chance over a scenario's set is at least what any lottery guarantees; so is the mean over all of them, which is a sum
 * over types of chance × how often they are in a set. That is largest when the places go to whom they hold most often.
 */
function boundOf(field: Field, scenarios: readonly Scenario[], where: string): readonly [bigint, bigint] {
	const { places, size } = field;
	const held = size.map(() => 0);
	const times = scenarios.reduce((sum, one) => sum + one.times, 0);
	const entrants = size.reduce((sum, one) => sum + one, 0);
	if (!Number.isSafeInteger(times * entrants)) throw refuse('draw.bad-lottery', { where });
	scenarios.forEach((one, i) => addScenario(field, one, { held, where: `${where}/${i}` }));
	if (times === 0) return [BigInt(places), 1n];
	const order = size.map((_, i) => i).sort((a, b) => compareRates([held[a]!, size[a]!], [held[b]!, size[b]!]));
	let [left, sum] = [places, 0n];
	for (const i of order) {
		if (size[i]! > left)
			return [sum * BigInt(size[i]!) + BigInt(held[i]!) * BigInt(left), BigInt(times) * BigInt(size[i]!)];
		sum += BigInt(held[i]!);
		left -= size[i]!;
	}
	return [sum, BigInt(times)];
}

/** The greater held / size first. */
function compareRates(a: readonly [number, number], b: readonly [number, number]): number {
	const [left, right] = [BigInt(b[0]) * BigInt(a[1]), BigInt(a[0]) * BigInt(b[1])];
	return left < right ? -1 : left > right ? 1 : 0;
}

type Adding = { readonly held: number[]; readonly where: string };

/** Adds what one scenario holds of each type. Refuses one that isn't `times` sets of `places`, all consistent. */
function addScenario(field: Field, { line, times, counts, ...more }: Scenario, { held, where }: Adding): void {
	const { low, high, size, types } = field;
	if (!Number.isSafeInteger(line) || !isWhole(times, 1) || Object.keys(more).length)
		throw refuse('draw.bad-lottery', { where });
	let sum = 0;
	low.forEach((end, i) => {
		if (end <= line) return;
		held[i]! += times * size[i]!;
		sum += times * size[i]!;
	});
	let last = -1;
	for (const [t, count, ...rest] of counts) {
		const i = types.indexOf(t, last + 1);
		const holds = i > last && low[i]! <= line && line <= high[i]!;
		if (!holds || rest.length || !isWhole(count, 1) || count > times * size[i]!)
			throw refuse('draw.bad-scenario', { where, type: t });
		held[i]! += count;
		sum += count;
		last = i;
	}
	if (sum !== times * field.places) throw refuse('draw.bad-lottery', { where });
}
