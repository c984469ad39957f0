import loadHighs from 'highs';
import type { Effort } from './effort.ts';

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Model = ReturnType<Highs['createModel']>;

/** One linear condition: lower ≤ Σ value × x[index] ≤ upper. */
export type Line = {
	readonly lower: number;
	readonly upper: number;
	readonly index: readonly number[];
	readonly value: readonly number[];
};

/** A linear program to be minimised, over `cost.length` columns. */
export type Linear = {
	readonly cost: readonly number[];
	readonly lower: readonly number[];
	readonly upper: readonly number[];
	readonly rows: readonly Line[];
	readonly whole?: boolean;
	/** give up after so many nodes of the search */
	readonly nodes?: number;
};

/** What the solver found; duals mean nothing for whole-number programs. */
export type Solved = {
	readonly ok: boolean;
	/** whether the effort ended the search: what was found, if anything was, need not be the best */
	readonly isCut: boolean;
	readonly objective: number;
	/** of whole-number programs: no solution has a smaller objective than this */
	readonly bound: number;
	readonly x: Float64Array;
	readonly rowDual: Float64Array;
	readonly colDual: Float64Array;
};

const NOTHING: Solved = {
	ok: false,
	isCut: false,
	objective: NaN,
	bound: -Infinity,
	x: new Float64Array(),
	rowDual: new Float64Array(),
	colDual: new Float64Array()
};
const TOLERANCE = 1e-9;
/** What HiGHS calls a solution that keeps all rows (kSolutionStatusFeasible). */
const FEASIBLE = 2;
let loading: Promise<Highs> | undefined;

/** HiGHS, loaded once. Its floats only ever propose: whatever is published is counted in integers. */
export function loadSolver(): Promise<Highs> {
	return (loading ??= loadHighs());
}

/** A program kept in the solver, so that small changes solve from where the last one ended. Dispose of it. */
export class Program {
	readonly model: Model;
	readonly highs: Highs;
	readonly infinity: number;

	constructor(highs: Highs, linear: Linear) {
		this.highs = highs;
		this.infinity = highs.infinity;
		this.model = highs.createModel(dataOf(linear));
		this.model.options.set({
			output_flag: false,
			primal_feasibility_tolerance: TOLERANCE,
			dual_feasibility_tolerance: TOLERANCE
		});
		// These programs are small, and solved again and again from where the last solve ended.
		if (!linear.whole) this.model.options.set({ presolve: 'off' });
		if (linear.nodes) this.model.options.set('mip_max_nodes', linear.nodes);
		if (linear.whole)
			this.model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0.999e-6, mip_feasibility_tolerance: TOLERANCE });
	}

	addColumn(cost: number, index: readonly number[], value: readonly number[]): void {
		this.model.addCol(cost, 0, this.infinity, { indices: [...index], values: [...value] });
	}

	addLine({ lower, upper, index, value }: Line): void {
		this.model.addRow(lower, upper, { indices: [...index], values: [...value] });
	}

	setCosts(costs: readonly number[]): void {
		this.model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, [...costs]);
	}

	/** A whole-number program may stop at the first solution of at most this objective. */
	setTarget(objective: number): void {
		this.model.options.set('objective_target', objective);
	}

	setBounds(column: number, lower: number, upper: number): void {
		this.model.changeColBounds(column, lower, upper);
	}

	setRow(row: number, lower: number, upper: number): void {
		this.model.changeRowBounds(row, lower, upper);
	}

	setValue(row: number, column: number, value: number): void {
		this.model.changeCoefficient(row, column, value);
	}

	/** Solves it; a whole-number program by no more than the effort allows, whose steps are counted. */
	solve(effort?: Effort): Solved {
		if (effort) this.runWithin(effort);
		else this.model.run();
		const { optimal, objectiveTarget, interrupted } = this.highs.constants.modelStatus;
		const status = this.model.getModelStatus();
		const isCut = status === interrupted;
		const isFound = status === optimal || status === objectiveTarget || (isCut && this.holdsSolution());
		if (!isFound) return { ...NOTHING, isCut };
		const { colValue: x, rowDual, colDual } = this.model.getSolution();
		const bound = Number(this.model.info.get('mip_dual_bound'));
		return { ok: true, isCut, objective: this.model.getObjectiveValue(), bound, x, rowDual, colDual };
	}

	private runWithin(effort: Effort): void {
		const most = effort.mostSteps;
		this.model.run({
			[this.highs.constants.callbackType.mipInterrupt]: ({ data, interrupt }) => {
				if (Number(data.mip_total_lp_iterations) > most) interrupt();
			}
		});
		effort.spend(Number(this.model.info.get('simplex_iteration_count')));
	}

	private holdsSolution(): boolean {
		return this.model.info.get('primal_solution_status') === FEASIBLE;
	}

	dispose(): void {
		this.model.dispose();
	}
}

/** Solves a program once; one of whole numbers by no more than the effort allows. */
export function solveOnce(highs: Highs, linear: Linear, effort?: Effort): Solved {
	const program = new Program(highs, linear);
	try {
		return program.solve(effort);
	} finally {
		program.dispose();
	}
}

export type { Highs };

function dataOf({ cost, lower, upper, rows, whole }: Linear) {
	const starts = [0];
	for (const { index } of rows) starts.push(starts.at(-1)! + index.length);
	return {
		numCols: cost.length,
		numRows: rows.length,
		colCost: [...cost],
		colLower: [...lower],
		colUpper: [...upper],
		rowLower: rows.map((row) => row.lower),
		rowUpper: rows.map((row) => row.upper),
		matrix: {
			format: 'csr' as const,
			numRows: rows.length,
			numCols: cost.length,
			starts,
			indices: rows.flatMap((row) => [...row.index]),
			values: rows.flatMap((row) => [...row.value])
		},
		...(whole && { integrality: cost.map(() => 1 as const) })
	};
}
