import { cellsByType } from '../cells.ts';
import type { Problem } from './problem.ts';
import { Program, type Highs, type Line, type Solved } from './solver.ts';

/** What was eaten, and why each cell closed. */
export type Eating = {
	/** how much of each cell, in entrants */
	readonly x: readonly number[];
	/** the event that closed a cell, from 0; -1 when its type had eaten all it may before anything closed it */
	readonly level: readonly number[];
	/** for each event one multiplier for each row */
	readonly mu: readonly (readonly number[])[];
};

/** Cells of one type, best stop first; `speed` is what its members eat together in a unit of time. */
type Eater = { readonly cells: readonly number[]; readonly size: number; readonly speed: number; isFull: boolean };

type State = {
	readonly problem: Problem;
	readonly eaters: readonly Eater[];
	readonly x: number[];
	readonly level: number[];
	readonly mu: number[][];
	readonly program: Program;
	/** how fast each row fills, as the program has it */
	readonly pace: number[];
};

const NEAR = 1e-9;

/**
 * Probabilistic serial over cells (SPEC §6.8; Bogomolnaia & Moulin 2001, with constraints as Ashlagi, Saberi & Shameli
 * 2020): every type eats from the best stop of its ranking that is still open to it. Each event is one linear program:
 * how long all can go on so that what has been eaten can still be completed. What its prices count can't grow, and
 * closes. Null when nothing keeps the rows at all.
 */
export function eat(highs: Highs, problem: Problem): Eating | null {
	const eaters = cellsByType(problem.lines).map((cells): Eater => {
		const { size, weight = 1 } = problem.lines[cells[0]!]!;
		return { cells, size, speed: size * weight, isFull: false };
	});
	const none = problem.lines.map(() => 0);
	const state: State = {
		problem,
		eaters,
		x: [...none],
		level: none.map(() => -1),
		mu: [],
		program: advanceProgram(highs, problem),
		pace: problem.rows.map(() => 0)
	};
	try {
		for (;;) {
			const speeds = speedsOf(state);
			if (speeds.size === 0) return { x: state.x, level: state.level, mu: state.mu };
			if (!advance(state, speeds)) return null;
		}
	} finally {
		state.program.dispose();
	}
}

/** The cells eaten now, and how fast. */
function speedsOf({ eaters, level }: State): Map<number, number> {
	const speeds = new Map<number, number>();
	for (const { cells, speed, isFull } of eaters) {
		const open = isFull ? undefined : cells.find((c) => level[c] === -1);
		if (open !== undefined) speeds.set(open, speed);
	}
	return speeds;
}

/** Eats up to the next event: a type has all it may, or cells close. False when there is no completion. */
function advance(state: State, speeds: ReadonlyMap<number, number>): boolean {
	const { x, eaters, problem } = state;
	const eating = eaters.filter(({ cells }) => cells.some((c) => speeds.has(c)));
	const left = (eater: Eater) => (eater.size - eater.cells.reduce((sum, c) => sum + x[c]!, 0)) / eater.speed;
	const most = Math.max(0, Math.min(...eating.map(left)));
	const solved = solveAdvance(state, speeds, most);
	if (!solved) return false;
	const time = Math.min(most, Math.max(0, solved.x[problem.lines.length]!));
	for (const [c, speed] of speeds) x[c]! += time * speed;
	if (time >= most - NEAR) for (const eater of eating) if (left(eater) <= NEAR) eater.isFull = true;
	if (time < most - NEAR) close(state, speeds, solved);
	return true;
}

/** Closes the cells that the prices count: what they sum to is as large as it can be, so none of them can grow. */
function close({ level, mu, eaters, problem }: State, speeds: ReadonlyMap<number, number>, solved: Solved): void {
	const able = new Set(eaters.filter(({ isFull }) => !isFull).flatMap(({ cells }) => cells));
	const price = problem.lines.map((_, c) => (able.has(c) && level[c] === -1 ? solved.colDual[c]! : 0));
	const most = Math.max(...price);
	const closed = price.flatMap((one, c) => (one > 1e-6 * most ? [c] : []));
	// Numerically nothing that is eaten stands out: close the one with the largest price, so that every event makes progress.
	if (!closed.some((c) => speeds.has(c)))
		closed.push([...speeds.keys()].reduce((best, c) => (price[c]! > price[best]! ? c : best)));
	for (const c of closed) level[c] = mu.length;
	mu.push(problem.rows.map((_, r) => -solved.rowDual[r]! + 0));
}

/** Column c: what cell c gets beyond what is eaten when the time is up; the last column: the time, to be made longest. */
function advanceProgram(highs: Highs, { lines, rows, inRow }: Problem): Program {
	return new Program(highs, {
		cost: [...lines.map(() => 0), -1],
		lower: [...lines.map(() => 0), 0],
		upper: [...lines.map(() => highs.infinity), 0],
		rows: rows.map((_, r): Line => ({ lower: 0, upper: 0, index: inRow[r]!, value: inRow[r]!.map(() => 1) }))
	});
}

/** Floats alone can make what has been eaten a hair too much to be completed: rows give way by `slack` then. */
function solveAdvance(state: State, speeds: ReadonlyMap<number, number>, most: number, slack = 0): Solved | null {
	const { problem, program, pace, x } = state;
	const time = problem.lines.length;
	program.setBounds(time, 0, most);
	problem.rows.forEach(({ min, max }, r) => {
		const eaten = problem.inRow[r]!.reduce((sum, c) => sum + x[c]!, 0);
		const lower = min - eaten - slack;
		program.setRow(r, lower > 0 ? lower : -program.infinity, Math.max(0, max - eaten + slack));
		const now = problem.inRow[r]!.reduce((sum, c) => sum + (speeds.get(c) ?? 0), 0);
		if (now !== pace[r]) program.setValue(r, time, (pace[r] = now));
	});
	const solved = program.solve();
	if (solved.ok) return solved;
	return slack < 1e-7 ? solveAdvance(state, speeds, most, Math.max(NEAR, 10 * slack)) : null;
}
