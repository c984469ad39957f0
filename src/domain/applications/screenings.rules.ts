import { refusal } from '#lib/refusal.ts';
import { sentencesOf } from '#lib/text.ts';
import type { Words } from '#lib/words.ts';

export const outcomes = ['eligible', 'ineligible'] as const;
export type Eligibility = (typeof outcomes)[number];

/** A decision as it stands: what, why, and since when. */
export type Screening = { outcome: Eligibility; condition: Words | null; reason: Words | null; screened_at: Date };

/**
 * The conditions a notice sets, one by one, to choose a reason from: the lines of who may apply, and their sentences.
 * Where the two languages do not have as many, what cannot be parted stays whole: a half that fits nothing misleads.
 */
export function conditionsOf(whoMay: Words): Words[] {
	const lines = inPairs(whoMay, (text) => text.split('\n').map(withoutBullet).filter(Boolean));
	return lines.flatMap((line) => inPairs(line, sentencesOf));
}

const withoutBullet = (line: string) => line.replace(/^[\s•·*-]+/, '').trim();

function inPairs(words: Words, parted: (text: string) => string[]): Words[] {
	const [ko, en] = [parted(words.ko), parted(words.en)];
	if (ko.length !== en.length) return [words];
	return ko.map((text, at) => ({ ko: text, en: en[at]! }));
}

/** Whether a decision is of what was last submitted. */
export function isCurrent(screened: Date | null, submitted: Date | null): boolean {
	return screened !== null && submitted !== null && screened >= submitted;
}

export const screeningDecided = () => refusal('conflict', 'applications.screening-decided');
export const nothingToTell = () => refusal('conflict', 'applications.nothing-to-tell');
