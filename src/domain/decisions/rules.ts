import { digestOf } from '#draw/canonical.ts';
import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import type { Band } from '#domain/bands/rules.ts';

/** What an applicant is told: accepted outright, in the draw, or declined. */
export type Told = {
	outcome: Band;
	announcedAt: Date;
	/** The feedback of the organisers to one who goes no further. */
	feedback: string | null;
};

/** A correction as it is asked for: these applications into this band, and why. */
export type Correction = { call_id: string; band: Band; reason: string; applications: string[] };

const height: Record<Band, number> = { decline: 0, draw: 1, accept: 2 };

/** Whether somebody loses by it: then a second person looks. */
export function takesAway(from: Band, to: Band): boolean {
	return height[to] < height[from];
}

/** The hash of a correction: who approves it says it again, and so approves what was on the page and nothing else. */
export function correctionHash({ call_id, band, reason, applications }: Correction): string {
	return digestOf({ call_id, band, reason, applications: [...applications].sort() });
}

/** What an announcement would do, said before it is done. */
export type Standing = { band: Band; now: Band; waits: boolean; feedback: { read_at: Date | null } | null };

/** How many are told what, and what keeps it from being told yet. */
export function announcing(rows: Standing[]) {
	const counts = { accept: 0, draw: 0, decline: 0 };
	for (const { now } of rows) counts[now]++;
	const told = rows.filter(({ now, feedback }) => now === 'decline' && feedback);
	return {
		counts,
		waiting: rows.filter(({ waits }) => waits).length,
		corrected: rows.filter(({ band, now }) => band !== now).length,
		withFeedback: told.length,
		unread: told.filter(({ feedback }) => !feedback!.read_at).length
	};
}

export const notFrozen = () => refusal('conflict', 'reviews.not-frozen');
export const announced = () => refusal('conflict', 'reviews.announced');
export const drawSealed = () => refusal('conflict', 'reviews.draw-sealed');
export const correctionWaits = (count: number) => refusal('conflict', 'reviews.correction-waits', { count });
export const nothingToCorrect = () => refusal('invalid', 'reviews.nothing-to-correct');
export const correctionAnswered = () => refusal('conflict', 'reviews.correction-answered');
export const correctionDiffers = () => refusal('conflict', 'reviews.correction-differs');
export const correctionNotFound = () => refusal('unknown', 'reviews.correction-not-found');
export const feedbackUnread = (count: number) => refusal('conflict', 'reviews.feedback-unread', { count });
export const feedbackMissing = () => refusal('unknown', 'reviews.feedback-missing');

/** A call as letters and pages about its decisions name it. */
export type CallNamed = { slug: string; title: Words };
