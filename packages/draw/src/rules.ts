import { checkList } from './fields.ts';
import { MOST_ENTRANTS, MOST_LISTED, MOST_NUMBER, MOST_QUOTAS } from './limits.ts';
import { refuse } from './refusal.ts';
import { isWhole, plainText } from './roster.ts';

/** How chances are made; each method and its guarantee is one section of SPEC §6. */
export type Method = 'uniform' | 'weighted' | 'banded' | 'scores' | 'quotas' | 'stops';

/** What method `quotas` makes best (SPEC §6.5, §6.7); the canonical form of `leximin` is to say nothing. */
export type Objective = 'leximin' | 'maximin';

/** Of the drawn, at least `min` and at most `max` have this value. Never of tickets, always of drawn entrants. */
export type Quota = { readonly feature: string; readonly value: string; readonly min: number; readonly max: number };

/** One stop of a tour: at most `places` are drawn for it, and its quotas count these alone. */
export type Stop = { readonly stop: string; readonly places: number; readonly quotas?: readonly Quota[] };

/** What is to be drawn, and how. Becomes part of the seal. */
export type Rules = {
	readonly method: Method;
	readonly places: number;
	/** a fixed number of places for each value of one feature (per track); their sum is `places` */
	readonly strata?: { readonly feature: string; readonly places: Readonly<Record<string, number>> };
	/** method `quotas` */
	readonly quotas?: readonly Quota[];
	/** method `quotas`: no two entrants that share a group */
	readonly onePerGroup?: boolean;
	/** method `quotas`: bands count: `accept` is drawn for certain, `decline` never. Method `banded` always reads them */
	readonly bands?: boolean;
	/** method `quotas`: what is raised as far as possible: chances one after the other (leximin, when left out) or the least alone */
	readonly objective?: Objective;
	/** method `scores`, linear: chance = clip(slope × score + b, 0, 1), slope = [numerator, denominator] */
	readonly slope?: readonly [number, number];
	/** method `scores` by a line: intervals above the line are in, below it out, those across it drawn */
	readonly line?: boolean;
	/** method `scores` by merit: chances that guarantee most, wherever in its interval each entrant truly is */
	readonly merit?: boolean;
	/** method `stops`: one draw for all of them; their places sum to `places` */
	readonly stops?: readonly Stop[];
	/** method `stops`: whose `weight` is k eats k times as fast */
	readonly weights?: boolean;
};

const METHODS: readonly string[] = ['uniform', 'weighted', 'banded', 'scores', 'quotas', 'stops'];
const OBJECTIVES: readonly string[] = ['leximin', 'maximin'];
const FIELDS: readonly string[] = [
	'method',
	'places',
	'strata',
	'quotas',
	'onePerGroup',
	'bands',
	'objective',
	'slope',
	'line',
	'merit',
	'stops',
	'weights'
];

/** Fields that only one method reads: given with another they would promise what isn't kept. */
const UNUSED = [
	['quotas', 'quotas'],
	['onePerGroup', 'quotas'],
	['bands', 'quotas'],
	['objective', 'quotas'],
	['slope', 'scores'],
	['line', 'scores'],
	['merit', 'scores'],
	['stops', 'stops'],
	['weights', 'stops']
] as const;

/** The rules in canonical form (SPEC §4): NFC, quotas sorted, nothing that isn't used. Refuses what makes no sense. */
export function canonicalRules(rules: Rules): Rules {
	const strange = Object.keys(rules).find((name) => !FIELDS.includes(name));
	if (strange) throw refuse('draw.unknown-field', { where: `/rules/${strange}` });
	if (!METHODS.includes(rules.method)) throw refuse('draw.unknown-method', { method: String(rules.method) });
	if (!isPlaces(rules.places)) throw refuse('draw.bad-places', { places: String(rules.places) });
	const { method, places } = rules;
	const unused = UNUSED.find(([field, user]) => user !== method && isSet(rules[field]));
	if (unused) throw refuse('draw.field-unused', { field: unused[0], method });
	if (rules.objective !== undefined && !OBJECTIVES.includes(rules.objective))
		throw refuse('draw.unknown-objective', { objective: String(rules.objective) });
	if (method === 'stops') return plainTour(rules);
	return {
		method,
		places,
		...(rules.strata && { strata: plainStrata(rules) }),
		...(method === 'quotas' && { quotas: plainQuotas(rules.quotas ?? [], places) }),
		...(method === 'quotas' && rules.onePerGroup && { onePerGroup: true }),
		...(method === 'quotas' && rules.bands && { bands: true }),
		...(method === 'quotas' && rules.objective === 'maximin' && { objective: 'maximin' as const }),
		...(method === 'scores' && plainWay(rules))
	};
}

/** Whether bands decide: accept for certain, decline never. */
export function readsBands(rules: Rules): boolean {
	return rules.method === 'banded' || rules.bands === true;
}

