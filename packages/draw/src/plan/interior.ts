import { factor, solveFactored } from './dense.ts';

/**
 * A game over classes of entrants (SPEC §6.4, merit). On each line the adversary's set must hold the classes `inside`, and
 * `open` entrants of the classes `free`: 0 < open < all of those, or none and 0. 0 < places < all entrants.
 */
export type Game = { readonly places: number; readonly sizes: readonly number[]; readonly lines: readonly GameLine[] };
export type GameLine = { readonly open: number; readonly inside: readonly number[]; readonly free: readonly number[] };

/** Chances of the classes; the adversary's weight of each line, and of its free classes how much it takes × weight. */
export type Play = {
	readonly chances: Float64Array;
	readonly weights: Float64Array;
	readonly taken: readonly Float64Array[];
};

const MOST_STEPS = 80;
const [ALMOST, SHORTEST, NEARLY, OFF] = [0.995, 1e-3, 1e-4, 1e-8];

/**
 * Chances p in [0,1] with Σ size × p = places that maximise the least, over lines, of what the adversary's worst set
 * holds of them; and the adversary's best mixture against them. As a linear program,
 * max v: v ≤ Σ_inside size p + open λ_j − Σ_free size s_jg; s ≥ 0; s_jg ≥ λ_j − p_g,
 * solved by a primal-dual interior-point method (Mehrotra 1992) from a feasible start until gap / v ≤ `tolerance`. Its
 * Newton systems shrink to two unknowns a line: s is eliminated pair by pair, p class by class. Only + − × ÷, so
 * every machine finds the same numbers; being floats, they only propose.
 */
export function playGame(game: Game, tolerance: number): Play {
	let at = start(game);
	for (let step = 0; step < MOST_STEPS; step++) {
		const gap = gapAt(at);
		if (!(gap > tolerance * at.v[0]!)) break;
		const system = systemAt(game, at);
		const affine = direction(game, at, system, { target: 0 });
		const steps = reach(at, affine, 1);
		const left = gapAt(moved(at, affine, steps)) / gap;
		const target = (gap / countAt(at)) * left * left * left;
		const full = direction(game, at, system, { target, affine, part: steps[0] * steps[1] });
		const lengths = reach(at, full, ALMOST);
		const next = moved(at, full, lengths);
		// Where rounding has spoilt the direction, the last good point is near enough.
		if ((Math.min(...lengths) < SHORTEST && gap < NEARLY * at.v[0]!) || !(offBy(game, next) < OFF)) break;
		at = next;
	}
	return { chances: at.p, weights: at.w, taken: pairsOf(game, at.b) };
}

/**
 * An iterate, or a direction. Unknowns p, lambda, v, s; slacks t = s − λ + p, z of the lines, up = 1 − p. Multipliers:
 * a of s, b of t, w of z, low of p, high of up, mu of the places. s, t, a, b have an entry for each free class of a line.
 */
type Point = Readonly<Record<(typeof NAMES)[number], Float64Array>>;
const PAIRS = [
	['s', 'a'],
	['t', 'b'],
	['z', 'w'],
	['p', 'low'],
	['up', 'high']
] as const;
const PRIMAL = ['p', 'up', 'lambda', 'v', 's', 't', 'z'] as const;
const DUAL = ['w', 'a', 'b', 'low', 'high', 'mu'] as const;
const NAMES = [...PRIMAL, ...DUAL] as const;

/** A point that meets all conditions, away from their borders: equal chances, and each line's free classes taken evenly. */
function start({ places, sizes, lines }: Game): Point {
	const entrants = sizes.reduce((sum, size) => sum + size, 0);
	const even = places / entrants;
	const weight = 1 / lines.length;
	const point = empty(sizes.length, lines);
	const load = new Float64Array(sizes.length);
	let e = 0;
	lines.forEach(({ open, inside, free }, j) => {
		const of = free.reduce((sum, g) => sum + sizes[g]!, 0);
		for (const g of inside) load[g]! += weight * sizes[g]!;
		for (const g of free) {
			point.b[e] = (weight * sizes[g]! * open) / of;
			point.a[e] = weight * sizes[g]! - point.b[e]!;
			load[g]! += point.b[e++]!;
		}
		point.z[j] = even * (inside.reduce((sum, g) => sum + sizes[g]!, 0) + open) - 0.1 * even * of;
	});
	point.s.fill(0.1 * even);
	point.t.fill(0.1 * even);
	point.lambda.fill(even);
	point.p.fill(even);
	point.up.fill(1 - even);
	point.w.fill(weight);
	point.v[0] = Math.min(...point.z) - 0.05 * places;
	point.z.forEach((value, j) => (point.z[j] = value - point.v[0]!));
	point.mu[0] = even;
	sizes.forEach((size, g) => {
		const over = even * size - load[g]!;
		point.low[g] = Math.max(over, 0) + 0.1 * size;
		point.high[g] = Math.max(-over, 0) + 0.1 * size;
	});
	return point;
}

