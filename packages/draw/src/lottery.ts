import { cellsByType } from './cells.ts';
import { fraction, type Fraction } from './fraction.ts';
import { refuse } from './refusal.ts';
import { isWhole } from './roster.ts';
import { rowName, type TypeRow } from './rows.ts';
import { boundsOf, type TypeLine } from './types.ts';

/** One panel: `times` of the lottery's `of`, and [type, how many of it] for every type it draws from. */
export type Panel = { readonly times: number; readonly counts: readonly (readonly [number, number])[] };

/**
 * The lottery as it is published before the randomness exists (SPEC §5). In form `panels` one of `of` equal panels is
 * drawn, then members within types; in form `shares` each entrant of type t holds `shares[t]` of `of`.
 */
export type Lottery =
	| {
			readonly form: 'panels';
			readonly types: readonly TypeLine[];
			readonly of: number;
			readonly panels: readonly Panel[];
	  }
	| {
			readonly form: 'shares';
			readonly types: readonly TypeLine[];
			readonly of: number;
			readonly shares: readonly number[];
	  }
	| {
			readonly form: 'halving';
			readonly types: readonly TypeLine[];
			readonly of: number;
			readonly totals: readonly number[];
	  };

/** The most panels that totals are halved into, 2²⁰. */
const MOST_HALVED = 2 ** 20;

/** The exact chance of an entrant of each type. */
export function chancesOf(lottery: Lottery): Fraction[] {
	if (lottery.form === 'shares') return lottery.shares.map((share) => fraction(share, lottery.of));
	const totals = totalsOf(lottery);
	return lottery.types.map((line, t) => fraction(totals[t]!, BigInt(lottery.of) * BigInt(line.size)));
}

/** The exact chance of an entrant of each type to be drawn at all: of a tour, at any stop of its ranking. */
export function placeChances(lottery: Lottery): Fraction[] {
	if (lottery.form === 'shares' || lottery.types[0]?.stop === undefined) return chancesOf(lottery);
	const totals = totalsOf(lottery);
	return cellsByType(lottery.types).map((cells) => {
		const all = cells.reduce((sum, c) => sum + totals[c]!, 0n);
		return fraction(all, BigInt(lottery.of) * BigInt(lottery.types[cells[0]!]!.size));
	});
}

/** Lotteries over whole panels: listed, or to be unfolded. */
export type OverPanels = Extract<Lottery, { form: 'panels' | 'halving' }>;

/** How many of each type are drawn, summed over all `of` panels. */
export function totalsOf(lottery: OverPanels): bigint[] {
	if (lottery.form === 'halving') return lottery.totals.map(BigInt);
	const totals = lottery.types.map(() => 0);
	for (const { times, counts } of lottery.panels) for (const [t, count] of counts) totals[t]! += times * count;
	// Every partial sum of whole numbers below 2⁵³ is exact; a lottery that could pass it is counted in big integers.
	if (totals.every(Number.isSafeInteger)) return totals.map(BigInt);
	const big = totals.map(() => 0n);
	for (const { times, counts } of lottery.panels)
		for (const [t, count] of counts) big[t]! += BigInt(times) * BigInt(count);
	return big;
}

/** Counts the whole lottery: refuses the first panel or share that breaks a rule, naming where (SPEC §5, §10 step `quotas`). */
export function checkLottery(lottery: Lottery, rows: readonly TypeRow[]): void {
	if (!isWhole(lottery.of, 1)) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
	if (lottery.form === 'shares') checkShares(lottery, rows);
	else if (lottery.form === 'halving') checkTotals(lottery, rows);
	else checkPanels(lottery, rows);
}

function checkPanels(lottery: Extract<Lottery, { form: 'panels' }>, rows: readonly TypeRow[]): void {
	const look: Look = { types: lottery.types, rows, rowsOfType: lottery.types.map(() => []), certain: [] };
	rows.forEach(({ types }, r) => types.forEach((t) => look.rowsOfType[t]!.push(r)));
	lottery.types.forEach((line, t) => boundsOf(line)[0] > 0 && look.certain.push(t));
	let sum = 0;
	lottery.panels.forEach((panel, i) => {
		const where = `/lottery/panels/${i}`;
		if (!isWhole(panel.times, 1)) throw refuse('draw.bad-lottery', { where: `${where}/times` });
		sum += panel.times;
		checkPanel(panel, look, where);
	});
	if (sum !== lottery.of) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
}

