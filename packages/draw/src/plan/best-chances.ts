import { linesOf, worstOf, type Field, type Line } from '../merit.ts';
import { playGame, type Game, type Play } from './interior.ts';

/** Chances by type that guarantee nearly the most, and the adversary's mixture that shows it. */
export type Best = { readonly chances: Float64Array; readonly scenarios: readonly Mixed[]; readonly rounds: number };

/** A line with its weight, and what of each type that holds it the adversary takes: [type, part from 0 to 1]. */
export type Mixed = {
	readonly line: Line;
	readonly weight: number;
	readonly parts: readonly (readonly [number, number])[];
};

const [FIRST_LINES, NEW_LINES, MOST_ROUNDS] = [24, 12, 40];
const [GAME_TOLERANCE, ENOUGH] = [1e-8, 1e-7];

/**
 * Chances that maximise the worst case over all consistent sets of the best (SPEC §6.4, merit; Goldberg, Fanti, Shah
 * 2025). Only few of the adversary's lines matter: the game is played on some, then all are looked at, and those where
 * the chances found do worst join, until no line does worse than the game says.
 */
export function bestChances(field: Field): Best {
	const lines = linesOf(field);
	const chosen = new Set(lines.length <= 2 * FIRST_LINES ? lines.keys() : spread(lines.length, FIRST_LINES));
	let best: Best = { chances: new Float64Array(field.low.length), scenarios: [], rounds: 0 };
	let [reached, bound] = [-1, Infinity];
	for (let rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
		const found = onLines(
			field,
			[...chosen].sort((a, b) => b - a).map((j) => lines[j]!)
		);
		const worst = worstOf(field, lines, found.chances);
		const value = worst.reduce((least, one) => Math.min(least, one), Infinity);
		if (found.bound < bound) [bound, best] = [found.bound, { ...best, scenarios: found.scenarios }];
		if (value > reached) [reached, best] = [value, { ...best, chances: found.chances }];
		best = { ...best, rounds };
		const news = worstLines(worst, bound * (1 - ENOUGH)).filter((j) => !chosen.has(j));
		if (reached >= bound * (1 - ENOUGH) || news.length === 0) break;
		const idle = found.scenarios.filter(
			({ line, weight }) => weight < 1e-7 && worst[lines.indexOf(line)]! > bound * 1.01
		);
		if (chosen.size > 30) for (const { line } of idle) chosen.delete(lines.indexOf(line));
		for (const j of news.slice(0, NEW_LINES)) chosen.add(j);
	}
	return best;
}

function spread(count: number, wanted: number): number[] {
	return Array.from({ length: wanted }, (_, i) => Math.round((i * (count - 1)) / (wanted - 1)));
}

/** Where the chances do worse than `enough`, and worse than on the lines beside: the worst first. */
function worstLines(worst: readonly number[], enough: number): number[] {
	const isLow = (value: number, j: number) =>
		value < enough && value <= (worst[j - 1] ?? Infinity) && value < (worst[j + 1] ?? Infinity);
	return worst.flatMap((value, j) => (isLow(value, j) ? [j] : [])).sort((a, b) => worst[a]! - worst[b]!);
}

type Found = { readonly chances: Float64Array; readonly scenarios: readonly Mixed[]; readonly bound: number };

/** The game on some lines, lowest first: types that stand alike to all of them are one class. */
function onLines(field: Field, lines: readonly Line[]): Found {
	const { classes, classOf } = classesOf(field, lines);
	const game = gameOf(field.places, classes, lines);
	const entrants = game.sizes.reduce((sum, size) => sum + size, 0);
	// Nothing left to choose: those always among the best have the places, or all who may be are.
	const isPlain = game.places <= 0 || game.places >= entrants;
	const play = isPlain ? null : playGame(game, GAME_TOLERANCE);
	const chanceOf = (c: number) =>
		c === ALWAYS ? 1 : c === NEVER ? 0 : play ? play.chances[c]! : game.places > 0 ? 1 : 0;
	const chances = Float64Array.from(classOf, chanceOf);
	if (!play) return { chances, scenarios: [], bound: field.places };
	const scenarios = lines.map((line, j) =>
		mixed(field, classOf, { line, weight: play.weights[j]!, partOf: partsOn(game, play, j) })
	);
	return { chances, scenarios, bound: field.places - game.places + boundOf(game, play) };
}

