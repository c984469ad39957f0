import { inverseOf } from '#domain/assignments/matrix.rules.ts';

/**
 * A score as the model reads it: `y` of application number `application`, by reviewer number `reviewer`, both counted
 * from 0; an anonymous one has no reviewer.
 */
export type Observation = { y: number; application: number; reviewer: number | null };

/** What differs: applications, reviewers, and the rest that neither explains; all in the square of the unit of `y`. */
export type Variances = { application: number; reviewer: number; rest: number };

/** An effect, shrunk towards 0, and the variance of what it may be off by. */
export type Effect = { effect: number; error: number };

/** A fitted model. `criterion` is −2 × the restricted log-likelihood, the smaller the better. */
export type MixedFit = {
	mean: number;
	variances: Variances;
	/** Their errors are those of mean + effect: where the application stands, not how far it is from the mean. */
	applications: Effect[];
	reviewers: Effect[];
	criterion: number;
	steps: number;
};

const mostSteps = 200;
const nothing = 1e-9;

/**
 * The linear mixed model y = mean + application + reviewer + rest, all but the mean random and independent, by restricted
 * maximum likelihood (Patterson and Thompson 1971), climbed with average information (Johnson and Thompson 1995, J Dairy
 * Sci 78) after a few steps of expectation-maximisation; effects are best linear unbiased predictions (Henderson's
 * equations). Fractions begin here: only + − × ÷ and √ on them, each rounded alike by IEEE 754, in an order that the
 * observations' own gives, so that every machine has the same digits. (The criterion alone needs logarithms; it is for words.)
 */
export function fitMixed(observations: readonly Observation[], hasReviewers = true): MixedFit {
	const equations = new Equations(observations, hasReviewers);
	let variances = equations.start();
	let steps = 0;
	for (; steps < mostSteps; steps++) {
		const solved = equations.solve(variances);
		const next = steps < 4 ? equations.expected(solved) : equations.climbed(solved);
		const moved = Math.max(...keys.map((key) => Math.abs(next[key] - variances[key])));
		variances = next;
		if (steps >= 4 && moved <= 1e-11 * (variances.application + variances.reviewer + variances.rest)) break;
		if (isNothing(variances)) break;
	}
	if (hasReviewers && equations.reviewers > 0 && isSmall(variances, 'reviewer')) {
		const without = fitMixed(observations, false);
		const reviewers = Array.from({ length: equations.reviewers }, () => ({ effect: 0, error: 0 }));
		return { ...without, reviewers, steps: without.steps + steps };
	}
	return equations.told(variances, steps);
}

const keys = ['application', 'reviewer', 'rest'] as const;
const isSmall = (variances: Variances, key: 'application' | 'reviewer') => variances[key] <= nothing * variances.rest;
const isNothing = (v: Variances) =>
	v.rest <= nothing * v.application ||
	(v.application > 0 && isSmall(v, 'application')) ||
	(v.reviewer > 0 && isSmall(v, 'reviewer'));

type Solution = { fixed: Float64Array; applications: Float64Array; rest: Float64Array };
type Solved = Solution & {
	variances: Variances;
	inverse: Float64Array;
	diagonal: Float64Array;
	traces: { application: number; reviewer: number };
	weights: Float64Array;
	logarithms: number;
};

/**
 * Henderson's equations with the applications, whose block is a diagonal, eliminated: what is left to invert has one row
 * for the mean and one for each reviewer.
 */
class Equations {
	readonly y: Float64Array;
	readonly application: Int32Array;
	/** The row of a rating's reviewer among what is inverted; 0 is the mean: an anonymous rating has no other. */
	readonly row: Int32Array;
	readonly applications: number;
	readonly reviewers: number;
	readonly counts: Float64Array;
	/** By application: rows that its ratings touch, and how often. */
	readonly touched: Map<number, number>[];

