import { everyPanel } from '../src/halving.ts';
import { cellsByType } from '../src/cells.ts';
import { commitSecret, seal, type Candidate, type Plan, type Result, type Rules, type Seal } from '../src/index.ts';
import { chancesOf, denseCounts } from '../src/lottery.ts';
import { plan } from '../src/plan/plan.ts';
import { rowsOf } from '../src/rows.ts';
import { drawByShares } from '../src/shares.ts';
import { typesOf } from '../src/types.ts';
import { halvedPlan, many, manyQuotas } from '../test/halved.ts';
import { pool } from '../test/world.ts';

/** A small draw whose probabilities are known exactly, of each outcome and of each two together. */
export type Known = {
	readonly name: string;
	readonly planned: Plan;
	readonly sealed: Seal;
	/** the outcomes that came true: an entrant is drawn; in a tour, gets one of the stops of their ranking */
	readonly outcomes: (result: Result) => number[];
	/** P(both come true) of every two outcomes, P(one does) on the diagonal; NaN where only chances are known */
	readonly pairs: readonly (readonly number[])[];
};

type Small = { readonly count: number; readonly of?: (i: number) => Partial<Candidate>; readonly rules: Rules };
const quota = (feature: string, value: string, min: number, max: number) => ({ feature, value, min, max });
const half = (i: number) => ({ features: { t: i % 2 ? 'a' : 'b' } });
const tight = [quota('t', 'a', 1, 2), quota('t', 'b', 2, 3), quota('u', 'x', 2, 3), quota('u', 'y', 1, 2)];
const strata = { feature: 't', places: { a: 1, b: 2 } };

/** One of each way of drawing. */
const SMALL: Readonly<Record<string, Small>> = {
	uniform: { count: 8, rules: { method: 'uniform', places: 3 } },
	'uniform on tracks': { count: 8, of: half, rules: { method: 'uniform', places: 3, strata } },
	banded: {
		count: 8,
		of: (i) => ({ band: i === 0 ? 'accept' : i === 7 ? 'decline' : 'draw' }),
		rules: { method: 'banded', places: 4 }
	},
	weighted: { count: 8, of: (i) => ({ weight: 1 + (i % 3) }), rules: { method: 'weighted', places: 3 } },
	'weighted on tracks': {
		count: 6,
		of: (i) => ({ ...half(i), weight: 1 + (i % 3) }),
		rules: { method: 'weighted', places: 3, strata }
	},
	'scores, linear': {
		count: 6,
		of: (i) => ({ score: i }),
		rules: { method: 'scores', places: 3, slope: [1, 8] }
	},
	'scores by a line': {
		count: 7,
		of: (i) => ({ score: [i, i + 3] }),
		rules: { method: 'scores', places: 3, line: true }
	},
	'scores by merit': {
		count: 7,
		of: (i) => ({ score: [2 * i, 2 * i + 5] }),
		rules: { method: 'scores', places: 3, merit: true }
	},
	quotas: {
		count: 8,
		of: (i) => ({ features: { t: i < 3 ? 'a' : 'b', u: i % 2 ? 'x' : 'y' } }),
		rules: { method: 'quotas', places: 4, quotas: tight }
	},
	'quotas, maximin': {
		count: 8,
		of: (i) => ({ features: { t: i < 3 ? 'a' : 'b', u: i % 2 ? 'x' : 'y' } }),
		rules: { method: 'quotas', places: 4, quotas: tight, objective: 'maximin' }
	},
	'one of a group': {
		count: 9,
		of: (i) => ({ ...half(i), groups: [`org ${i % 4}`] }),
		rules: {
			...{ method: 'quotas', places: 3, onePerGroup: true },
			quotas: [quota('t', 'a', 1, 2), quota('t', 'b', 1, 2)]
		}
	},
	stops: {
		count: 8,
		of: (i) => ({ ranking: [['p', 'q'], ['q', 'p'], ['p'], ['q', 'r']][i % 4]! }),
		rules: { method: 'stops', places: 5, stops: ['p', 'q', 'r'].map((stop, i) => ({ stop, places: i ? 2 : 1 })) }
	}
};

/** The draws whose uniformity is measured. */
export async function knownDraws(): Promise<Known[]> {
	const small = Object.entries(SMALL).map(async ([name, { count, of, rules }]) =>
		known(name, await plan(pool(count, of), rules))
	);
	const halved = await halvedPlan(pool(60, many), { method: 'quotas', places: 12, quotas: manyQuotas });
	return [...(await Promise.all(small)), known('quotas, halved totals', halved)];
}

function known(name: string, planned: Plan): Known {
	const witnesses = [{ name: 'w', commitment: commitSecret('sixteen letters or more') }];
	const { seal: sealed } = seal(planned, { call: name, tag: 'rehearsal', sealedAt: 1, randomness: { witnesses } });
	const faces = facesOf(planned);
	return { name, planned, sealed, outcomes: outcomesFor(faces), pairs: pairsOf(planned, sealed, faces) };
}