function empty(classes: number, lines: readonly GameLine[]): Point {
	const pairs = lines.reduce((sum, { free }) => sum + free.length, 0);
	const lengths = { p: classes, up: classes, lambda: lines.length, v: 1, s: pairs, t: pairs, z: lines.length };
	const duals = { w: lines.length, a: pairs, b: pairs, low: classes, high: classes, mu: 1 };
	const made = Object.entries({ ...lengths, ...duals }).map(([name, length]) => [name, new Float64Array(length)]);
	return Object.fromEntries(made) as Point;
}

function pairsOf({ lines }: Game, values: Float64Array): Float64Array[] {
	let e = 0;
	return lines.map(({ free }) => values.subarray(e, (e += free.length)));
}

function gapAt(point: Point): number {
	let sum = 0;
	for (const [slack, price] of PAIRS)
		for (let i = 0; i < point[slack].length; i++) sum += point[slack][i]! * point[price][i]!;
	return sum;
}

/** By what part the chances miss the places, or the weights 1. */
function offBy({ places, sizes }: Game, { p, w }: Point): number {
	const drawn = p.reduce((sum, chance, g) => sum + sizes[g]! * chance, 0);
	return Math.max(Math.abs(drawn / places - 1), Math.abs(w.reduce((sum, weight) => sum + weight, 0) - 1));
}

function countAt(point: Point): number {
	return PAIRS.reduce((sum, [slack]) => sum + point[slack].length, 0);
}

/** How far unknowns and multipliers may go along a direction, at most 1, before one is 0; `share` of that. */
function reach(at: Point, along: Point, share: number): readonly [number, number] {
	const far = (side: 0 | 1) => {
		let most = 1 / share;
		for (const pair of PAIRS) {
			const [value, change] = [at[pair[side]], along[pair[side]]];
			for (let i = 0; i < value.length; i++) if (change[i]! < 0) most = Math.min(most, -value[i]! / change[i]!);
		}
		return most * share;
	};
	return [far(0), far(1)];
}

function moved(at: Point, along: Point, [primal, dual]: readonly [number, number]): Point {
	const step = (length: number) => (name: keyof Point) => [
		name,
		at[name].map((value, i) => value + length * along[name][i]!)
	];
	return Object.fromEntries([...PRIMAL.map(step(primal)), ...DUAL.map(step(dual))]) as Point;
}

/** What of a Newton system depends on the iterate alone: factored, for two right-hand sides. */
type System = {
	/** the inverse of the diagonal of p */
	readonly spread: Float64Array;
	/** two rows a line, over the classes: how λ_j and w_j act on p */
	readonly rows: readonly Float64Array[];
	readonly matrix: Float64Array;
};

function systemAt({ sizes, lines }: Game, at: Point): System {
	const [G, Q] = [sizes.length, lines.length];
	const size = 2 * Q + 2;
	const rows = Array.from({ length: size }, () => new Float64Array(G));
	const matrix = new Float64Array(size * size);
	const spread = at.p.map((p, g) => at.low[g]! / p + at.high[g]! / at.up[g]!);
	let e = 0;
	lines.forEach(({ open, inside, free }, j) => {
		const [byLine, byWeight] = [rows[j]!, rows[Q + j]!];
		let [kappas, thetas, squares] = [0, 0, 0];
		for (const g of inside) byWeight[g] = sizes[g]!;
		for (const g of free) {
			const [onS, onT] = [at.a[e]! / at.s[e]!, at.b[e]! / at.t[e++]!];
			const [kappa, theta] = [(onS * onT) / (onS + onT), onT / (onS + onT)];
			byLine[g] = kappa;
			byWeight[g] = theta * sizes[g]!;
			spread[g]! += kappa;
			kappas += kappa;
			thetas += theta * sizes[g]!;
			squares += (sizes[g]! * sizes[g]!) / (onS + onT);
		}
		// A line without free classes has no λ to find; −1 keeps it where it is.
		matrix[j * size + j] = free.length ? -kappas : -1;
		matrix[(Q + j) * size + j] = open - thetas;
		matrix[(Q + j) * size + Q + j] = at.z[j]! / at.w[j]! + squares;
		matrix[2 * Q * size + Q + j] = -1;
	});
	for (let g = 0; g < G; g++) {
		spread[g] = 1 / spread[g]!;
		rows[2 * Q + 1]![g] = -sizes[g]!;
	}
	addProducts(matrix, rows, spread);
	factor(matrix, size);
	return { spread, rows, matrix };
}

