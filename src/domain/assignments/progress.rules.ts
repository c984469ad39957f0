import { refusal } from '#lib/refusal.ts';
import { allowsAct, phaseOf, reviewFrom, type ReviewMoments } from '#domain/reviews/phases.rules.ts';

const dayMs = 86_400_000;

/** What one reviewer has done so far. */
export type Work = { assigned: number; finished: number; lastAt: Date | null };

/** How a reviewer gets on: what is left, what should be done by now, and so many a day they would need from here. */
export type Pace = {
	left: number;
	/** Finished by now if the work were spread evenly over the review. */
	expected: number;
	perDay: number;
	isBehind: boolean;
};

// Nobody works evenly: who has done four fifths of what an even pace asks is not behind.
const leeway = 0.8;

/** The pace of a reviewer at `at`. Nobody is behind before a quarter of the time has gone, nor with nothing left. */
export function paceOf({ assigned, finished }: Work, call: ReviewMoments, at: Date): Pace {
	const [from, until] = [reviewFrom(call).getTime(), call.review_until.getTime()];
	const gone = Math.min(1, Math.max(0, (at.getTime() - from) / (until - from || 1)));
	const left = assigned - finished;
	const daysLeft = Math.max(1, Math.ceil((until - at.getTime()) / dayMs));
	const expected = Math.round(assigned * gone);
	return {
		left,
		expected,
		perDay: Math.ceil(left / daysLeft),
		isBehind: left > 0 && gone >= 0.25 && finished < assigned * gone * leeway
	};
}

/** Whether those behind are reminded by rule at `at`: so many days before the end, while it is reviewed. */
export function remindsNow(call: ReviewMoments & { remind_days: number }, at: Date): boolean {
	if (call.remind_days === 0 || !allowsAct(phaseOf(call, at), 'remind')) return false;
	return at.getTime() >= call.review_until.getTime() - call.remind_days * dayMs;
}

export const notReviewing = () => refusal('conflict', 'reviews.not-reviewing');
export const nobodyToRemind = () => refusal('conflict', 'reviews.nobody-to-remind');
export const nothingToReassign = () => refusal('conflict', 'reviews.nothing-to-reassign');
export const proposalChanged = () => refusal('conflict', 'reviews.proposal-changed');