	constructor(observations: readonly Observation[], hasReviewers: boolean) {
		this.y = Float64Array.from(observations, ({ y }) => y);
		this.application = Int32Array.from(observations, ({ application }) => application);
		this.row = Int32Array.from(observations, ({ reviewer }) => (hasReviewers && reviewer !== null ? reviewer + 1 : 0));
		this.applications = observations.reduce((most, { application }) => Math.max(most, application + 1), 0);
		this.reviewers = this.row.reduce((most, row) => Math.max(most, row), 0);
		this.counts = new Float64Array(this.applications);
		this.touched = Array.from({ length: this.applications }, () => new Map<number, number>());
		for (const [k, i] of this.application.entries()) {
			this.counts[i]! += 1;
			const rows = this.touched[i]!;
			rows.set(0, (rows.get(0) ?? 0) + 1);
			const row = this.row[k]!;
			if (row > 0) rows.set(row, (rows.get(row) ?? 0) + 1);
		}
	}

	start(): Variances {
		const mean = sum(this.y) / this.y.length;
		const spread = this.y.reduce((total, y) => total + (y - mean) * (y - mean), 0) / Math.max(1, this.y.length - 1);
		return this.reviewers > 0
			? { application: spread / 3, reviewer: spread / 3, rest: spread / 3 }
			: { application: spread / 2, reviewer: 0, rest: spread / 2 };
	}

	solve(variances: Variances): Solved {
		const size = this.reviewers + 1;
		const left = new Float64Array(size * size);
		const ratio = variances.rest / variances.application;
		for (let k = 0; k < this.y.length; k++) {
			const row = this.row[k]!;
			left[0]! += 1;
			if (row === 0) continue;
			left[row * size]! += 1;
			left[row]! += 1;
			left[row * size + row]! += 1;
		}
		for (let row = 1; row < size; row++) left[row * size + row]! += variances.rest / variances.reviewer;
		const weights = this.counts.map((count) => count + ratio);
		for (const [i, rows] of this.touched.entries())
			for (const [a, times] of rows)
				for (const [b, others] of rows) left[a * size + b]! -= (times * others) / weights[i]!;
		const { inverse, pivots } = inverseOf(left, size);
		const diagonal = this.ownErrors(inverse, weights);
		const reviewer = Array.from({ length: this.reviewers }, (_, j) => inverse[(j + 1) * (size + 1)]!);
		const traces = { application: sum(diagonal), reviewer: sum(reviewer) };
		const logarithms = 2 * sum(pivots.map(Math.log)) + sum(weights.map(Math.log));
		const ground = { variances, inverse, weights, diagonal, traces, logarithms };
		return { ...ground, ...this.solution(this.y, ground) };
	}

	// The application's own place on the diagonal of the inverse of the whole.
	ownErrors(inverse: Float64Array, weights: Float64Array): Float64Array {
		return weights.map((weight, i) => {
			const rows = this.touched[i]!;
			return 1 / weight + quadratic(rows, inverse, this.reviewers + 1) / (weight * weight);
		});
	}

	/** The equations' answer to any right-hand side, and what it leaves of it. */
	solution(y: Float64Array, { inverse, weights }: Pick<Solved, 'inverse' | 'weights'>): Solution {
		const size = this.reviewers + 1;
		const right = new Float64Array(size);
		const sums = new Float64Array(this.applications);
		for (let k = 0; k < y.length; k++) {
			const row = this.row[k]!;
			sums[this.application[k]!]! += y[k]!;
			right[0]! += y[k]!;
			if (row > 0) right[row]! += y[k]!;
		}
		for (const [i, rows] of this.touched.entries())
			for (const [row, times] of rows) right[row]! -= (times * sums[i]!) / weights[i]!;
		const fixed = right.map((_, row) => {
			let total = 0;
			for (let column = 0; column < size; column++) total += inverse[row * size + column]! * right[column]!;
			return total;
		});
		const applications = sums.map((total, i) => {
			let own = total;
			for (const [row, times] of this.touched[i]!) own -= times * fixed[row]!;
			return own / weights[i]!;
		});
		const rest = y.map((value, k) => value - this.fitted(k, fixed, applications));
		return { fixed, applications, rest };
	}

	fitted(k: number, fixed: Float64Array, applications: Float64Array): number {
		const row = this.row[k]!;
		return fixed[0]! + (row > 0 ? fixed[row]! : 0) + applications[this.application[k]!]!;
	}

	/** One step of expectation-maximisation: slow, but it never leaves what is possible. */
	expected({ variances, fixed, applications, rest, traces }: Solved): Variances {
		const n = this.y.length;
		const explained = rest.reduce((total, left, k) => total + left * this.y[k]!, 0);
		return {
			application: (squares(applications) + traces.application * variances.rest) / this.applications,
			reviewer: this.reviewers ? (squares(fixed.subarray(1)) + traces.reviewer * variances.rest) / this.reviewers : 0,
			rest: explained / (n - 1)
		};
	}