/** matrix += R · diag(spread) · Rᵀ, the lower half. */
function addProducts(matrix: Float64Array, rows: readonly Float64Array[], spread: Float64Array): void {
	const size = rows.length;
	rows.forEach((row, i) => {
		const scaled = row.map((value, g) => value * spread[g]!);
		for (let j = 0; j <= i; j++) {
			const other = rows[j]!;
			let sum = 0;
			for (let g = 0; g < scaled.length; g++) sum += scaled[g]! * other[g]!;
			matrix[i * size + j]! += sum;
		}
	});
}

type Aim = { readonly target: number; readonly affine?: Point; readonly part?: number };

/** The Newton direction towards slack × multiplier = target; with `affine`, `part` of Mehrotra's correction. */
function direction(game: Game, at: Point, system: System, { target, affine, part = 1 }: Aim): Point {
	const { sizes, lines } = game;
	const [G, Q] = [sizes.length, lines.length];
	const along = empty(G, lines);
	const wish = (slack: keyof Point, price: keyof Point, i: number) =>
		target - at[slack][i]! * at[price][i]! - (affine ? part * affine[slack][i]! * affine[price][i]! : 0);
	const right = new Float64Array(2 * Q + 2);
	// What p is pushed by, before λ and w move.
	const push = at.p.map(
		(p, g) =>
			at.low[g]! - at.high[g]! - at.mu[0]! * sizes[g]! + wish('p', 'low', g) / p - wish('up', 'high', g) / at.up[g]!
	);
	let e = 0;
	lines.forEach(({ open, inside, free }, j) => {
		let [rest, total] = [-open * at.w[j]!, 0];
		for (const g of inside) push[g]! += sizes[g]! * at.w[j]!;
		for (const g of free) {
			const [onS, onT] = [at.a[e]! / at.s[e]!, at.b[e]! / at.t[e]!];
			const [forS, forT] = [wish('s', 'a', e) / at.s[e]!, wish('t', 'b', e) / at.t[e]!];
			const base = forT - (onT / (onS + onT)) * (forS + forT);
			push[g]! += at.b[e]! + base;
			rest += at.b[e]! + base;
			total += (sizes[g]! * (forS + forT)) / (onS + onT);
			e++;
		}
		right[j] = rest;
		right[Q + j] = wish('z', 'w', j) / at.w[j]! + total;
	});
	right[2 * Q] = at.w.reduce((sum, w) => sum + w, 0) - 1;
	right[2 * Q + 1] = at.p.reduce((sum, p, g) => sum + sizes[g]! * p, 0) - game.places;
	system.rows.forEach((row, i) => (right[i]! -= product(row, system.spread, push)));
	solveFactored(system.matrix, right.length, right);
	fillIn(game, at, { along, right, push, system, wish });
	return along;
}

type Found = {
	readonly along: Point;
	readonly right: Float64Array;
	readonly push: Float64Array;
	readonly system: System;
	readonly wish: (slack: keyof Point, price: keyof Point, i: number) => number;
};

/** All that was eliminated, from what was solved for. */
function fillIn({ sizes, lines }: Game, at: Point, { along, right, push, system, wish }: Found): void {
	const Q = lines.length;
	system.rows.forEach((row, i) => {
		if (i !== 2 * Q) for (let g = 0; g < push.length; g++) push[g]! += row[g]! * right[i]!;
	});
	along.p.set(push.map((value, g) => value * system.spread[g]!));
	along.v[0] = right[2 * Q]!;
	along.mu[0] = right[2 * Q + 1]!;
	for (let g = 0; g < sizes.length; g++) {
		along.up[g] = -along.p[g]!;
		along.low[g] = (wish('p', 'low', g) - at.low[g]! * along.p[g]!) / at.p[g]!;
		along.high[g] = (wish('up', 'high', g) + at.high[g]! * along.p[g]!) / at.up[g]!;
	}
	let e = 0;
	lines.forEach(({ free }, j) => {
		const [line, weight] = [right[j]!, right[Q + j]!];
		along.lambda[j] = line;
		along.w[j] = weight;
		along.z[j] = (wish('z', 'w', j) - at.z[j]! * weight) / at.w[j]!;
		for (const g of free) {
			const [onS, onT] = [at.a[e]! / at.s[e]!, at.b[e]! / at.t[e]!];
			const [forS, forT] = [wish('s', 'a', e) / at.s[e]!, wish('t', 'b', e) / at.t[e]!];
			const lift = line - along.p[g]!;
			along.s[e] = (forS + forT + onT * lift - sizes[g]! * weight) / (onS + onT);
			along.t[e] = along.s[e]! - lift;
			along.a[e] = forS - onS * along.s[e]!;
			along.b[e] = forT - onT * along.t[e]!;
			e++;
		}
	});
}

function product(a: Float64Array, b: Float64Array, c: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]! * c[i]!;
	return sum;
}
