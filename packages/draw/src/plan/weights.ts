import type { Problem } from './problem.ts';
import { Program, type Highs, type Solved } from './solver.ts';

/** Panels and how often each is taken; `short` is by how much some chance falls short of what was asked. */
export type Mixture = {
	readonly panels: readonly (readonly number[])[];
	readonly weights: readonly number[];
	readonly short: number;
};

const CLOSE = 1e-9;

/** Panels added before the mixture is taken as it is; what it falls short by shows in the published gap. */
const MOST_ADDED = 1500;

/** The best panel for given prices: maximises Σ price × count over whole panels. Kept in the solver between questions. */
export class Pricing {
	readonly program: Program;

	constructor(highs: Highs, problem: Problem) {
		this.program = new Program(highs, {
			cost: problem.lines.map(() => 0),
			lower: problem.low,
			upper: problem.high,
			rows: problem.rows.map(({ min, max }, r) => ({
				lower: min,
				upper: max,
				index: problem.inRow[r]!,
				value: problem.inRow[r]!.map(() => 1)
			})),
			whole: true
		});
	}

	/** The best panel, or the first found that is worth `enough`. Null when no panel keeps the rules at all. */
	best(prices: ArrayLike<number>, enough = Infinity): { panel: number[]; worth: number } | null {
		// Scaled, so that the solver's absolute tolerances mean the same for every question.
		const scale = 1 / (Math.max(...Array.from(prices, Math.abs)) || 1);
		this.program.setCosts(Array.from(prices, (price) => -price * scale));
		this.program.setTarget(enough === Infinity ? -1e30 : -enough * scale);
		const solved = this.program.solve();
		if (!solved.ok) return null;
		const panel = [...solved.x].map(Math.round);
		return { panel, worth: panel.reduce((sum, count, t) => sum + count * prices[t]!, 0) };
	}

	dispose(): void {
		this.program.dispose();
	}
}

/**
 * Weights for panels whose mixture draws x_t of every type (SPEC §6.5), with new panels where the given ones don't reach
 * it. `isReached` is false when the prices prove that no mixture of whole panels does.
 */
export function mixTo(
	highs: Highs,
	problem: Problem,
	x: readonly number[],
	given: readonly (readonly number[])[]
): { mixture: Mixture; isReached: boolean } {
	const pricing = new Pricing(highs, problem);
	const panels = distinct(given.length ? given : firstPanel(pricing, problem));
	const program = mixProgram(highs, problem, x, panels);
	try {
		for (let left = MOST_ADDED; ; left--) {
			const solved = program.solve();
			if (!solved.ok) return { mixture: { panels, weights: [], short: 1 }, isReached: false };
			const mixture = mixtureOf(panels, solved);
			if (mixture.short <= CLOSE || left === 0) return { mixture, isReached: true };
			const prices = problem.lines.map((_, t) => Math.max(0, solved.rowDual[t]!));
			const asked = x.reduce((sum, one, t) => sum + one * prices[t]!, 0);
			const found = pricing.best(prices, asked);
			if (!found || found.worth < asked - CLOSE / 2) return { mixture, isReached: false };
			if (panels.some((panel) => panel.every((count, t) => count === found.panel[t])))
				return { mixture, isReached: mixture.short < 1e-7 };
			panels.push(found.panel);
			addPanel(program, found.panel);
		}
	} finally {
		program.dispose();
		pricing.dispose();
	}
}

/** Column 0 is the shortfall, to be made least; row t: drawn of t + size × shortfall ≥ x_t; the last row: weights sum to 1. */
function mixProgram(
	highs: Highs,
	{ size }: Problem,
	x: readonly number[],
	panels: readonly (readonly number[])[]
): Program {
	const rows = size.map((m, t) => {
		const index = panels.flatMap((panel, p) => (panel[t]! > 0 ? [p + 1] : []));
		return {
			lower: x[t]!,
			upper: highs.infinity,
			index: [0, ...index],
			value: [m, ...index.map((p) => panels[p - 1]![t]!)]
		};
	});
	const all = panels.map((_, p) => p + 1);
	return new Program(highs, {
		cost: [1, ...all.map(() => 0)],
		lower: [0, ...all.map(() => 0)],
		upper: [1, ...all.map(() => highs.infinity)],
		rows: [...rows, { lower: 1, upper: 1, index: all, value: all.map(() => 1) }]
	});
}

function addPanel(program: Program, panel: readonly number[]): void {
	const index = panel.flatMap((count, t) => (count > 0 ? [t] : []));
	program.addColumn(0, [...index, panel.length], [...index.map((t) => panel[t]!), 1]);
}

function mixtureOf(panels: readonly (readonly number[])[], { x }: Solved): Mixture {
	return { panels: [...panels], weights: [...x].slice(1), short: x[0]! };
}

function firstPanel(pricing: Pricing, { size }: Problem): number[][] {
	const found = pricing.best(size.map(() => 1));
	return found ? [found.panel] : [];
}

/** Each panel once. */
export function distinct(panels: readonly (readonly number[])[]): number[][] {
	return [...new Map(panels.map((panel) => [panel.join(), [...panel]])).values()];
}
