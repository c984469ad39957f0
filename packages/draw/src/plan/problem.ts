import { linesOf } from '../cells.ts';
import { rowsOf, type Row } from '../rows.ts';
import type { Rules } from '../rules.ts';
import { Effort } from './effort.ts';
import { boundsOf, type Type, type TypeLine } from '../types.ts';

/** The selection problem over types: a panel is a vector c with low ≤ c ≤ high and every row's sum in its range. */
export type Problem = {
	readonly lines: readonly TypeLine[];
	readonly size: readonly number[];
	readonly low: readonly number[];
	readonly high: readonly number[];
	readonly rows: readonly Row[];
	/** types of each row */
	readonly inRow: readonly (readonly number[])[];
	/** rows of each type */
	readonly rowsOfType: readonly (readonly number[])[];
	/** what may still be asked of the solver for it */
	readonly effort: Effort;
};

/** The problem that rules set for a roster's types; one that shares a group can be drawn once at most. */
export function problemOf(rules: Rules, types: readonly Type[], effort = new Effort()): Problem {
	const lines = linesOf(types);
	const rows = rowsOf(rules, lines);
	const rowsOfType: number[][] = lines.map(() => []);
	rows.forEach(({ types: counted }, r) => counted.forEach((t) => rowsOfType[t]!.push(r)));
	return {
		lines,
		size: lines.map(({ size }) => size),
		low: lines.map((line) => boundsOf(line)[0]),
		high: lines.map((line) => boundsOf(line)[1]),
		rows: rows.map(({ row }) => row),
		inRow: rows.map(({ types: counted }) => counted),
		rowsOfType,
		effort
	};
}

/** The sum of each row for a vector over types. */
export function rowSums(problem: Problem, counts: ArrayLike<number>): number[] {
	return problem.inRow.map((types) => types.reduce((sum, t) => sum + counts[t]!, 0));
}
