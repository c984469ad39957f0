import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { characterFault, isBlank, isLongerThan, tidy } from '#lib/text.ts';

/** Where a letter stands, as far as it has come. */
export const letterStates = [
	'held',
	'scheduled',
	'waiting',
	'retrying',
	'sent',
	'failed',
	'bounced',
	'dropped'
] as const;
export type LetterState = (typeof letterStates)[number];

type Fate = Record<'held_at' | 'dropped_at' | 'gave_up_at' | 'bounced_at' | 'sent_at', Date | null> & {
	next_try_at: Date;
	tries: number;
};

/** What its moments come to. One that was out and came back is not "sent". */
export function letterState(letter: Fate, at: Date): LetterState {
	if (letter.dropped_at) return 'dropped';
	if (letter.bounced_at) return 'bounced';
	if (letter.sent_at) return 'sent';
	if (letter.gave_up_at) return 'failed';
	if (letter.held_at) return 'held';
	if (letter.tries > 0) return 'retrying';
	return letter.next_try_at > at ? 'scheduled' : 'waiting';
}

/** Whether it may still be held, changed or dropped. */
export const isStillHere = (state: LetterState) => !['sent', 'bounced', 'dropped'].includes(state);

// A personal link opens an invitation to whoever has it: who reads the outbox sees where it stands, not what it is.
const personalLink = /https?:\/\/[^\s/]+(?:\/[^\s]*)?\/(?:invitations|attendees)\/[\w-]{20,}/g;
export const linkMark = '{개인 링크 · link}';

/** A letter's text with the personal link out of sight. */
export const masked = (body: string) => body.replace(personalLink, linkMark);

/** A letter's text as an organiser has changed it, with the link put back where they left its mark. Refuses it gone or doubled. */
export function unmasked(edited: string, original: string): string {
	const links = original.match(personalLink) ?? [];
	const kept = tidy(edited);
	if (isBlank(kept)) throw fieldsRefused({ body: 'lib.required' });
	if (isLongerThan(6000, kept)) throw fieldsRefused({ body: 'lib.too-long' });
	const fault = characterFault(edited);
	if (fault) throw fieldsRefused({ body: fault });
	if (kept.split(linkMark).length - 1 !== links.length) throw linkLost();
	let next = 0;
	return kept.replaceAll(linkMark, () => links[next++]!);
}

export const linkLost = () => refusal('invalid', 'invitations.link-lost');
export const letterNotFound = () => refusal('unknown', 'invitations.letter-not-found');
export const letterGone = () => refusal('conflict', 'invitations.letter-gone');
