import type { Problem } from './problem.ts';
import { Program, type Highs } from './solver.ts';
import { distinct, Pricing, type Mixture } from './weights.ts';

/** The fairest mixture of whole panels, and the prices that show it level by level. */
export type PanelOptimum = {
	readonly mixture: Mixture;
	readonly level: readonly number[];
	readonly prices: readonly (readonly number[])[];
};

type Chances = (number | undefined)[];
const CLOSE = 1e-8;

/**
 * Leximin over whole panels (SPEC §6.6): the same stages as over the relaxation, with one column for each panel known,
 * and the best panel for the stage's prices added until none is better. For calls so tight that the relaxation
 * promises what whole panels can't keep. Null when no panel is given and none is found.
 */
export function leximinOfPanels(
	highs: Highs,
	problem: Problem,
	given: readonly (readonly number[])[]
): PanelOptimum | null {
	const { size, low, high } = problem;
	const pricing = new Pricing(highs, problem);
	try {
		const start = given.length ? given : [pricing.best(size.map(() => 1))?.panel];
		const panels = distinct(start.filter((panel) => panel !== undefined));
		if (!panels.length) return null;
		const chance: Chances = size.map((m, t) => (low[t] === high[t] ? high[t]! / m : undefined));
		const level = size.map(() => -1);
		const prices: number[][] = [];
		let weights = [1, ...panels.slice(1).map(() => 0)];
		while (chance.includes(undefined)) {
			const stage = solveStage(highs, problem, { panels, chance, pricing });
			for (const t of stage.settled) [chance[t], level[t]] = [stage.z, prices.length];
			prices.push(stage.prices);
			weights = stage.weights;
		}
		return { mixture: { panels, weights, short: 0 }, level, prices };
	} finally {
		pricing.dispose();
	}
}

type Stage = {
	readonly z: number;
	readonly settled: readonly number[];
	readonly prices: number[];
	readonly weights: number[];
};
type Known = { readonly panels: number[][]; readonly chance: Chances; readonly pricing: Pricing };

/** Settled chances may fall short by `slack`: floats alone can make the last of them a hair too high to keep. */
function solveStage(highs: Highs, problem: Problem, known: Known, slack = 1e-9): Stage {
	const { panels, chance, pricing } = known;
	const T = problem.size.length;
	const program = stageProgram(highs, problem, known, slack);
	try {
		for (;;) {
			const solved = program.solve();
			if (!solved.ok && slack < 1e-6) return solveStage(highs, problem, known, slack * 10);
			if (!solved.ok) throw new Error('the program of a stage has no solution');
			const prices = [...solved.rowDual].slice(0, T).map((dual) => Math.max(0, dual));
			const found = problem.effort.isSpent ? null : pricing.best(prices, -solved.rowDual[T]! + 1e-5);
			const isKnown = panels.some((panel) => panel.every((count, t) => count === found?.panel[t]));
			const isBest = isKnown || !found || found.worth <= -solved.rowDual[T]! + CLOSE;
			if (isBest || problem.effort.isSpent) {
				return {
					z: solved.x[0]!,
					// Where the effort is spent all that are left stay where they are.
					settled: settledTypes(problem, chance, problem.effort.isSpent ? [] : prices),
					prices,
					weights: [...solved.x].slice(1)
				};
			}
			panels.push(found.panel);
			const index = found.panel.flatMap((count, t) => (count > 0 ? [t] : []));
			program.addColumn(0, [...index, T], [...index.map((t) => found.panel[t]!), 1]);
		}
	} finally {
		program.dispose();
	}
}

/** Column 0 is the chance z to be raised; row t: drawn of t at least size × z, or × the chance settled; last: weights sum to 1. */
function stageProgram(highs: Highs, { size }: Problem, { panels, chance }: Known, slack: number): Program {
	const all = panels.map((_, p) => p + 1);
	const rows = size.map((m, t) => {
		const index = panels.flatMap((panel, p) => (panel[t]! > 0 ? [p + 1] : []));
		const value = index.map((p) => panels[p - 1]![t]!);
		const settled = chance[t];
		if (settled !== undefined) return { lower: m * (settled - slack), upper: highs.infinity, index, value };
		return { lower: 0, upper: highs.infinity, index: [0, ...index], value: [-m, ...value] };
	});
	return new Program(highs, {
		cost: [-1, ...all.map(() => 0)],
		lower: [0, ...all.map(() => 0)],
		upper: [1, ...all.map(() => highs.infinity)],
		rows: [...rows, { lower: 1, upper: 1, index: all, value: all.map(() => 1) }]
	});
}

/** Those whose price says that they can't have more; all that are open when none does. */
function settledTypes({ size }: Problem, chance: Chances, prices: readonly number[]): number[] {
	const open = size.flatMap((_, t) => (chance[t] === undefined ? [t] : []));
	const settled = open.filter((t) => (prices[t] ?? 0) * size[t]! > 1e-7);
	return settled.length ? settled : open;
}
