import type { Transcript } from '#draw';
import { isCounted, rowsOf, type Row } from '#draw/rows.ts';

/**
 * The reserve list as the sealed rule looks at it. Two lots of one kind count in the same conditions, so the rule cannot
 * tell them apart but by their order: of one kind, who is ahead always moves up first.
 */
export type ReserveList = {
	rows: Row[];
	/** for each kind, in which rows it counts */
	kinds: boolean[][];
	kindOf: Map<number, number>;
	/** reserves in their order */
	order: number[];
};

/** Reads the reserve list out of a draw's transcript. */
export function reserveList({ seal, roster, result }: Transcript): ReserveList {
	const rows = rowsOf(seal.rules, seal.lottery.types).map(({ row }) => row);
	const kinds: boolean[][] = [];
	const known = new Map<string, number>();
	const kindOf = new Map<number, number>();
	for (const lot of [...result.drawn, ...result.reserves]) {
		const counts = rows.map((row) => isCounted(row, roster[lot - 1]!));
		const name = counts.map(Number).join('');
		if (!known.has(name)) known.set(name, kinds.push(counts) - 1);
		kindOf.set(lot, known.get(name)!);
	}
	return { rows, kinds, kindOf, order: [...result.reserves] };
}

/** Where a waiting reserve stands: in its own group, of how many, and among all that wait. */
export type Standing = { place: number; of: number; overall: number; ofAll: number };

/** The standing of a reserve whom nothing has become of yet; `away`: reserves that moved up or cannot come. */
export function standingOf(list: ReserveList, away: ReadonlySet<number>, lot: number): Standing | null {
	const waiting = list.order.filter((one) => !away.has(one));
	const own = waiting.filter((one) => list.kindOf.get(one) === list.kindOf.get(lot));
	if (!own.includes(lot)) return null;
	const [place, overall] = [own.indexOf(lot) + 1, waiting.indexOf(lot) + 1];
	return { place, of: own.length, overall, ofAll: waiting.length };
}

/** How many invited have answered, and how many of their places moved on. */
export type DropOut = { left: number; of: number };

/** With fewer answers no chance is told: it would be a guess. */
export const leastAnswers = 5;

/** The share of places that move on, from what has been seen: Laplace's rule of succession, or null when too few answered. */
export function dropOutShare({ left, of }: DropOut): number | null {
	return of < leastAnswers ? null : (left + 1) / (of + 2);
}

/** Who holds a place: those who stay, those whose place is certainly free, and those who have not answered. */
export type Holding = { staying: number[]; leaving: number[]; open: number[] };

export const trials = 2000;

/**
 * For every reserve, in how many of `trials` trials it is invited. In a trial everybody who has not answered leaves with
 * chance `share`, each for themselves and in an order by chance; each place that becomes free is filled by the sealed
 * rule at once; whoever moves up may leave just so. Those who accepted stay. The same question has the same answer.
 */
export function timesInvited(
	list: ReserveList,
	waiting: number[],
	holding: Holding,
	share: number
): Map<number, number> {
	const chance = numbersFrom(20_261_210);
	const times = new Map(waiting.map((lot) => [lot, 0]));
	const counts = countsOf(list, [...holding.staying, ...holding.leaving, ...holding.open]);
	const queues = queuesOf(list, waiting);
	for (let trial = 0; trial < trials; trial++) {
		const floor = { counts: [...counts], left: queues.map((queue) => queue.length), queues };
		for (const lot of oneTrial(list, floor, holding, { share, chance })) times.set(lot, times.get(lot)! + 1);
	}
	return times;
}

/** A share as it is told: whole percents, and no certainty that trials cannot give. Null where there is none. */
export function chanceInWords(share: number | null): number | 'hardly' | 'nearly' | null {
	if (share === null) return null;
	if (share < 0.01) return 'hardly';
	return share > 0.99 ? 'nearly' : Math.round(100 * share);
}

type Luck = { share: number; chance: () => number };

/** How many count in each row now, and who still waits: of each kind's queue the first so many are left, the last next. */
type Floor = { counts: number[]; queues: number[][]; left: number[] };

function oneTrial(list: ReserveList, floor: Floor, holding: Holding, { share, chance }: Luck): number[] {
	const invited: number[] = [];
	const undecided = shuffled(holding.open, chance);
	const replace = (lot: number) => {
		count(list, floor.counts, lot, -1);
		const next = nextOf(list, floor);
		if (next === null) return;
		count(list, floor.counts, next, +1);
		invited.push(next);
		undecided.push(next);
	};
	holding.leaving.forEach(replace);
	for (let at = 0; at < undecided.length; at++) if (chance() < share) replace(undecided[at]!);
	return invited;
}

function countsOf({ rows, kinds, kindOf }: ReserveList, lots: number[]): number[] {
	const inside = lots.map((lot) => kinds[kindOf.get(lot)!]!);
	return rows.map((_, row) => inside.filter((kind) => kind[row]).length);
}

function count({ kinds, kindOf }: ReserveList, counts: number[], lot: number, by: 1 | -1): void {
	kinds[kindOf.get(lot)!]!.forEach((isIn, row) => (counts[row]! += isIn ? by : 0));
}

/** For each kind, who waits, as their places in the whole order, the last first. */
function queuesOf(list: ReserveList, waiting: number[]): number[][] {
	const queues: number[][] = list.kinds.map(() => []);
	const here = new Set(waiting);
	list.order.forEach((lot, place) => {
		if (here.has(lot)) queues[list.kindOf.get(lot)!]!.push(place);
	});
	for (const queue of queues) queue.reverse();
	return queues;
}

/** SPEC §9 by kinds: the first in order among those whose moving up leaves the smallest total of missing and surplus. */
function nextOf(list: ReserveList, { counts, queues, left }: Floor): number | null {
	let [chosen, least, first] = [-1, Infinity, Infinity];
	for (let kind = 0; kind < queues.length; kind++) {
		if (left[kind] === 0) continue;
		const place = queues[kind]![left[kind]! - 1]!;
		const wrong = wrongWith(list, counts, kind);
		if (wrong < least || (wrong === least && place < first)) [chosen, least, first] = [kind, wrong, place];
	}
	if (least === Infinity) return null;
	left[chosen]!--;
	return list.order[first]!;
}

/** What is missing or over once one of this kind is in; infinite where it shares a group with somebody inside. */
function wrongWith({ rows, kinds }: ReserveList, counts: number[], kind: number): number {
	let wrong = 0;
	const inRow = kinds[kind]!;
	for (let at = 0; at < rows.length; at++) {
		const row = rows[at]!;
		if (row.about === 'places') continue;
		if (row.about === 'group' && inRow[at] && counts[at]! > 0) return Infinity;
		const after = counts[at]! + (inRow[at] ? 1 : 0);
		if (after < row.min) wrong += row.min - after;
		else if (after > row.max) wrong += after - row.max;
	}
	return wrong;
}

function shuffled(lots: number[], chance: () => number): number[] {
	const order = [...lots];
	for (let at = order.length - 1; at > 0; at--) {
		const other = Math.floor(chance() * (at + 1));
		[order[at], order[other]] = [order[other]!, order[at]!];
	}
	return order;
}

// Mulberry32: a stream of numbers in [0, 1) that is the same for the same start. It decides nothing, it only estimates.
function numbersFrom(start: number): () => number {
	let state = start;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
