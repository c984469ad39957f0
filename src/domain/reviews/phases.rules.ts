import { takenUntil, type Call } from '#domain/calls/rules.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';

/** The moments of a call that its review turns on. */
export type ReviewMoments = Pick<
	Call,
	'published_at' | 'closes_at' | 'grace_minutes' | 'review_from' | 'review_until' | 'discuss_until'
>;

/** What has been decided of a call's reviews: since when its bands are frozen, and since when that is announced. */
export type Decided = { frozenAt: Date | null; announcedAt: Date | null };

/** The phases of a review in their order. Dates alone lead to `deciding`; the freeze and the announcement are acts. */
export const phases = ['applying', 'preparing', 'reviewing', 'discussing', 'deciding', 'frozen', 'announced'] as const;
export type Phase = (typeof phases)[number];

/** What is done in a review, and by whom. */
export const acts = {
	interest: 'reviewer',
	assign: 'organiser',
	read: 'reviewer',
	score: 'reviewer',
	discuss: 'reviewer',
	remind: 'organiser',
	bands: 'organiser',
	freeze: 'organiser',
	correct: 'organiser',
	announce: 'organiser',
	learn: 'applicant'
} as const;
export type Act = keyof typeof acts;

/** Who may do what when: the one table that the verbs ask and the organisers are shown. What is not here may not be. */
export const permits: Record<Phase, readonly Act[]> = {
	applying: ['interest'],
	preparing: ['interest', 'assign', 'bands', 'freeze'],
	reviewing: ['assign', 'read', 'score', 'remind', 'bands', 'freeze'],
	discussing: ['read', 'discuss', 'assign', 'bands', 'freeze'],
	deciding: ['assign', 'bands', 'freeze'],
	frozen: ['correct', 'announce'],
	announced: ['learn']
};

/** When reviewing begins: the moment set for it, or as soon as nothing more is taken. */
export function reviewFrom(call: Pick<ReviewMoments, 'closes_at' | 'grace_minutes' | 'review_from'>): Date {
	const closed = takenUntil(call);
	return call.review_from && call.review_from > closed ? call.review_from : closed;
}

/** Where a call's review stands at `at`. What is decided outlasts every date. */
export function phaseOf(call: ReviewMoments, at: Date, decided?: Decided): Phase {
	if (decided?.announcedAt && decided.announcedAt <= at) return 'announced';
	if (decided?.frozenAt && decided.frozenAt <= at) return 'frozen';
	if (!call.published_at || at < takenUntil(call)) return 'applying';
	if (at < reviewFrom(call)) return 'preparing';
	if (at < call.review_until) return 'reviewing';
	return call.discuss_until && at < call.discuss_until ? 'discussing' : 'deciding';
}

/** Whether the phase allows it. */
export const allowsAct = (phase: Phase, act: Act) => permits[phase].includes(act);

export type ReviewDates = Pick<Call, 'review_from' | 'discuss_until'>;

/** Refuses the review's own dates where they cannot be, naming the field: each has its place between the call's. */
export function checkReviewDates(
	call: Pick<Call, 'closes_at' | 'grace_minutes' | 'review_until' | 'draw_at'>,
	dates: ReviewDates
): void {
	const faults: Record<string, string> = {};
	const { review_from: from, discuss_until: until } = dates;
	if (from && from < takenUntil(call)) faults['from.day'] = 'reviews.from-before-close';
	else if (from && from >= call.review_until) faults['from.day'] = 'reviews.from-after-end';
	if (until && until < call.review_until) faults['discuss.day'] = 'reviews.discuss-before-end';
	else if (until && until > call.draw_at) faults['discuss.day'] = 'reviews.discuss-after-draw';
	if (Object.keys(faults).length) throw fieldsRefused(faults);
}

export const reviewBegun = () => refusal('conflict', 'reviews.begun');
