import { canonical } from './canonical.ts';
import { ByFeatures, newNode, step, type Node } from './paths.ts';
import { refuse } from './refusal.ts';
import { valueOf, type Band, type Candidate, type Entrant } from './roster.ts';
import { allQuotas, compareText, featuresOf, readsBands, readsWeights, type Rules } from './rules.ts';

/** What the entrants of one type have in common, as far as the rules look; they are interchangeable (SPEC §4). */
export type TypeLine = {
	readonly size: number;
	readonly features: Readonly<Record<string, string>>;
	readonly band?: Band;
	readonly weight?: number;
	readonly score?: number | readonly [number, number];
	readonly groups?: readonly string[];
	readonly ranking?: readonly string[];
	/** method `stops`: a line of the lottery is a cell, the members of a type at one stop of their ranking */
	readonly stop?: string;
};

/** A type and its members, in roster order. */
export type Type = { readonly line: TypeLine; readonly members: readonly Entrant[] };

type Class = { readonly common: Omit<TypeLine, 'size'>; readonly members: Entrant[] };

/** The types of a roster under rules, in canonical order: by the canonical JSON of what they have in common (SPEC §4). */
export function typesOf(roster: readonly Entrant[], rules: Rules): Type[] {
	const { common, steps } = lookOf(roster, rules);
	const root = newNode<Class>();
	const byFeatures = new ByFeatures((entrant: Entrant) =>
		featuresOf(rules).reduce((node, feature) => step(node, valueOf(entrant, feature)), root)
	);
	const classes: Class[] = [];
	for (const entrant of roster) {
		const node = steps(entrant, byFeatures.of(entrant));
		if (node.found) node.found.members.push(entrant);
		else classes.push((node.found = { common: common(entrant), members: [entrant] }));
	}
	return classes
		.map(({ common: c, members }) => ({ key: canonical(c), line: { ...c, size: members.length }, members }))
		.sort((a, b) => compareText(a.key, b.key))
		.map(({ line, members }) => ({ line, members }));
}

/** The type of every lot: at position lot - 1. */
export function typesByLot(types: readonly Type[]): Int32Array {
	const typeOf = new Int32Array(types.reduce((sum, { members }) => sum + members.length, 0));
	types.forEach(({ members }, t) => {
		for (const { lot } of members) typeOf[lot - 1] = t;
	});
	return typeOf;
}

/** Fewest and most that can be drawn of a type by its band alone (SPEC §4). */
export function boundsOf(line: TypeLine): readonly [number, number] {
	if (line.band === 'accept') return [line.size, line.size];
	if (line.band === 'decline') return [0, 0];
	return [0, line.size];
}

type Look = {
	/** what the rules see of one entrant; refuses one that lacks something they need */
	readonly common: (entrant: Entrant) => Omit<TypeLine, 'size'>;
	/** from the node of the features on: two entrants end at the same node when they agree in all that the rules see */
	readonly steps: <T>(entrant: Entrant, from: Node<T>) => Node<T>;
};

function lookOf(roster: readonly Entrant[], rules: Rules): Look {
	const features = featuresOf(rules);
	const reads = { bands: readsBands(rules), weights: readsWeights(rules), scores: rules.method === 'scores' };
	const known = knownValues(rules);
	const stops = new Set(rules.stops?.map(({ stop }) => stop));
	const shared = rules.onePerGroup ? sharedGroups(roster) : new Set<string>();
	const groupsOf = (entrant: Entrant) => (entrant.groups ?? []).filter((group) => shared.has(group));
	const common = (entrant: Entrant) => {
		const values = features.map((feature) => [feature, knownValue(entrant, feature, known)] as const);
		const groups = groupsOf(entrant);
		return {
			features: Object.fromEntries(values),
			...(reads.bands && { band: need(entrant, 'band', entrant.band) }),
			...(reads.weights && { weight: need(entrant, 'weight', entrant.weight) }),
			...(reads.scores && { score: need(entrant, 'score', entrant.score) }),
			...(groups.length > 0 && { groups }),
			...(rules.stops && { ranking: knownStops(entrant, stops) })
		};
	};
	const steps = <T>(entrant: Entrant, from: Node<T>) => {
		let node = from;
		if (reads.bands) node = step(node, entrant.band);
		if (reads.weights) node = step(node, entrant.weight);
		if (reads.scores) node = afterScore(node, entrant.score);
		if (rules.stops) for (const stop of entrant.ranking ?? []) node = step(node, stop);
		if (shared.size > 0) for (const group of groupsOf(entrant)) node = step(node, group);
		return node;
	};
	return { common, steps };
}

function afterScore<T>(node: Node<T>, score: Entrant['score']): Node<T> {
	return typeof score === 'object' ? step(step(node, score[0]), score[1]) : step(node, score);
}

function knownValue(entrant: Candidate & { lot: number }, feature: string, known: Map<string, Set<string>>): string {
	const value = valueOf(entrant, feature);
	if (value === undefined)
		throw refuse('draw.feature-missing', { lot: entrant.lot, commitment: entrant.commitment, feature });
	if (!known.get(feature)!.has(value)) {
		throw refuse('draw.value-unknown', { lot: entrant.lot, commitment: entrant.commitment, feature, value });
	}
	return value;
}

function knownStops(entrant: Entrant, stops: ReadonlySet<string>): readonly string[] {
	const ranking = need(entrant, 'ranking', entrant.ranking);
	const stop = ranking.find((one) => !stops.has(one));
	if (stop !== undefined) throw refuse('draw.unknown-stop', { lot: entrant.lot, commitment: entrant.commitment, stop });
	return ranking;
}

function knownValues(rules: Rules): Map<string, Set<string>> {
	const known = new Map<string, Set<string>>(featuresOf(rules).map((feature) => [feature, new Set<string>()]));
	for (const { feature, value } of allQuotas(rules)) known.get(feature)!.add(value);
	if (rules.strata) for (const value of Object.keys(rules.strata.places)) known.get(rules.strata.feature)!.add(value);
	return known;
}

/** Groups that at least two entrants share: only these can keep one another out. */
function sharedGroups(roster: readonly Entrant[]): Set<string> {
	const seen = new Map<string, number>();
	for (const { groups } of roster) for (const group of groups ?? []) seen.set(group, (seen.get(group) ?? 0) + 1);
	return new Set([...seen].filter(([, count]) => count > 1).map(([group]) => group));
}

function need<T>(entrant: Entrant, field: string, value: T | undefined): T {
	if (value === undefined)
		throw refuse('draw.field-missing', { lot: entrant.lot, commitment: entrant.commitment, field });
	return value;
}
