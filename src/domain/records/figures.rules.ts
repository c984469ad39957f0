import type { Figure, FigureRow, Figures } from '#db/kinds.ts';
import { refusal } from '#lib/refusal.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { clockIn } from '#lib/zone.ts';

export const nothingToCount = () => refusal('conflict', 'records.nothing-to-count');
export const figuresStand = () => refusal('conflict', 'records.figures-stand');

/** Groups of fewer people are not told: they are put together, and where that is not enough, left out. */
export const fewest = 5;

const rest: Words = { ko: '그 밖', en: 'Others' };
const isSmall = (count: number | null) => count !== null && count > 0 && count < fewest;

type Counted = { key: string; name: Words; counts: number[] };

/**
 * A table in which nobody can be picked out: rows with a count below five are put together, with the next smallest
 * besides while they stay below it or are alone; what is small after all is left out.
 */
export function merged(rows: Counted[]): FigureRow[] {
	const kept = rows.filter(({ counts }) => !counts.some(isSmall));
	const small = rows.filter(({ counts }) => counts.some(isSmall));
	if (small.length === 0) return kept;
	const sum = () => small[0]!.counts.map((_, nth) => small.reduce((all, { counts }) => all + counts[nth]!, 0));
	while ((small.length < 2 || sum().some(isSmall)) && kept.length > 0) {
		const least = kept.reduce((one, other) => (other.counts[0]! < one.counts[0]! ? other : one));
		small.push(...kept.splice(kept.indexOf(least), 1));
	}
	const names = small.length === 1 ? small[0]!.name : rest;
	return [...kept, { key: 'rest', name: names, counts: sum().map((count) => (isSmall(count) ? null : count)) }];
}

/** Neighbours in an order put together until each has five; what is left at the end goes to the one before. */
export function inBins(rows: { from: string; to: string; count: number }[]): FigureRow[] {
	const bins: { from: string; to: string; count: number }[] = [];
	for (const row of rows) {
		const open = bins.at(-1);
		if (open && open.count < fewest) Object.assign(open, { to: row.to, count: open.count + row.count });
		else bins.push({ ...row });
	}
	const last = bins.at(-1);
	if (last && last.count < fewest && bins.length > 1) {
		bins.pop();
		Object.assign(bins.at(-1)!, { to: last.to, count: bins.at(-1)!.count + last.count });
	}
	return bins.map(({ from, to, count }) => {
		const name = from === to ? from : `${from}–${to}`;
		return { key: from, name: { ko: name, en: name }, counts: [isSmall(count) ? null : count] };
	});
}

const slotMs = 600_000;

/** How many came in each ten minutes by the clock of the place; with the day where it was more than one. */
export function arrivalsIn(entries: { at: Date }[], zone: string): { from: string; to: string; count: number }[] {
	const slots = Map.groupBy(entries, ({ at }) => Math.floor(at.getTime() / slotMs));
	const days = new Set([...slots.keys()].map((slot) => clockIn(zone, new Date(slot * slotMs)).day));
	const told = (slot: number) => {
		const { day, time } = clockIn(zone, new Date(slot * slotMs));
		return days.size > 1 ? `${day.slice(5)} ${time}` : time;
	};
	return [...slots]
		.sort(([one], [other]) => one - other)
		.map(([slot, came]) => ({ from: told(slot), to: told(slot + 1), count: came.length }));
}

/** The same figures as the same text, whatever order their parts were put in: what the hash is of. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const parts = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** Figures as the lines of one table: which figure, of what, counted as what, how many. */
export function figureLines({ figures }: Figures, locale: Locale, named: (key: string) => string): string[][] {
	return figures.flatMap(({ key, columns, rows }: Figure) =>
		rows.flatMap(({ name, counts }) =>
			columns.map((column, nth) => [
				named(key),
				inWords(name, locale),
				named(column),
				String(counts[nth] ?? `<${fewest}`)
			])
		)
	);
}
