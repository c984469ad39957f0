import type { Pair } from './assignments.rules.ts';

/** What giving on is chosen from: applications somebody leaves, who else reviews, what each has, and what must not be. */
export type Leaving = {
	applications: string[];
	reviewers: string[];
	/** Every other assignment there is, those in conflict included: nobody gets what they have already. */
	held: Pair[];
	isBarred: (pair: Pair) => boolean;
};

/**
 * To whom each application goes: who has the fewest possible takers chooses first, and takes the least burdened. What
 * nobody may take stays out. The same asked again gives the same answer.
 */
export function proposeMoves({ applications, reviewers, held, isBarred }: Leaving): Pair[] {
	const has = new Set(held.map(({ applicationId, reviewerId }) => `${applicationId} ${reviewerId}`));
	const load = new Map(reviewers.map((id) => [id, 0]));
	for (const { reviewerId } of held) load.set(reviewerId, (load.get(reviewerId) ?? 0) + 1);
	const takers = (applicationId: string) =>
		reviewers.filter(
			(reviewerId) => !has.has(`${applicationId} ${reviewerId}`) && !isBarred({ applicationId, reviewerId })
		);
	const possible = applications.map((applicationId) => ({ applicationId, takers: takers(applicationId) }));
	possible.sort(
		(one, other) => one.takers.length - other.takers.length || compare(one.applicationId, other.applicationId)
	);
	return possible.flatMap(({ applicationId, takers }) => {
		const [reviewerId] = takers.sort((one, other) => load.get(one)! - load.get(other)! || compare(one, other));
		if (reviewerId === undefined) return [];
		load.set(reviewerId, load.get(reviewerId)! + 1);
		return [{ applicationId, reviewerId }];
	});
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