type Class = { readonly from: number; readonly to: number; size: number };
const [ALWAYS, NEVER] = [-1, -2];

/** Classes by where they stand to the lines: below low `from` (inside there), at `from` … `to` − 1 they hold the line. */
function classesOf(field: Field, lines: readonly Line[]): { classes: Class[]; classOf: number[] } {
	const classes: Class[] = [];
	const seen = new Map<string, number>();
	const classOf = field.low.map((low, i) => {
		const [from, to] = [below(lines, low), below(lines, field.high[i]! + 1)];
		if (from === lines.length) return ALWAYS;
		if (to === 0) return NEVER;
		const key = `${from} ${to}`;
		const c = seen.get(key) ?? classes.push({ from, to, size: 0 }) - 1;
		seen.set(key, c);
		classes[c]!.size += field.size[i]!;
		return c;
	});
	return { classes, classOf };
}

/** How many lines are below a whole number. */
function below(lines: readonly Line[], end: number): number {
	let [from, to] = [0, lines.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (lines[middle]!.at < end) from = middle + 1;
		else to = middle;
	}
	return from;
}

function gameOf(places: number, classes: readonly Class[], lines: readonly Line[]): Game {
	const sizes = classes.map(({ size }) => size);
	const numbered = classes.map((one, g) => ({ ...one, g }));
	const games = lines.map(({ open }, j) => {
		const inside = numbered.filter(({ from }) => j < from).map(({ g }) => g);
		const free = numbered.filter(({ from, to }) => j >= from && j < to).map(({ g }) => g);
		const able = free.reduce((sum, g) => sum + sizes[g]!, 0);
		if (open === 0) return { open: 0, inside, free: [] };
		return open === able ? { open: 0, inside: [...inside, ...free], free: [] } : { open, inside, free };
	});
	const left = games.map(({ open, inside }) => open + inside.reduce((sum, g) => sum + sizes[g]!, 0));
	return { places: left[0] ?? places, sizes, lines: games };
}

/** Of each class, what part of it the adversary takes on line j. */
function partsOn({ sizes, lines }: Game, { weights, taken }: Play, j: number): (c: number) => number {
	const { inside, free } = lines[j]!;
	const parts = new Map<number, number>(inside.map((g) => [g, 1]));
	free.forEach((g, i) => parts.set(g, Math.min(1, taken[j]![i]! / (weights[j]! * sizes[g]!))));
	return (c) => parts.get(c) ?? 0;
}

type Way = { readonly line: Line; readonly weight: number; readonly partOf: (c: number) => number };

function mixed({ low, high }: Field, classOf: readonly number[], { line, weight, partOf }: Way): Mixed {
	const holders = classOf
		.map((c, i) => [i, partOf(c)] as const)
		.filter(([i]) => low[i]! <= line.at && line.at <= high[i]!);
	return { line, weight, parts: holders };
}

/** What the adversary's mixture allows at most: the places go to whom it takes most of (SPEC §6.4). */
function boundOf(game: Game, { weights, taken }: Play): number {
	const load = new Float64Array(game.sizes.length);
	game.lines.forEach(({ inside, free }, j) => {
		for (const g of inside) load[g]! += weights[j]!;
		free.forEach((g, i) => (load[g]! += taken[j]![i]! / game.sizes[g]!));
	});
	const order = [...load.keys()].sort((a, b) => load[b]! - load[a]!);
	let [left, sum] = [game.places, 0];
	for (const g of order) {
		const take = Math.min(left, game.sizes[g]!);
		sum += take * load[g]!;
		left -= take;
	}
	return sum / weights.reduce((total, weight) => total + weight, 0);
}