/** One outcome: a lot, the cell of the lottery that says so, the size of its type, and in a tour the stop. */
type Face = { readonly lot: number; readonly cell: number; readonly size: number; readonly stop?: string };

function facesOf({ roster, rules, lottery }: Plan): Face[] {
	const types = typesOf(roster, rules);
	const cells = rules.stops ? cellsByType(lottery.types) : types.map((_, t) => [t]);
	const faces = types.flatMap(({ members }, t) =>
		members.flatMap(({ lot }) =>
			cells[t]!.map((cell) => ({ lot, cell, size: members.length, stop: lottery.types[cell]!.stop }))
		)
	);
	return faces.sort((a, b) => a.lot - b.lot);
}

function outcomesFor(faces: readonly Face[]): Known['outcomes'] {
	const at = new Map<string | undefined, Map<number, number>>();
	faces.forEach(({ lot, stop }, i) => at.set(stop, (at.get(stop) ?? new Map<number, number>()).set(lot, i)));
	return ({ drawn, stops }) =>
		stops
			? Object.entries(stops).flatMap(([stop, lots]) => lots.map((lot) => at.get(stop)!.get(lot)!))
			: drawn.map((lot) => at.get(undefined)!.get(lot)!);
}

/** Orders of so many shares and numbers are tried out; of more only the chances are known. */
const MOST_NUMBERS = 1000;

function pairsOf(planned: Plan, sealed: Seal, faces: readonly Face[]): number[][] {
	const { lottery } = planned;
	if (lottery.form !== 'shares') return byPanels(planned, faces);
	if (lottery.of <= MOST_NUMBERS) return byShares(planned, sealed, faces);
	const chances = chancesOf(lottery);
	return faces.map(({ cell }, i) => faces.map((_, j) => (i === j ? chances[cell]![0] / chances[cell]![1] : NaN)));
}

/** Of each type a random part of a panel's count is drawn, in a tour cell by cell. */
function byPanels(planned: Plan, faces: readonly Face[]): number[][] {
	const pairs = faces.map(() => faces.map(() => 0));
	const typeOf = typeIndex(planned);
	for (const { part, counts } of panelsOf(planned)) {
		faces.forEach((a, i) =>
			faces.forEach((b, j) => {
				const first = counts[a.cell]! / a.size;
				pairs[i]![j]! += part * first * second(a, b, { counts, isOneType: typeOf[a.lot] === typeOf[b.lot] });
			})
		);
	}
	return pairs;
}

/** P(b | a) on a panel. */
function second(a: Face, b: Face, on: { counts: ArrayLike<number>; isOneType: boolean }): number {
	if (a.lot === b.lot) return a.cell === b.cell ? 1 : 0;
	const left = on.counts[b.cell]! - (a.cell === b.cell ? 1 : 0);
	return on.isOneType ? left / Math.max(1, b.size - 1) : on.counts[b.cell]! / b.size;
}

function panelsOf({ lottery, rules }: Plan): { part: number; counts: ArrayLike<number> }[] {
	if (lottery.form === 'halving')
		return [...everyPanel(lottery, rowsOf(rules, lottery.types))].map((counts) => ({ part: 1 / lottery.of, counts }));
	if (lottery.form !== 'panels') return [];
	return lottery.panels.map((panel) => ({
		part: panel.times / lottery.of,
		counts: denseCounts(panel, lottery.types, '')
	}));
}

/** The same for shares: every order of the entrants, every number, counted. */
function byShares(planned: Plan, sealed: Seal, faces: readonly Face[]): number[][] {
	const { lottery } = planned;
	const typeOf = Int32Array.from(typeIndex(planned).slice(1));
	const pairs = faces.map(() => faces.map(() => 0));
	let all = 0;
	for (const order of ordersOf(faces.map(({ lot }) => lot))) {
		for (let number = 0; number < lottery.of; number++) {
			const drawn = [...drawByShares(sealed, order, { typeOf, number })];
			for (const i of drawn) for (const j of drawn) pairs[i - 1]![j - 1]!++;
			all++;
		}
	}
	return pairs.map((row) => row.map((count) => count / all));
}

/** The type of every lot, at its number. */
function typeIndex({ roster, rules }: Plan): number[] {
	const index: number[] = [];
	typesOf(roster, rules).forEach(({ members }, t) => members.forEach(({ lot }) => (index[lot] = t)));
	return index;
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
	if (items.length === 0) yield [];
	for (let i = 0; i < items.length; i++)
		for (const rest of ordersOf([...items.slice(0, i), ...items.slice(i + 1)])) yield [items[i]!, ...rest];
}