/** What every panel is held against: `certain` are the types that it must draw from. */
type Look = {
	readonly types: readonly TypeLine[];
	readonly rows: readonly TypeRow[];
	readonly rowsOfType: number[][];
	readonly certain: number[];
};

/** Refuses a panel that draws more of a type than there are, less than is certain, or breaks a row. */
function checkPanel(panel: Panel, { types, rows, rowsOfType, certain }: Look, where: string): void {
	checkOrder(panel, types, where);
	const sums = rows.map(() => 0);
	for (const [t, count] of panel.counts) {
		const [least, most] = boundsOf(types[t]!);
		if (count < least || count > most) throw refuse('draw.type-bound', { where, type: t, count, least, most });
		for (const r of rowsOfType[t]!) sums[r]! += count;
	}
	const missing = certain.find((t) => !panel.counts.some(([own]) => own === t));
	if (missing !== undefined)
		throw refuse('draw.type-bound', {
			where,
			type: missing,
			count: 0,
			least: types[missing]!.size,
			most: types[missing]!.size
		});
	rows.forEach(({ row }, r) => {
		if (sums[r]! >= row.min && sums[r]! <= row.max) return;
		throw refuse('draw.quota-broken', { where, row: rowName(row), count: sums[r]!, min: row.min, max: row.max });
	});
}

function checkOrder(panel: Panel, types: readonly TypeLine[], where: string): void {
	let last = -1;
	for (const pair of panel.counts) {
		const [t, count] = pair;
		if (pair.length !== 2 || !isWhole(t, last + 1) || t >= types.length || !isWhole(count, 1))
			throw refuse('draw.bad-lottery', { where });
		last = t;
	}
}

/** How many of every type a panel draws. Refuses types out of order or out of range. */
export function denseCounts(panel: Panel, types: readonly TypeLine[], where: string): number[] {
	checkOrder(panel, types, where);
	const dense = types.map(() => 0);
	for (const [t, count] of panel.counts) dense[t] = count;
	return dense;
}

/** Refuses totals that can't be those of `of` panels: whole numbers, every type and every row within of × its range. */
function checkTotals(lottery: Extract<Lottery, { form: 'halving' }>, rows: readonly TypeRow[]): void {
	const { types, totals, of } = lottery;
	if (of > MOST_HALVED || Math.log2(of) % 1 !== 0) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
	if (totals.length !== types.length) throw refuse('draw.bad-lottery', { where: '/lottery/totals' });
	totals.forEach((total, t) => {
		const [least, most] = boundsOf(types[t]!);
		const isSound = isWhole(total, of * least) && total <= of * most;
		if (!isSound) throw refuse('draw.bad-lottery', { where: `/lottery/totals/${t}` });
	});
	for (const { row, types: counted } of rows) {
		const sum = counted.reduce((total, t) => total + totals[t]!, 0);
		if (sum >= of * row.min && sum <= of * row.max && Number.isSafeInteger(sum)) continue;
		const facts = { where: '/lottery/totals', row: rowName(row), count: Math.floor(sum / of) };
		throw refuse('draw.quota-broken', { ...facts, min: row.min, max: row.max });
	}
}

function checkShares(lottery: Extract<Lottery, { form: 'shares' }>, rows: readonly TypeRow[]): void {
	const { types, shares, of } = lottery;
	if (shares.length !== types.length) throw refuse('draw.bad-lottery', { where: '/lottery/shares' });
	shares.forEach((share, t) => {
		const where = `/lottery/shares/${t}`;
		if (!isWhole(share, 0) || share > of) throw refuse('draw.bad-lottery', { where });
		const [least, most] = boundsOf(types[t]!);
		if ((least > 0 && share !== of) || (most === 0 && share !== 0)) throw refuse('draw.bad-lottery', { where });
	});
	for (const { row, types: counted } of rows) {
		const sum = counted.reduce((total, t) => total + BigInt(shares[t]!) * BigInt(types[t]!.size), 0n);
		const whole = BigInt(of);
		if (sum < BigInt(row.min) * whole || sum > BigInt(row.max) * whole) {
			throw refuse('draw.quota-broken', {
				where: '/lottery/shares',
				row: rowName(row),
				count: Number(sum / whole),
				min: row.min,
				max: row.max
			});
		}
	}
}
