import { chancesOf, type Candidate, type Plan, type Quota, type Rules, type Stop } from '#draw';
import { cellsByType } from '#draw/cells.ts';
import { typesOf } from '#draw/types.ts';
import type { StopChance } from '#db/kinds.ts';
import { quotasAtStop, remembers } from '#domain/calls/joint.rules.ts';
import type { CallStop, WholeCall } from '#domain/calls/rules.ts';
import { featureIn, unanswered } from './chances.rules.ts';

type TourCall = Pick<WholeCall, 'tracks' | 'fields' | 'quotas' | 'stops' | 'memory'>;

/** The stops an applicant ranked, of those the draw is for, the best first; whoever ranked none of them takes any. */
export function rankingOf(call: Pick<WholeCall, 'fields' | 'stops'>, answers: Record<string, string>): string[] {
	const field = call.fields.find(({ kind }) => kind === 'stops');
	const known = call.stops.map(({ slug }) => slug);
	const ranked = (answers[field?.key ?? ''] ?? '').split('\n').filter((slug) => known.includes(slug));
	return ranked.length ? [...new Set(ranked)] : known;
}

/**
 * The rules of a joint draw (SPEC §6.8): of each stop its places and quotas. A track's minimum at a stop is at most the
 * entrants of that track who would go there. Every value that occurs is named, because an unnamed one could not be counted.
 */
export function tourRules(call: TourCall, candidates: readonly Candidate[]): Rules {
	const stops = call.stops.map((stop): Stop => {
		const named = quotasAtStop(call, stop).map((quota) => ofStop(quota, stop, candidates));
		return { stop: stop.slug, places: stop.places, quotas: [...named, ...unnamed(named, stop, candidates)] };
	});
	const places = call.stops.reduce((sum, stop) => sum + stop.places, 0);
	return { method: 'stops', places, stops, ...(remembers(call.memory) && { weights: true }) };
}

type AtStop = ReturnType<typeof quotasAtStop>[number];

function ofStop({ feature, value, track, min, max }: AtStop, stop: CallStop, candidates: readonly Candidate[]): Quota {
	const name = track ? featureIn(feature, track) : feature;
	const most = Math.min(max, stop.places);
	if (feature !== 'track') return { feature: name, value, min: Math.min(min, most), max: most };
	const able = candidates.filter(({ features, ranking }) => features.track === value && ranking?.includes(stop.slug));
	return { feature: name, value, min: Math.min(min, most, able.length), max: most };
}

function unnamed(named: Quota[], stop: CallStop, candidates: readonly Candidate[]): Quota[] {
	return [...new Set(named.map(({ feature }) => feature))].flatMap((feature) => {
		const seen = new Set(candidates.map((candidate) => candidate.features[feature] ?? unanswered));
		for (const quota of named) if (quota.feature === feature) seen.delete(quota.value);
		return [...seen].sort().map((value) => ({ feature, value, min: 0, max: stop.places }));
	});
}

/** Of each lot of a joint draw, from 1: its chance at each stop of its ranking. */
export function tourChances(plan: Pick<Plan, 'roster' | 'rules' | 'lottery'>): Map<number, StopChance[]> {
	const cells = chancesOf(plan.lottery);
	const byType = cellsByType(plan.lottery.types);
	return new Map(
		typesOf(plan.roster, plan.rules).flatMap(({ members }, t) => {
			const stops = byType[t]!.map((c) => {
				const [num, den] = cells[c]!;
				return { stop: plan.lottery.types[c]!.stop!, num, den };
			});
			return members.map(({ lot }) => [lot, stops] as const);
		})
	);
}
