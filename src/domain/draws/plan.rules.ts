import { checkCertificate, smallClasses, type Candidate, type Plan, type Rules } from '#draw';
import type { WholeCall } from '#domain/calls/rules.ts';
import type { Words } from '#lib/words.ts';
import { candidateOf, chanceByLot, chanceGroups, drawnQuotas, rulesOf, type Standing } from './lots.rules.ts';
import type { ChanceGroup } from './chances.rules.ts';

/** What a planner is given. The same gives the same plan, on any machine. */
export type ToPlan = { candidates: Candidate[]; rules: Rules };

/** What the planner of a call's draw is given, from its frozen standings. */
export function drawToPlan(call: WholeCall, standings: readonly Standing[]): ToPlan {
	const candidates = standings.map((standing) => candidateOf(call, standing));
	return { candidates, rules: rulesOf(call, candidates, standings[0]?.cut) };
}

/** Whether it is planned in less time than a thread of its own takes to start, however tight its quotas are. */
export function isPlannedAtOnce({ candidates, rules }: ToPlan): boolean {
	const takesSolver = rules.method === 'quotas' || rules.method === 'stops' || Boolean(rules.merit);
	return candidates.length <= (takesSolver ? 24 : 1000);
}

/** A plan, or, in words, what the rules make impossible. */
export type Outcome = { planned: Plan } | { problem: Words };

/** What the organiser sees before sealing. `problem` says, in words, why it cannot be sealed as it is. */
export type Preview = {
	tracks: { key: string; places: number; accepted: number; inDraw: number; left: number }[];
	quotas: { feature: string; value: string; min: number; max: number; accepted: number; inDraw: number }[];
	/** Of a joint draw: for each stop its places, who ranks it first, and who ranks it at all. */
	stops: { city: Words; places: number; first: number; ranked: number }[];
	chances: ChanceGroup[];
	/** By how much the low chances could be higher in some other lottery, for all that is proved; null where it is next to nothing. */
	gap: number | null;
	small: { features: Record<string, string>; size: number }[];
	classes: number;
	problem: Words | null;
};

/** Who is in, what is left, the chances and the smallest classes, as they would be sealed now. */
export function previewOf(call: WholeCall, candidates: readonly Candidate[], outcome: Outcome): Preview {
	return {
		tracks: call.tracks.map(({ key, places }) => {
			const { accepted, inDraw } = bandsOf(candidates, 'track', key);
			return { key, places, accepted, inDraw, left: Math.max(0, places - accepted) };
		}),
		quotas: drawnQuotas(call).map(({ feature, value, min, max }) => {
			return { feature, value, min, max, ...bandsOf(candidates, feature, value) };
		}),
		stops: call.stops.map(({ slug, city, places }) => ({
			...{ city, places },
			first: candidates.filter(({ ranking }) => ranking?.[0] === slug).length,
			ranked: candidates.filter(({ ranking }) => ranking?.includes(slug)).length
		})),
		gap: 'planned' in outcome ? gapIn(outcome.planned) : null,
		chances: 'planned' in outcome ? chanceGroups(chanceByLot(outcome.planned).values()) : [],
		small: smallClasses(candidates, 3).map(({ features, size }) => ({ features, size })),
		classes: new Set(candidates.map(({ features }) => JSON.stringify(features))).size,
		problem: 'problem' in outcome ? outcome.problem : null
	};
}

/** More than a thousandth: less is the solver's rounding. */
function gapIn(planned: Plan): number | null {
	const gap = planned.rules.method === 'quotas' ? checkCertificate(planned) : null;
	return gap && gap[0] / gap[1] >= 0.001 ? gap[0] / gap[1] : null;
}

function bandsOf(candidates: readonly Candidate[], feature: string, value: string) {
	const having = candidates.filter((candidate) => candidate.features[feature] === value);
	const accepted = having.filter(({ band }) => band === 'accept').length;
	return { accepted, inDraw: having.length - accepted };
}
