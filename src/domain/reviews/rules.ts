import type { Selectable } from 'kysely';
import type { Scores } from '#db/kinds.ts';
import type { Conflicts, Reviews } from '#db/tables.ts';
import type { Criterion } from '#domain/calls/rules.ts';
import { Refusal, refusal } from '#lib/refusal.ts';
import { phaseOf, type ReviewMoments } from './phases.rules.ts';

export type Review = Selectable<Reviews>;
export type Conflict = Selectable<Conflicts>;

export const lowestScore = 1;
export const highestScore = 5;
export const scoreChoices = [1, 2, 3, 4, 5] as const;
export const longestComment = 4000;
export const longestReason = 500;
export const longestRemark = 2000;
/** How sure a reviewer is of their scores, from a guess to knowing the field well. */
export const confidences = [1, 2, 3, 4] as const;

/** A review as its form has it, field by field: what a script keeps and a refused form gives back. */
export function typedReview(review: Pick<Review, 'scores' | 'confidence' | 'comment' | 'for_applicant'>) {
	const scores = Object.entries(review.scores).map(([key, score]) => [`scores.${key}`, String(score)]);
	return {
		...(Object.fromEntries(scores) as Record<string, string>),
		...{ confidence: String(review.confidence ?? ''), comment: review.comment, for_applicant: review.for_applicant }
	};
}

/** The scores in such a form. */
export function scoresIn(typed: Record<string, string>): Scores {
	const given = Object.entries(typed).filter(([name, score]) => name.startsWith('scores.') && score !== '');
	return Object.fromEntries(given.map(([name, score]) => [name.slice('scores.'.length), Number(score)]));
}

/** Where one assigned application stands for its reviewer. */
export type ReviewState = 'open' | 'begun' | 'finished' | 'conflict';

/** Reviewers read and score from the beginning of the review up to, and not including, its end. */
export function isReviewing(call: ReviewMoments, at: Date): boolean {
	return phaseOf(call, at) === 'reviewing';
}

/** The state of an assignment, by the rows there are: a conflict outlives whatever was written before it. */
export function reviewState(row: {
	conflicted: boolean;
	review: Pick<Review, 'finished_at'> | null | undefined;
}): ReviewState {
	if (row.conflicted) return 'conflict';
	if (!row.review) return 'open';
	return row.review.finished_at ? 'finished' : 'begun';
}

/** Which criteria have no score yet, by key, in the rubric's order. */
export function unscored(scores: Scores, criteria: Pick<Criterion, 'key'>[]): string[] {
	return criteria.map(({ key }) => key).filter((key) => scores[key] === undefined);
}

/**
 * The weighted mean of finished reviews, 1 to 5, to three decimals; null without a review. Each review counts alike.
 * Sums are whole numbers, so that the same scores give the same digits in any order and on any machine.
 */
export function meanScore(reviews: Scores[], criteria: Pick<Criterion, 'key' | 'weight'>[]): number | null {
	const weights = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
	if (reviews.length === 0 || weights === 0) return null;
	const points = (scores: Scores) => criteria.reduce((sum, { key, weight }) => sum + weight * (scores[key] ?? 0), 0);
	const total = reviews.reduce((sum, scores) => sum + points(scores), 0);
	return Math.round((1000 * total) / (weights * reviews.length)) / 1000;
}

/** One reviewer's weighted score, or null while a criterion is missing. */
export function ownScore(scores: Scores, criteria: Pick<Criterion, 'key' | 'weight'>[]): number | null {
	return unscored(scores, criteria).length ? null : meanScore([scores], criteria);
}

/** How often each score from 1 to 5 was given. */
export function distribution(reviews: Scores[]): number[] {
	const counts = scoreChoices.map(() => 0);
	for (const score of reviews.flatMap((scores) => Object.values(scores)))
		counts[score - 1] = (counts[score - 1] ?? 0) + 1;
	return counts;
}

export const reviewsOver = () => refusal('conflict', 'reviews.over');
export const callStillOpen = () => refusal('conflict', 'reviews.call-still-open');
export const bandsFrozen = () => refusal('conflict', 'reviews.frozen');
export const confidenceMissing = () =>
	new Refusal('invalid', 'reviews.confidence-missing', { fields: { confidence: 'reviews.one-to-four' } });
export const notBlind = () => refusal('conflict', 'reviews.not-blind');
export const nothingToMask = () =>
	new Refusal('invalid', 'lib.fields', { fields: { text: 'reviews.nothing-to-mask' } });
export const noSuchAddressee = () => new Refusal('invalid', 'lib.fields', { fields: { to: 'lib.not-a-choice' } });
export const finishFirst = () => refusal('conflict', 'reviews.finish-first');
export const notBegun = () => refusal('conflict', 'reviews.not-begun');
export const reviewFinished = () => refusal('conflict', 'reviews.finished');
export const changedElsewhere = () => refusal('conflict', 'reviews.changed-elsewhere');

/** Some criteria have no score: each is named, and so is how sure the reviewer is where that is missing too. */
export function criteriaUnscored(keys: string[], isUnsure: boolean): Refusal {
	const fields: Record<string, string> = isUnsure ? { confidence: 'reviews.one-to-four' } : {};
	for (const key of keys) fields[`scores.${key}`] = 'reviews.one-to-five';
	return new Refusal('invalid', 'reviews.unscored', { fields, detail: { count: keys.length } });
}

/** A score was sent for something the rubric does not ask. */
export function noSuchCriterion(key: string): Refusal {
	return new Refusal('invalid', 'lib.fields', { fields: { [`scores.${key}`]: 'reviews.no-such-criterion' } });
}

/** Where a score lies between the lowest and the highest there is, in percent. */
export function scorePlace(score: number): number {
	return Math.round((10_000 * (score - lowestScore)) / (highestScore - lowestScore)) / 100;
}