	/** One step along the average information. What would fall below nothing is cut to a tenth instead. */
	climbed(solved: Solved): Variances {
		const { variances, fixed, applications, rest } = solved;
		const used = keys.filter((key) => key !== 'reviewer' || this.reviewers > 0);
		const working = {
			application: this.y.map((_, k) => applications[this.application[k]!]! / variances.application),
			reviewer: this.y.map((_, k) => (this.row[k]! > 0 ? fixed[this.row[k]!]! / variances.reviewer : 0)),
			rest: rest.map((left) => left / variances.rest)
		};
		const slope = this.slopes(solved);
		const projected = used.map((key) => this.solution(working[key], solved).rest);
		const information = used.map((key) =>
			used.map((_, at) => dot(working[key], projected[at]!) / (2 * variances.rest))
		);
		const step = solvedBy(
			information,
			used.map((key) => slope[key])
		);
		const next = { ...variances };
		used.forEach((key, at) => {
			next[key] = Math.max(variances[key] + step[at]!, variances[key] / 10);
		});
		return next;
	}

	// How the restricted likelihood changes with each variance.
	slopes({ variances, fixed, applications, rest, traces }: Solved): Variances {
		const { application, reviewer } = variances;
		const free = this.y.length - 1 - this.applications - this.reviewers;
		const one = (traces.application * variances.rest) / application;
		const other = this.reviewers ? (traces.reviewer * variances.rest) / reviewer : 0;
		return {
			application:
				-(this.applications / application - one / application - squares(applications) / (application * application)) /
				2,
			reviewer: this.reviewers
				? -(this.reviewers / reviewer - other / reviewer - squares(fixed.subarray(1)) / (reviewer * reviewer)) / 2
				: 0,
			rest: -((free + one + other) / variances.rest - squares(rest) / (variances.rest * variances.rest)) / 2
		};
	}

	told(variances: Variances, steps: number): MixedFit {
		const solved = this.solve(variances);
		const { fixed, applications, inverse, diagonal, weights, rest, logarithms } = solved;
		const size = this.reviewers + 1;
		const n = this.y.length;
		const explained = rest.reduce((total, left, k) => total + left * this.y[k]!, 0);
		const ratios =
			this.applications * Math.log(variances.application / variances.rest) +
			(this.reviewers ? this.reviewers * Math.log(variances.reviewer / variances.rest) : 0);
		return {
			...{ mean: fixed[0]!, variances, steps },
			applications: Array.from(applications, (effect, i) => {
				let shared = 0;
				for (const [row, times] of this.touched[i]!) shared += times * inverse[row]!;
				const error = inverse[0]! - (2 * shared) / weights[i]! + diagonal[i]!;
				return { effect, error: error * variances.rest };
			}),
			reviewers: Array.from({ length: this.reviewers }, (_, j) => {
				return { effect: fixed[j + 1]!, error: inverse[(j + 1) * (size + 1)]! * variances.rest };
			}),
			criterion: (n - 1) * Math.log(2 * Math.PI * variances.rest) + ratios + logarithms + explained / variances.rest
		};
	}
}

function quadratic(rows: Map<number, number>, inverse: Float64Array, size: number): number {
	let total = 0;
	for (const [a, times] of rows) for (const [b, others] of rows) total += times * others * inverse[a * size + b]!;
	return total;
}

const sum = (list: ArrayLike<number>) =>
	Array.prototype.reduce.call(list, (total, value) => (total as number) + (value as number), 0) as number;
const squares = (list: Float64Array) => list.reduce((total, value) => total + value * value, 0);
const dot = (one: Float64Array, other: Float64Array) => one.reduce((total, value, at) => total + value * other[at]!, 0);

// Two or three equations, positive definite.
function solvedBy(left: number[][], right: number[]): number[] {
	const size = right.length;
	const { inverse } = inverseOf(Float64Array.from(left.flat()), size);
	return right.map((_, row) =>
		right.reduce((total, value, column) => total + inverse[row * size + column]! * value, 0)
	);
}