/** Whether weights decide: chances in proportion to them, or how fast each eats. */
export function readsWeights(rules: Rules): boolean {
	return rules.method === 'weighted' || rules.weights === true;
}

/** The quotas of the draw and those of its stops. */
export function allQuotas({ quotas = [], stops = [] }: Rules): Quota[] {
	return [...quotas, ...stops.flatMap((stop) => stop.quotas ?? [])];
}

/** The features that the rules speak of, in order. */
export function featuresOf(rules: Rules): string[] {
	const names = allQuotas(rules).map((quota) => quota.feature);
	if (rules.strata) names.push(rules.strata.feature);
	return [...new Set(names)].sort();
}

/** Places: at least one, and no more than there can be entrants. */
function isPlaces(places: unknown): places is number {
	return isWhole(places, 1) && places <= MOST_ENTRANTS;
}

function isSet(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function plainStrata({ strata, places }: Rules): NonNullable<Rules['strata']> {
	const pairs = Object.entries(strata!.places).map(([value, count]) => [plainText(value), count] as const);
	for (const [value, count] of pairs) {
		if (!isWhole(count, 0))
			throw refuse('draw.bad-quota', { feature: strata!.feature, value, min: String(count), max: String(count) });
	}
	checkList(pairs, '/rules/strata/places', 0, MOST_QUOTAS);
	const sum = pairs.reduce((total, [, count]) => total + count, 0);
	if (sum !== places) throw refuse('draw.strata-sum', { feature: strata!.feature, sum, places });
	const plain = Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
	if (Object.keys(plain).length !== pairs.length)
		throw refuse('draw.same-quota', { feature: strata!.feature, value: '' });
	return { feature: plainText(strata!.feature), places: plain };
}

/** The canonical rules of a tour: stops sorted by name, each with its quotas. */
function plainTour(rules: Rules): Rules {
	const { method, places, strata, weights } = rules;
	if (strata) throw refuse('draw.field-unused', { field: 'strata', method });
	checkList(rules.stops ?? [], '/rules/stops', 0, MOST_LISTED);
	const stops = (rules.stops ?? []).map(plainStop).sort((a, b) => compareText(a.stop, b.stop));
	const twice = stops.find(({ stop }, i) => stop === stops[i + 1]?.stop);
	if (twice) throw refuse('draw.same-stop', { stop: twice.stop });
	const sum = stops.reduce((total, stop) => total + stop.places, 0);
	if (sum !== places) throw refuse('draw.stops-sum', { sum, places });
	return { method, places, stops, ...(weights && { weights: true }) };
}

function plainStop(given: Stop): Stop {
	const strange = Object.keys(given).find((name) => !['stop', 'places', 'quotas'].includes(name));
	if (strange) throw refuse('draw.unknown-field', { where: `/rules/stops/${strange}` });
	const { stop, places, quotas = [] } = given;
	if (typeof stop !== 'string' || !isPlaces(places))
		throw refuse('draw.bad-stop', { stop: String(stop), places: String(places) });
	return { stop: plainText(stop), places, quotas: plainQuotas(quotas, places) };
}

function plainQuotas(quotas: readonly Quota[], places: number): Quota[] {
	checkList(quotas, '/rules/quotas', 0, MOST_QUOTAS);
	const plain = quotas.map(({ feature, value, min, max }) => {
		const sane = isWhole(min, 0) && isWhole(max, 0) && min <= max;
		if (!sane) throw refuse('draw.bad-quota', { feature, value, min: String(min), max: String(max) });
		// A maximum above the places says nothing; cut, so that two ways of saying nothing are one.
		return { feature: plainText(feature), value: plainText(value), min, max: Math.min(max, places) };
	});
	plain.sort((a, b) => compareText(a.feature, b.feature) || compareText(a.value, b.value));
	for (let i = 1; i < plain.length; i++) {
		const [a, b] = [plain[i - 1]!, plain[i]!];
		if (a.feature === b.feature && a.value === b.value)
			throw refuse('draw.same-quota', { feature: a.feature, value: a.value });
	}
	const tooMany = plain.find((quota) => quota.min > quota.max);
	if (tooMany) throw refuse('draw.min-above-places', { ...tooMany, places });
	return plain;
}

/** How scores become chances: by exactly one of three ways. */
function plainWay({ slope, line, merit }: Rules): Pick<Rules, 'slope' | 'line' | 'merit'> {
	if ([slope, line, merit].filter(isSet).length !== 1) throw refuse('draw.two-ways');
	if (merit) return { merit: true };
	return line ? { line: true } : { slope: plainSlope(slope) };
}

function plainSlope(slope: Rules['slope']): readonly [number, number] {
	const isSound = slope && isWhole(slope[0], 0) && isWhole(slope[1], 1) && Math.max(...slope) <= MOST_NUMBER;
	if (!isSound) throw refuse('draw.bad-slope', { slope: String(slope) });
	return [slope[0], slope[1]];
}

/** Order of UTF-16 code units, the order RFC 8785 sorts names by. Never the locale's. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
