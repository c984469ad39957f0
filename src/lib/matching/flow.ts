import { Board } from './board.ts';
import { carry } from './carry.ts';
import { barred, loadCost, type Matched, type Matching } from './problem.ts';

/** Told now and then: how much of the work is done, of how much. */
export type Tell = (done: number, of: number) => void;

/**
 * The best matching there is: as few wants unmet as can be, and then the most worth less the cost of uneven loads.
 *
 * A minimum-cost flow whose nodes are the hands alone: what an item may change leads straight from hand to hand.
 * Shortest ways are sought by Dijkstra on reduced costs, nearest first and then in the fewest steps, and all that such
 * ways can carry is moved at once (Dinic's blocking flow). Whole numbers throughout; the same problem gives the same
 * answer. That it is the best is shown by its prices alone: see `boundOf`.
 */
export function bestMatching(matching: Matching, tell?: Tell): Matched {
	const board = new Board(matching);
	board.begin(firstPrices(matching));
	const nodes = Array.from({ length: board.pool + 1 }, (_, node) => node);
	let whole = 0;
	for (;;) {
		const excess = Int32Array.from(nodes, (node) => board.excess(node));
		const left = excess.reduce((sum, one) => sum + Math.max(0, one), 0);
		if (left === 0) return board.matched();
		whole = Math.max(whole, left);
		tell?.(whole - left, whole);
		board.tidy();
		carry(board, excess, stepsTo(board, excess));
	}
}

// Any prices will do to begin with; those of an average load leave little to move.
function firstPrices(matching: Matching): number[] {
	const { hands, held, even, wants } = matching;
	const wanted = [...wants, ...held].reduce((sum, one) => sum + one, 0);
	const average = Math.max(1, Math.ceil(wanted / Math.max(1, hands)));
	return Array.from({ length: hands }, (_, hand) => {
		const cost = loadCost(matching, hand, Math.max(average, held[hand]! + 1));
		return Number.isFinite(cost) ? cost : average * even;
	});
}

/**
 * How many steps each node is from where there is too much, along the ways that cost least; -1 where none of these
 * leads. Prices are moved so that such a way costs nothing and no other less.
 */
function stepsTo(board: Board, excess: Int32Array): Int32Array {
	const count = board.pool + 1;
	const reach = { cost: new Int32Array(count).fill(far), steps: new Int32Array(count).fill(-1) };
	const isDone = new Uint8Array(count);
	for (let node = 0; node < count; node++) {
		if (excess[node]! <= 0) continue;
		reach.cost[node] = 0;
		reach.steps[node] = 0;
	}
	let nearest = far;
	for (;;) {
		const node = closest(reach, isDone);
		if (node === -1 || reach.cost[node]! > nearest) break;
		isDone[node] = 1;
		if (excess[node]! < 0) nearest = Math.min(nearest, reach.cost[node]!);
		lead(board, reach, node);
	}
	if (nearest === far) throw new Error('what is left always finds somebody, or nobody');
	for (let node = 0; node < count; node++) {
		if (isDone[node] === 1) board.prices[node]! += nearest - reach.cost[node]!;
		else reach.steps[node] = -1;
	}
	return reach.steps;
}

// Farther than any way can be, and small enough to be added to.
const far = 2 ** 30;

type Reach = { cost: Int32Array; steps: Int32Array };

function closest({ cost, steps }: Reach, isDone: Uint8Array): number {
	let best = -1;
	for (let node = 0; node < cost.length; node++) {
		if (isDone[node] === 1 || cost[node] === far) continue;
		if (best === -1 || cost[node]! < cost[best]! || (cost[node] === cost[best] && steps[node]! < steps[best]!))
			best = node;
	}
	return best;
}

function lead(board: Board, reach: Reach, node: number): void {
	const to = (next: number, slack: number) => {
		reach.cost[next] = reach.cost[node]! + slack;
		reach.steps[next] = reach.steps[node]! + 1;
	};
	if (node === board.pool) {
		for (let hand = 0; hand <= board.nobody; hand++) {
			const { slack, units } = board.lastSold(hand);
			if (units > 0 && isNearer(reach, node, { next: hand, slack })) to(hand, slack);
		}
		return;
	}
	const { slack } = board.nextSold(node);
	if (isNearer(reach, node, { next: board.pool, slack })) to(board.pool, slack);
	for (const item of board.lists[node]!) leadBy(board, reach, { node, item });
}

// The inner loop of everything: some ten million rounds for ten thousand items and five hundred hands.
function leadBy(board: Board, { cost, steps }: Reach, { node, item }: { node: number; item: number }): void {
	const { prices, matching } = board;
	const { worth, hands } = matching;
	const from = cost[node]! + board.net(item, node);
	const step = steps[node]! + 1;
	const row = item * hands;
	for (let hand = 0; hand < hands; hand++) {
		const pair = worth[row + hand]!;
		const there = from - pair + prices[hand]!;
		const known = cost[hand]!;
		if (there > known || pair === barred || (there === known && step >= steps[hand]!)) continue;
		if (hand === node || board.mayChange(item, node, hand) === 0) continue;
		cost[hand] = there;
		steps[hand] = step;
	}
	const there = from - board.net(item, board.nobody);
	const known = cost[board.nobody]!;
	if (node === board.nobody || there > known || (there === known && step >= steps[board.nobody]!)) return;
	cost[board.nobody] = there;
	steps[board.nobody] = step;
}

function isNearer({ cost, steps }: Reach, node: number, { next, slack }: { next: number; slack: number }): boolean {
	const there = cost[node]! + slack;
	return there < cost[next]! || (there === cost[next] && there < far && steps[node]! + 1 < steps[next]!);
}
