import type { Effort } from './effort.ts';
import type { Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import { Program, type Highs, type Solved } from './solver.ts';

/** Panels and how often each is taken; `short` is by how much some chance falls short of what was asked. */
export type Mixture = {
	readonly panels: readonly (readonly number[])[];
	readonly weights: readonly number[];
	readonly short: number;
};

const CLOSE = 1e-9;

/** Panels added before the mixture is taken as it is, as when the effort is spent; what it falls short by shows in the published gap. */
const MOST_ADDED = 1500;

/** The best panel for given prices: maximises Σ price × count over whole panels. Kept in the solver between questions. */
export class Pricing {
	readonly program: Program;
	private readonly effort: Effort;

	constructor(highs: Highs, problem: Problem) {
		this.effort = problem.effort;
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

	/**
	 * The best panel, or the first found that is worth `enough`; where the effort ends the search, the best so far. Null when
	 * no panel keeps the rules, or none was found.
	 */
	best(prices: ArrayLike<number>, enough = Infinity): { panel: number[]; worth: number } | null {
		// Scaled, so that the solver's absolute tolerances mean the same for every question.
		const scale = 1 / (Math.max(...Array.from(prices, Math.abs)) || 1);
		this.program.setCosts(Array.from(prices, (price) => -price * scale));
		this.program.setTarget(enough === Infinity ? -1e30 : -enough * scale);
		const solved = this.program.solve(this.effort);
		if (!solved.ok) return null;
		const panel = [...solved.x].map(Math.round);
		return { panel, worth: panel.reduce((sum, count, t) => sum + count * prices[t]!, 0) };
	}

	/** As a `Price`: a panel worth more than asked, if there is one. */
	better(prices: readonly number[], asked: number): number[][] {
		const found = this.best(prices, asked);
		return found && found.worth > asked ? [found.panel] : [];
	}

	dispose(): void {
		this.program.dispose();
	}
}

/** Panels worth more than is asked for them at some prices, the best first; none when no panel is. */
export type Price = (prices: readonly number[], asked: number) => readonly (readonly number[])[];

/** Panels to begin with, and what finds better ones. */
type Help = { readonly given: readonly (readonly number[])[]; readonly price: Price };

/**
 * Weights for panels whose mixture draws x_t of every type (SPEC §6.5), with new panels where the given ones don't reach
 * it. `isReached` is false when the prices prove that no mixture of whole panels does.
 */
export function mixTo(
	highs: Highs,
	problem: Problem,
	x: readonly number[],
	{ given, price }: Help
): { mixture: Mixture; isReached: boolean } {
	const panels = distinct(given);
	const known = new Set(panels.map((panel) => panel.join()));
	const program = mixProgram(highs, problem, x, panels);
	try {
		for (;;) {
			const solved = program.solve();
			if (!solved.ok) return { mixture: { panels, weights: [], short: 1 }, isReached: false };
			const mixture = mixtureOf(panels, solved);
			const isEnough = panels.length >= given.length + MOST_ADDED || problem.effort.isSpent;
			if (mixture.short <= CLOSE || isEnough) return { mixture, isReached: true };
			const prices = problem.lines.map((_, t) => Math.max(0, solved.rowDual[t]!));
			const asked = x.reduce((sum, one, t) => sum + one * prices[t]!, 0);
			const better = price(prices, asked + CLOSE / 2).filter((panel) => !known.has(panel.join()));
			if (better.length === 0) return { mixture, isReached: mixture.short < 1e-7 };
			for (const panel of better) {
				known.add(panel.join());
				panels.push([...panel]);
				addPanel(program, panel);
			}
		}
	} finally {
		program.dispose();
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

/** A mixture's panels as often as their weights say, in whole numbers that sum to `of`: rounded down, the largest remainders up. */
export function wholeWeights({ panels, weights }: Mixture, of: number): Taken[] {
	const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0);
	const exact = weights.map((weight) => (Math.max(0, weight) / sum) * of);
	const times = exact.map(Math.floor);
	const order = exact.map((_, p) => p).sort((a, b) => exact[b]! - times[b]! - (exact[a]! - times[a]!) || a - b);
	const left = of - times.reduce((total, one) => total + one, 0);
	for (let i = 0; i < left; i++) times[order[i % order.length]!]!++;
	return panels.flatMap((counts, p) => (times[p]! > 0 ? [{ times: times[p]!, counts }] : []));
}

function mixtureOf(panels: readonly (readonly number[])[], { x }: Solved): Mixture {
	return { panels: [...panels], weights: [...x].slice(1), short: x[0]! };
}

/** Each panel once. */
export function distinct(panels: readonly (readonly number[])[]): number[][] {
	return [...new Map(panels.map((panel) => [panel.join(), [...panel]])).values()];
}
