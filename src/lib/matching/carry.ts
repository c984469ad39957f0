import type { Board } from './board.ts';
import { barred } from './problem.ts';

const noItem = -1;

/** One step of a way: an item changes hands, or (`noItem`) a hand sells one unit more or less. */
type Step = { from: number; to: number; item: number };

/**
 * How many steps each node is away, the hands by their steps, and where each node stands in its list: what lies before
 * leads nowhere any more.
 */
type Marks = { steps: Int32Array; levels: number[][]; at: Int32Array; to: Int32Array };

/**
 * Moves all that can be moved along ways that cost nothing, each step one further from where there is too much. No step
 * is looked at twice once it has led nowhere (Dinic's blocking flow).
 */
export function carry(board: Board, excess: Int32Array, steps: Int32Array): void {
	const levels = Array.from({ length: Math.max(...steps) + 2 }, (): number[] => []);
	for (let hand = 0; hand < board.nobody; hand++) if (steps[hand]! >= 0) levels[steps[hand]!]!.push(hand);
	// The pool stands before a hand's items, at -1.
	const marks = { steps, levels, at: new Int32Array(steps.length).fill(noItem), to: new Int32Array(steps.length) };
	for (let source = 0; source < steps.length; source++) {
		const way: Step[] = [];
		while (excess[source]! > 0) {
			const node = way.at(-1)?.to ?? source;
			if (excess[node]! < 0) {
				move(board, excess, way, marks);
				way.length = 0;
				continue;
			}
			const step = nextStep(board, marks, node);
			if (step) way.push(step);
			else if (way.length === 0) break;
			else pass(board, marks, way.pop()!.from);
		}
	}
}

/** The step at the mark, or the first after it that may be taken; the mark moves there. */
function nextStep(board: Board, marks: Marks, node: number): Step | null {
	const { steps } = marks;
	const next = steps[node]! + 1;
	if (node === board.pool) {
		for (; marks.to[node]! <= board.nobody; marks.to[node]!++) {
			const hand = marks.to[node]!;
			if (steps[hand] !== next) continue;
			const { slack, units } = board.lastSold(hand);
			if (slack === 0 && units > 0) return { from: node, to: hand, item: noItem };
		}
		return null;
	}
	if (marks.at[node] === noItem) {
		if (steps[board.pool] === next && board.nextSold(node).slack === 0)
			return { from: node, to: board.pool, item: noItem };
		marks.at[node] = 0;
	}
	return nextChange(board, marks, node);
}

function nextChange(board: Board, { steps, levels, at, to }: Marks, node: number): Step | null {
	const list = board.lists[node]!;
	const { worth, hands } = board.matching;
	const next = steps[node]! + 1;
	const level = levels[next]!;
	for (; at[node]! < list.length; at[node]!++, to[node] = 0) {
		const item = list[at[node]!]!;
		if (board.held(item, node) === 0) continue;
		const net = board.net(item, node);
		const row = item * hands;
		for (; to[node]! < level.length; to[node]!++) {
			const hand = level[to[node]!]!;
			const pair = worth[row + hand]!;
			if (pair === barred || pair - board.prices[hand]! !== net) continue;
			if (board.mayChange(item, node, hand) > 0) return { from: node, to: hand, item };
		}
		if (to[node] === level.length && steps[board.nobody] === next && net === board.net(item, board.nobody))
			return { from: node, to: board.nobody, item };
	}
	return null;
}

function pass(board: Board, marks: Marks, node: number): void {
	if (node !== board.pool && marks.at[node] === noItem) marks.at[node] = 0;
	else marks.to[node]!++;
}

// Two steps of one way may be of one item. Where the first leaves no room for the second the way is given up: what was
// moved is moved back, and the step that failed is passed.
function move(board: Board, excess: Int32Array, way: Step[], marks: Marks): void {
	const [source, end] = [way[0]!.from, way.at(-1)!.to];
	const least = way.reduce(
		(most, step) => Math.min(most, unitsOf(board, step)),
		Math.min(excess[source]!, -excess[end]!)
	);
	for (const [at, step] of way.entries()) {
		if (unitsOf(board, step) < least) {
			for (const done of way.slice(0, at).reverse()) take(board, { ...done, from: done.to, to: done.from }, least);
			return pass(board, marks, step.from);
		}
		take(board, step, least);
	}
	excess[source]! -= least;
	excess[end]! += least;
}

function unitsOf(board: Board, { from, to, item }: Step): number {
	if (item !== noItem) return board.mayChange(item, from, to);
	return from === board.pool ? board.lastSold(to).units : board.nextSold(from).units;
}

function take(board: Board, { from, to, item }: Step, units: number): void {
	if (item === noItem) {
		if (from === board.pool) board.sold[to]! -= units;
		else board.sold[from]! += units;
		return;
	}
	board.take(item, from, units);
	board.give(item, to, units);
}
