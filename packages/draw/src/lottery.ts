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
	  };

/** The exact chance of an entrant of each type. */
export function chancesOf(lottery: Lottery): Fraction[] {
	if (lottery.form === 'shares') return lottery.shares.map((share) => fraction(share, lottery.of));
	const totals = panelTotals(lottery);
	return lottery.types.map((line, t) => fraction(totals[t]!, BigInt(lottery.of) * BigInt(line.size)));
}

/** How many of each type are drawn, summed over all `of` panels. */
export function panelTotals(lottery: Extract<Lottery, { form: 'panels' }>): bigint[] {
	const totals = lottery.types.map(() => 0n);
	for (const { times, counts } of lottery.panels) {
		for (const [t, count] of counts) totals[t] = totals[t]! + BigInt(times) * BigInt(count);
	}
	return totals;
}

/** Counts the whole lottery: refuses the first panel or share that breaks a rule, naming where (SPEC §5, §10 step `quotas`). */
export function checkLottery(lottery: Lottery, rows: readonly TypeRow[]): void {
	if (!isWhole(lottery.of, 1)) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
	if (lottery.form === 'shares') checkShares(lottery, rows);
	else checkPanels(lottery, rows);
}

function checkPanels(lottery: Extract<Lottery, { form: 'panels' }>, rows: readonly TypeRow[]): void {
	let sum = 0;
	lottery.panels.forEach((panel, i) => {
		const where = `/lottery/panels/${i}`;
		if (!isWhole(panel.times, 1)) throw refuse('draw.bad-lottery', { where: `${where}/times` });
		sum += panel.times;
		checkPanel(denseCounts(panel, lottery.types, where), lottery.types, rows, where);
	});
	if (sum !== lottery.of) throw refuse('draw.bad-lottery', { where: '/lottery/of' });
}

/** How many of every type a panel draws. Refuses types out of order or out of range. */
export function denseCounts(panel: Panel, types: readonly TypeLine[], where: string): number[] {
	const dense = types.map(() => 0);
	let last = -1;
	for (const [t, count] of panel.counts) {
		if (!isWhole(t, last + 1) || t >= types.length || !isWhole(count, 1)) throw refuse('draw.bad-lottery', { where });
		dense[t] = count;
		last = t;
	}
	return dense;
}

/** Refuses a panel that draws more of a type than there are, or breaks a row. */
export function checkPanel(
	counts: readonly number[],
	types: readonly TypeLine[],
	rows: readonly TypeRow[],
	where: string
): void {
	types.forEach((line, t) => {
		const [least, most] = boundsOf(line);
		if (counts[t]! < least || counts[t]! > most)
			throw refuse('draw.type-bound', { where, type: t, count: counts[t]!, least, most });
	});
	for (const { row, types: counted } of rows) {
		let sum = 0;
		for (const t of counted) sum += counts[t]!;
		if (sum < row.min || sum > row.max) {
			throw refuse('draw.quota-broken', { where, row: rowName(row), count: sum, min: row.min, max: row.max });
		}
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
