import type { Written } from './applications.ts';
import type { Chance } from './chance.ts';
import { commentOf } from './comments.ts';
import { criteria } from './criteria.ts';
import { reviewers } from './reviewers.ts';
import type { SampleAssignment, SampleReview } from './types.ts';

type Span = { from: Date; to: Date };

/** One finished review for each assignment: what the firm is worth, seen through its reviewer's leaning and mood. */
export function review(
	live: Written[],
	assignments: SampleAssignment[],
	{ from, to }: Span,
	chance: Chance
): SampleReview[] {
	const byKey = new Map(
		live.map((written) => [written.application.key, { ...written, strengths: strengthsOf(chance) }])
	);
	const byPerson = new Map(reviewers.map((reviewer) => [reviewer.person, reviewer]));
	return assignments.map(({ application, reviewer: person }) => {
		const { applicant, strengths } = byKey.get(application)!;
		const { leniency, noise } = byPerson.get(person)!;
		const mood = chance.bell() * noise;
		const scores = Object.fromEntries(
			criteria.map(({ key }, at) => {
				const sensed = 3.1 + 0.75 * applicant.quality + strengths[at]! + leniency + mood + chance.bell() * 0.45;
				return [key, Math.min(5, Math.max(1, Math.round(sensed)))];
			})
		);
		const language = person === 'reviewer9' ? 'en' : 'ko';
		const finishedAt = new Date(
			from.getTime() + Math.floor((to.getTime() - from.getTime()) * (0.02 + 0.96 * Math.sqrt(chance.next())))
		);
		return { application, reviewer: person, scores, comment: commentOf(scores, language, chance), finishedAt };
	});
}

/** Where a firm is better or worse than its own average, by criterion. */
const strengthsOf = (chance: Chance) => criteria.map(() => chance.bell() * 0.4);
