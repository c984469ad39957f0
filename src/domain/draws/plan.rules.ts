import { DrawRefusal, saying, smallClasses, type Candidate, type Plan } from '#draw';
import { plan } from '#draw/plan/plan.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import type { Words } from '#lib/words.ts';
import { candidateOf, chanceByLot, chanceGroups, drawnQuotas, rulesOf, type Standing } from './lots.rules.ts';
import type { ChanceGroup } from './chances.rules.ts';
import { cannotBeDrawn } from './rules.ts';

/**
 * Plans the draw of a call from its frozen standings: roster, lottery and exact chances. The same standings give the
 * same plan. Refuses, in words, what the rules make impossible.
 */
export async function planDraw(call: WholeCall, standings: readonly Standing[]): Promise<Plan> {
	const candidates = standings.map((standing) => candidateOf(call, standing));
	try {
		return await plan(candidates, rulesOf(call, candidates, standings[0]?.cut));
	} catch (fault) {
		if (fault instanceof DrawRefusal) throw cannotBeDrawn(saying(fault));
		throw fault;
	}
}

/** What the organiser sees before sealing. `problem` says, in words, why it cannot be sealed as it is. */
export type Preview = {
	tracks: { key: string; places: number; accepted: number; inDraw: number; left: number }[];
	quotas: { feature: string; value: string; min: number; max: number; accepted: number; inDraw: number }[];
	/** Of a joint draw: for each stop its places, who ranks it first, and who ranks it at all. */
	stops: { city: Words; places: number; first: number; ranked: number }[];
	chances: ChanceGroup[];
	small: { features: Record<string, string>; size: number }[];
	classes: number;
	problem: Words | null;
};

/** Who is in, what is left, the chances and the smallest classes, as they would be sealed now. */
export async function previewDraw(call: WholeCall, standings: readonly Standing[]): Promise<Preview> {
	const candidates = standings.map((standing) => candidateOf(call, standing));
	const { chances, problem } = await chancesOrWhyNot(call, standings);
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
		chances,
		small: smallClasses(candidates, 3).map(({ features, size }) => ({ features, size })),
		classes: new Set(candidates.map(({ features }) => JSON.stringify(features))).size,
		problem
	};
}

function bandsOf(candidates: readonly Candidate[], feature: string, value: string) {
	const having = candidates.filter((candidate) => candidate.features[feature] === value);
	const accepted = having.filter(({ band }) => band === 'accept').length;
	return { accepted, inDraw: having.length - accepted };
}

async function chancesOrWhyNot(
	call: WholeCall,
	standings: readonly Standing[]
): Promise<{ chances: ChanceGroup[]; problem: Words | null }> {
	const candidates = standings.map((standing) => candidateOf(call, standing));
	try {
		const planned = await plan(candidates, rulesOf(call, candidates, standings[0]?.cut));
		return { chances: chanceGroups(chanceByLot(planned).values()), problem: null };
	} catch (fault) {
		if (!(fault instanceof DrawRefusal)) throw fault;
		return { chances: [], problem: saying(fault) };
	}
}
