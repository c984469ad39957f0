import {
	commitTo,
	compareFractions,
	placeChances,
	type Candidate,
	type Fraction,
	type Plan,
	type Quota,
	type Rules
} from '#draw';
import { typesOf } from '#draw/types.ts';
import { isJoint } from '#domain/calls/joint.rules.ts';
import { placesFor } from '#domain/calls/quotas.rules.ts';
import { placesOf, type WholeCall } from '#domain/calls/rules.ts';
import { wayInDraw, type Method } from '#domain/bands/methods.rules.ts';
import type { Answers, Features } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';
import { rankingOf, tourRules } from './tour.rules.ts';
import { askedIn, elsewhere, featureIn, unanswered, type ChanceGroup, type FeatureNames } from './chances.rules.ts';

/** An application that goes into the draw: where it stood when the bands were frozen, and its newest receipt. */
export type Standing = {
	application_id: string;
	number: string | null;
	track: string;
	band: 'accept' | 'draw';
	answers: Answers;
	salt: string;
	content_hash: string;
	email: string;
	name: string;
	locale: 'ko' | 'en';
	/** Where its score surely lies, in thousandths, when the chances come from it; and the way they do. */
	score: [number, number] | null;
	cut: Pick<Method, 'way' | 'slope'>;
	/** The group of related applications it is in, by an opaque name; one at most of a group is drawn. */
	groups: string[];
	/** Its share in a joint draw, by what earlier draws of the tour count for. */
	weight: number;
};

type DrawnCall = Pick<WholeCall, 'tracks' | 'fields' | 'quotas' | 'stops' | 'memory'>;

/**
 * The quotas of the draw: a track has its places, whatever a quota says of it. A quota of one track counts a feature of
 * its own (`region · api`), which only the lots of that track have.
 */
export function drawnQuotas({ quotas, fields, tracks }: DrawnCall): Quota[] {
	const counted = new Set(fields.filter(({ kind }) => kind === 'track').map(({ key }) => key));
	const places = placesOf({ tracks });
	return quotas
		.filter(({ feature }) => feature !== 'track' && !counted.has(feature))
		.map(({ feature, value, track, min, max }) => {
			if (!track) return { feature, value, min, max };
			// All the places of its track are no bound: the draw gives a track no more anyway.
			const own = placesFor({ track }, tracks) ?? 0;
			return { feature: featureIn(feature, track), value, min, max: max < own ? max : places };
		});
}

/** The features the quotas speak of, and the track. Nothing else becomes public. */
export function featuresOf(call: DrawnCall, standing: Standing): Features {
	const named = [...new Set(drawnQuotas(call).map((quota) => quota.feature))];
	const pairs = named.map((feature) => [feature, valueIn(feature, standing)] as const);
	return { ...Object.fromEntries(pairs), track: standing.track };
}

function valueIn(feature: string, { answers, track }: Standing): string {
	const asked = askedIn(feature);
	if (asked.track !== null && asked.track !== track) return elsewhere;
	return answers[asked.key]?.trim() || unanswered;
}

/** The standing as the draw knows it: a salted commitment, features and band, an interval where it counts, no name. */
export function candidateOf(call: DrawnCall, standing: Standing): Candidate {
	return {
		commitment: commitTo(standing.salt, standing.content_hash),
		features: featuresOf(call, standing),
		band: standing.band,
		...(standing.score && { score: standing.score }),
		...(standing.groups.length > 0 && { groups: standing.groups }),
		...(isJoint(call) && { ranking: rankingOf(call, standing.answers), weight: standing.weight })
	};
}

/**
 * The rules of a call's draw: its places by track, those accepted counted in, and its quotas. A track with fewer
 * entrants than places takes them all. Every value that occurs is named, because an unnamed one could not be counted.
 * Where entrants are related, one of them at most is drawn. Bands cut from intervals are drawn with the chances that
 * the intervals give; where quotas or related entrants have a say too, the bands that were frozen decide instead.
 */
export function rulesOf(
	call: DrawnCall,
	candidates: readonly Candidate[],
	cut: Standing['cut'] = { way: 'lines', slope: null }
): Rules {
	if (isJoint(call)) return tourRules(call, candidates);
	const inTrack = (key: string) => candidates.filter(({ features }) => features.track === key).length;
	const perTrack = call.tracks.map(({ key, places }) => [key, Math.min(places, inTrack(key))] as const);
	const places = perTrack.reduce((sum, [, count]) => sum + count, 0);
	const strata = { feature: 'track', places: Object.fromEntries(perTrack) };
	const hasGroups = candidates.some(({ groups }) => groups?.length);
	const isPlain = drawnQuotas(call).length === 0 && !hasGroups;
	if (isPlain && cut.way !== 'lines') return { method: 'scores', places, strata, ...wayInDraw(cut) };
	if (isPlain) return { method: 'banded', places, strata };
	const quotas = allQuotas(call, candidates, places);
	return { method: 'quotas', places, strata, quotas, bands: true, ...(hasGroups && { onePerGroup: true }) };
}

function allQuotas(call: DrawnCall, candidates: readonly Candidate[], places: number): Quota[] {
	const named = drawnQuotas(call);
	const features = [...new Set(named.map(({ feature }) => feature))];
	const free = features.flatMap((feature) => {
		const seen = new Set(candidates.map((candidate) => candidate.features[feature] ?? unanswered));
		for (const quota of named) if (quota.feature === feature) seen.delete(quota.value);
		return [...seen].sort().map((value) => ({ feature, value, min: 0, max: places }));
	});
	return [...named, ...free];
}

/** The exact chance of each lot, from 1. */
export function chanceByLot(plan: Pick<Plan, 'roster' | 'rules' | 'lottery'>): Map<number, Fraction> {
	const chances = placeChances(plan.lottery);
	const types = typesOf(plan.roster, plan.rules);
	return new Map(types.flatMap(({ members }, t) => members.map(({ lot }) => [lot, chances[t]!] as const)));
}

/** Chances from the lowest to the highest, with how many have each. */
export function chanceGroups(chances: Iterable<Fraction>): ChanceGroup[] {
	const groups = new Map<string, ChanceGroup>();
	for (const [num, den] of chances) {
		const group = groups.get(`${num}/${den}`);
		if (group) group.count++;
		else groups.set(`${num}/${den}`, { num, den, count: 1 });
	}
	return [...groups.values()].sort((a, b) => compareFractions([a.num, a.den], [b.num, b.den]));
}

/** The organiser's words for the features of the draw. */
export function featureNames(call: DrawnCall, trackName: Words): FeatureNames {
	const tracks = Object.fromEntries(call.tracks.map((track) => [track.key, track.name]));
	const named = [...new Set(drawnQuotas(call).map(({ feature }) => feature))];
	const inOrder = call.fields.flatMap((field) => {
		const values = Object.fromEntries(field.options.map((option) => [option.value, option.label]));
		const own = named.filter((feature) => askedIn(feature).key === field.key);
		return own.map((feature) => [feature, { name: nameIn(field.label, tracks[askedIn(feature).track ?? '']), values }]);
	});
	return { ...Object.fromEntries(inOrder), track: { name: trackName, values: tracks } };
}

const nameIn = (label: Words, track: Words | undefined): Words =>
	track ? { ko: featureIn(label.ko, track.ko), en: featureIn(label.en, track.en) } : label;
