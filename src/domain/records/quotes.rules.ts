import { refusal } from '#lib/refusal.ts';

/** Where a quote stands: what its speaker said to its last version, or that it was withdrawn. */
export const quoteStates = ['waiting', 'approved', 'declined', 'withdrawn'] as const;
export type QuoteState = (typeof quoteStates)[number];

export const quoteNotFound = () => refusal('unknown', 'records.quote-not-found');
export const quoteLinkNotFound = () => refusal('unknown', 'records.quote-link-not-found');
export const quoteLinkOver = () => refusal('conflict', 'records.quote-link-over');
export const quoteChanged = () => refusal('conflict', 'records.quote-changed');
export const quoteWithdrawn = () => refusal('conflict', 'records.quote-withdrawn');
export const answeredOtherwise = () => refusal('conflict', 'records.answered-otherwise');
export const nothingAnswered = () => refusal('invalid', 'records.nothing-answered');
export const notInUtterance = 'records.not-in-utterance';
export const noQuotesToAsk = () => refusal('conflict', 'records.no-quotes-to-ask');
export const tooManyLinks = () => refusal('busy', 'records.too-many-links');
export const tooManyVersions = () => refusal('busy', 'records.too-many-versions');

/** How long a link lives, after how long its holder is reminded, and how often at most. */
export const linkDays = 14;
export const remindAfterDays = 3;
export const mostReminders = 2;
/** Links that may be sent for one speaker within an hour, and versions one quote may have. */
export const mostLinks = 3;
export const mostVersions = 20;

type Standing = { withdrawn_at: Date | null; answer: string | null };

/** Where a quote stands by its last version. */
export function quoteState({ withdrawn_at, answer }: Standing): QuoteState {
	if (withdrawn_at) return 'withdrawn';
	return answer === 'approved' || answer === 'declined' ? answer : 'waiting';
}

/** Whether a quote's embargo still holds it back. */
export function isEmbargoed({ embargo_until }: { embargo_until: Date | null }, at: Date): boolean {
	return embargo_until !== null && at < embargo_until;
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Whether words were said: they stand in what was said, as they are, in their order; `…` or `[…]` stands for what is left out. */
export function standsIn(words: string, said: string): boolean {
	const pieces = plain(words)
		.split(/\s*(?:\[…\]|…|\[\.\.\.\]|\.\.\.)\s*/)
		.filter((piece) => piece !== '');
	let rest = plain(said);
	return (
		pieces.length > 0 &&
		pieces.every((piece) => {
			const at = rest.indexOf(piece);
			if (at === -1) return false;
			rest = rest.slice(at + piece.length);
			return true;
		})
	);
}

type Version = { version: number; written_at: Date; answer: string | null; embargo_until: Date | null };

/** The versions that were once before the public: approved, and past the embargo before the next one was written. */
export function shownVersions<T extends Version>(versions: T[], until: Date): T[] {
	const inOrder = [...versions].sort((a, b) => a.version - b.version);
	return inOrder.filter(({ answer, embargo_until }, nth) => {
		const overAt = inOrder[nth + 1]?.written_at ?? until;
		return answer === 'approved' && (embargo_until === null || embargo_until <= overAt);
	});
}
