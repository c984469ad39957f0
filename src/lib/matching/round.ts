import type { Matched, Matching, Share } from './problem.ts';

/** A whole number from 0 up to, and not including, `below`, each as likely as the others. */
export type Dice = (below: number) => number;

/** The shares as a network: item → (item, group) → hand → pool. What flows into a node flows out of it. */
type Network = { from: number[]; to: number[]; flow: number[]; edges: number[][]; pairs: Share[]; nodes: number };

/**
 * Throws for whole pairs, so that each pair comes with exactly the chance its share says. Each item ends with whole
 * hands and one of a group at most; each hand's load is its expected load, rounded down or up: limits hold.
 *
 * Dependent rounding (Gandhi, Khuller, Parthasarathy and Srinivasan 2006; for reviewers with institutions Jecmen, Zhang,
 * Liu, Shah, Conitzer and Fang 2020): while parts are left, some of them lie on a circle; round it as much is moved one
 * way or the other until a part becomes whole, the more likely the shorter way, so that nothing changes on average.
 */
export function thrown(matching: Matching, matched: Pick<Matched, 'shares' | 'wanting'>, dice: Dice): Share[] {
	const network = networkOf(matching, matched);
	const isPart = (edge: number) => network.flow[edge]! % matching.whole !== 0;
	const way: { node: number; edge: number }[] = [];
	const place = new Int32Array(network.nodes).fill(-1);
	for (let start = 0; start < network.nodes; start++) {
		let next = openEdge(network, isPart, start, -1);
		while (next !== -1) {
			if (way.length === 0) step(way, place, { node: start, edge: -1 });
			const here = way.at(-1)!.node;
			const node = network.from[next]! + network.to[next]! - here;
			if (place[node] === -1) step(way, place, { node, edge: next });
			else shift(network, matching.whole, circle(way, place, { node, edge: next }), dice);
			const last = way.at(-1)!;
			next = openEdge(network, isPart, last.node, last.edge);
		}
		for (const { node } of way.splice(0)) place[node] = -1;
	}
	return network.pairs.flatMap((pair, edge) =>
		network.flow[edge]! > 0 && pair.hand < matching.hands ? [{ ...pair, units: matching.whole }] : []
	);
}

function networkOf(matching: Matching, { shares, wanting }: Pick<Matched, 'shares' | 'wanting'>): Network {
	const { items, hands, group } = matching;
	const nobody = hands;
	const missing = [...wanting.keys()].filter((item) => wanting[item]! > 0);
	const pairs = [...shares, ...missing.map((item) => ({ item, hand: nobody, units: wanting[item]! }))];
	const network: Network = { from: [], to: [], flow: [], edges: [], pairs, nodes: items + hands + 2 };
	const [handAt, pool] = [(hand: number) => items + hand, items + hands + 1];
	const inner = new Map<string, { item: number; units: number; node: number }>();
	for (const { item, hand, units } of pairs) {
		const key = `${item} ${hand === nobody ? nobody : group[hand]!}`;
		if (!inner.has(key)) inner.set(key, { item, units: 0, node: network.nodes++ });
		inner.get(key)!.units += units;
		join(network, inner.get(key)!.node, handAt(hand), units);
	}
	for (const { item, units, node } of inner.values()) join(network, item, node, units);
	const load = new Int32Array(hands + 1);
	for (const { hand, units } of pairs) load[hand]! += units;
	for (const [hand, units] of load.entries()) join(network, handAt(hand), pool, units);
	return network;
}

function join(network: Network, from: number, to: number, units: number): void {
	const edge = network.flow.push(units) - 1;
	network.from.push(from);
	network.to.push(to);
	(network.edges[from] ??= []).push(edge);
	(network.edges[to] ??= []).push(edge);
}

/** An edge of the node that is still a part, other than the one it was come by; what became whole is forgotten. */
function openEdge(network: Network, isPart: (edge: number) => boolean, node: number, cameBy: number): number {
	const edges = network.edges[node] ?? [];
	while (edges.length > 0 && !isPart(edges.at(-1)!)) edges.pop();
	if (edges.at(-1) !== cameBy) return edges.at(-1) ?? -1;
	for (let at = edges.length - 2; at >= 0; at--) {
		if (isPart(edges[at]!)) return edges[at]!;
		edges.splice(at, 1);
	}
	return -1;
}

type Step = { node: number; edge: number };

function step(way: Step[], place: Int32Array, next: Step): void {
	place[next.node] = way.push(next) - 1;
}

/** The circle that an edge closes, from the node it leads back to; the way is left ending at that node. */
function circle(way: Step[], place: Int32Array, { node, edge }: Step): Step[] {
	const round = [...way.splice(place[node]! + 1), { node, edge }];
	for (const passed of round) if (passed.node !== node) place[passed.node] = -1;
	return round;
}

function shift({ to, flow }: Network, whole: number, round: Step[], dice: Dice): void {
	const isAlong = ({ node, edge }: Step) => to[edge] === node;
	const part = ({ edge }: Step) => flow[edge]! % whole;
	const most = (wanted: boolean) =>
		Math.min(...round.map((step) => (isAlong(step) === wanted ? whole - part(step) : part(step))));
	const [along, against] = [most(true), most(false)];
	const moved = dice(along + against) < against ? along : -against;
	for (const step of round) flow[step.edge]! += isAlong(step) ? moved : -moved;
}
