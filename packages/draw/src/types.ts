import { canonical } from './canonical.ts';
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

/** The types of a roster under rules, in canonical order: by the canonical JSON of what they have in common (SPEC §4). */
export function typesOf(roster: readonly Entrant[], rules: Rules): Type[] {
	const look = lookOf(roster, rules);
	const classes = new Map<string, { common: Omit<TypeLine, 'size'>; members: Entrant[] }>();
	for (const entrant of roster) {
		const common = look(entrant);
		// Any key will do to tell classes apart; the canonical one, which orders them, is made once for each.
		const key = JSON.stringify(common);
		const found = classes.get(key);
		if (found) found.members.push(entrant);
		else classes.set(key, { common, members: [entrant] });
	}
	return [...classes.values()]
		.map(({ common, members }) => ({ key: canonical(common), line: { ...common, size: members.length }, members }))
		.sort((a, b) => compareText(a.key, b.key))
		.map(({ line, members }) => ({ line, members }));
}

/** Fewest and most that can be drawn of a type by its band alone (SPEC §4). */
export function boundsOf(line: TypeLine): readonly [number, number] {
	if (line.band === 'accept') return [line.size, line.size];
	if (line.band === 'decline') return [0, 0];
	return [0, line.size];
}

/** What the rules see of one entrant; refuses an entrant that lacks something the rules need. */
function lookOf(roster: readonly Entrant[], rules: Rules): (entrant: Entrant) => Omit<TypeLine, 'size'> {
	const features = featuresOf(rules);
	const known = knownValues(rules);
	const stops = new Set(rules.stops?.map(({ stop }) => stop));
	const shared = rules.onePerGroup ? sharedGroups(roster) : new Set<string>();
	return (entrant) => {
		const values = features.map((feature) => [feature, knownValue(entrant, feature, known)] as const);
		const groups = (entrant.groups ?? []).filter((group) => shared.has(group));
		return {
			features: Object.fromEntries(values),
			...(readsBands(rules) && { band: need(entrant, 'band', entrant.band) }),
			...(readsWeights(rules) && { weight: need(entrant, 'weight', entrant.weight) }),
			...(rules.method === 'scores' && { score: need(entrant, 'score', entrant.score) }),
			...(groups.length > 0 && { groups }),
			...(rules.stops && { ranking: knownStops(entrant, stops) })
		};
	};
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
