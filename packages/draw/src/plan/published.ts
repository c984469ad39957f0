import type { Lottery } from '../lottery.ts';
import type { Problem } from './problem.ts';
import type { Panels as WholePanels } from './realise.ts';

type Panels = Extract<Lottery, { form: 'panels' }>;

/** Multipliers as whole numbers: scaled so that rounding costs less than the lottery's own rounding. */
export function proofOf(mu: readonly number[]): { mu: number[] } {
	const scale = 2 ** 40 / (Math.max(...mu.map(Math.abs)) || 1);
	return { mu: mu.map((one) => Math.round(one * scale) + 0) };
}

/** Whole panels as they are published (SPEC §5): of each only the types that it draws from. */
export function lotteryOf({ lines }: Problem, { of, panels }: WholePanels): Panels {
	return {
		form: 'panels',
		types: lines,
		of,
		panels: panels.map(({ times, counts }) => ({ times, counts: sparse(counts) }))
	};
}

function sparse(panel: readonly number[]): [number, number][] {
	const counts: [number, number][] = [];
	for (let t = 0; t < panel.length; t++) if (panel[t]! > 0) counts.push([t, panel[t]!]);
	return counts;
}
