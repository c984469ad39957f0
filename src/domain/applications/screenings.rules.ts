import { refusal } from '#lib/refusal.ts';
import { sentencesOf } from '#lib/text.ts';
import type { Words } from '#lib/words.ts';

export const outcomes = ['eligible', 'ineligible'] as const;
export type Eligibility = (typeof outcomes)[number];

/** A decision as it stands: what, why, and since when. */
export type Screening = { outcome: Eligibility; condition: Words | null; reason: Words | null; screened_at: Date };

/**
 * The conditions a notice sets, one by one, to choose a reason from: the sentences or lines of who may apply. Where the
 * two languages do not have as many, the whole text is one condition: a half that fits nothing misleads.
 */
export function conditionsOf(whoMay: Words): Words[] {
	const [ko, en] = [sentencesOf(whoMay.ko), sentencesOf(whoMay.en)];
	if (ko.length !== en.length) return [whoMay];
	return ko.map((text, at) => ({ ko: text, en: en[at]! }));
}

/** Whether a decision is of what was last submitted. */
export function isCurrent(screened: Date | null, submitted: Date | null): boolean {
	return screened !== null && submitted !== null && screened >= submitted;
}

export const screeningDecided = () => refusal('conflict', 'applications.screening-decided');
export const nothingToTell = () => refusal('conflict', 'applications.nothing-to-tell');
