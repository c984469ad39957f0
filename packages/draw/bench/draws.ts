import type { Candidate, Plan, Rules } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { drawByShares } from '../src/shares.ts';
import { typesOf } from '../src/types.ts';
import { seal, commitSecret, type Seal } from '../src/index.ts';
import { pool } from '../test/world.ts';

/** A small draw whose probabilities are known exactly, of each entrant and of each pair. */
export type Known = {
	readonly name: string;
	readonly planned: Plan;
	readonly sealed: Seal;
	readonly pairs: number[][];
};

const COUNT = 8;
const candidates: Readonly<Record<string, (i: number) => Partial<Candidate>>> = {
	uniform: () => ({}),
	banded: (i) => ({ band: i === 0 ? 'accept' : i === 7 ? 'decline' : 'draw' }),
	weighted: (i) => ({ weight: 1 + (i % 3) }),
	quotas: (i) => ({ features: { t: i < 3 ? 'a' : 'b', u: i % 2 ? 'x' : 'y' } })
};
const quota = (feature: string, value: string, min: number, max: number) => ({ feature, value, min, max });
const rules: Readonly<Record<string, Rules>> = {
	uniform: { method: 'uniform', places: 3 },
	banded: { method: 'banded', places: 4 },
	weighted: { method: 'weighted', places: 3 },
	quotas: {
		...{ method: 'quotas', places: 4 },
		quotas: [quota('t', 'a', 1, 2), quota('t', 'b', 2, 3), quota('u', 'x', 2, 3), quota('u', 'y', 1, 2)]
	}
};

/** The draws whose uniformity is measured: one of each way of drawing. */
export function knownDraws(): Promise<Known[]> {
	return Promise.all(
		Object.keys(rules).map(async (name) => {
			const planned = await plan(pool(COUNT, candidates[name]), rules[name]!);
			const witnesses = [{ name: 'w', commitment: commitSecret('sixteen letters or more') }];
			const { seal: sealed } = seal(planned, { call: name, tag: 'rehearsal', sealedAt: 1, randomness: { witnesses } });
			return {
				name,
				planned,
				sealed,
				pairs: planned.lottery.form === 'shares' ? byShares(planned, sealed) : byPanels(planned)
			};
		})
	);
}

/** P(both are drawn) for every two lots, and P(drawn) on the diagonal: of each type a random part of the line's count. */
function byPanels({ roster, rules: given, lottery }: Plan): number[][] {
	if (lottery.form !== 'panels') return [];
	const typeOf = typeIndex(roster, given);
	const sizes = lottery.types.map(({ size }) => size);
	const pairs = roster.map(() => roster.map(() => 0));
	for (const { times, counts } of lottery.panels) {
		const count = sizes.map((_, t) => counts.find(([own]) => own === t)?.[1] ?? 0);
		roster.forEach((_, i) =>
			roster.forEach((__, j) => {
				const [a, b] = [typeOf[i]!, typeOf[j]!];
				const first = count[a]! / sizes[a]!;
				const second = i === j ? 1 : a === b ? (count[a]! - 1) / Math.max(1, sizes[a]! - 1) : count[b]! / sizes[b]!;
				pairs[i]![j]! += (times / lottery.of) * first * second;
			})
		);
	}
	return pairs;
}

/** The same for shares: every order of the entrants, every number, counted. */
function byShares({ roster, rules: given, lottery }: Plan, sealed: Seal): number[][] {
	const typeOf = Int32Array.from(typeIndex(roster, given));
	const pairs = roster.map(() => roster.map(() => 0));
	let all = 0;
	for (const order of ordersOf(roster.map(({ lot }) => lot))) {
		for (let number = 0; number < lottery.of; number++) {
			const drawn = [...drawByShares(sealed, order, { typeOf, number })];
			for (const i of drawn) for (const j of drawn) pairs[i - 1]![j - 1]!++;
			all++;
		}
	}
	return pairs.map((row) => row.map((count) => count / all));
}

function typeIndex(roster: Plan['roster'], given: Rules): number[] {
	const index: number[] = [];
	typesOf(roster, given).forEach(({ members }, t) => members.forEach(({ lot }) => (index[lot - 1] = t)));
	return index;
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
	if (items.length === 0) yield [];
	for (let i = 0; i < items.length; i++)
		for (const rest of ordersOf([...items.slice(0, i), ...items.slice(i + 1)])) yield [items[i]!, ...rest];
}
