import type { Selectable } from 'kysely';
import type { Questions } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';
import { hasRoleAt, type Visitor } from '#domain/people/rules.ts';
import { atGate, sessionNotFound, type Segment, type WholeSession } from '#domain/programme/rules.ts';

export type Question = Selectable<Questions>;

/** Where a question stands. Others see it only in the states of `shownStates`. */
export const states = ['asked', 'approved', 'answering', 'answered', 'hidden', 'archived', 'withdrawn'] as const;
export type State = (typeof states)[number];
export const shownStates = ['approved', 'answering', 'answered'] as const satisfies State[];

/** What a moderator does with a question. */
export const acts = ['approve', 'hide', 'now', 'answered', 'archive', 'pin', 'unpin', 'merge', 'part'] as const;
export type Act = (typeof acts)[number];

// To approve again is the way back from everywhere but from what the asker took back.
const moves: Partial<Record<Act, { from: readonly State[]; to: State }>> = {
	approve: { from: ['asked', 'answering', 'answered', 'hidden', 'archived'], to: 'approved' },
	hide: { from: ['asked', 'approved', 'answering', 'answered'], to: 'hidden' },
	now: { from: ['approved', 'answered'], to: 'answering' },
	answered: { from: ['approved', 'answering'], to: 'answered' },
	archive: { from: ['asked', 'approved', 'answering', 'answered', 'hidden'], to: 'archived' }
};

type Standing = { state: string; is_pinned: boolean; merged_into: string | null };

/** The state an act leads to, which may be the one it is in; null where the act does not fit. */
export function stateAfter({ state, is_pinned, merged_into }: Standing, act: Act): State | null {
	const now = state as State;
	if (act === 'part') return merged_into ? now : null;
	if (merged_into) return null;
	if (act === 'merge') return ['asked', 'approved', 'hidden'].includes(now) ? now : null;
	if (act === 'pin') return now === 'approved' && !is_pinned ? now : null;
	if (act === 'unpin') return is_pinned ? now : null;
	const move = moves[act];
	return move?.from.includes(now) ? move.to : null;
}

/** What may be done with a question as it stands. */
export function actsOn(standing: Standing): Act[] {
	return acts.filter((act) => stateAfter(standing, act) !== null);
}

export const isShown = (state: string): boolean => (shownStates as readonly string[]).includes(state);

/** Who comes from the audience: a person or nobody in particular, by their browser's secret and from an address. */
export type Audience = { visitor: Visitor; browser: string; address: string };

const insiders = ['organiser', 'moderator', 'auditor', 'guest', 'steward'] as const;

/** Refuses a session that is not public, as if it were not there, to whoever does not work for its host. */
export function checkSeen(visitor: Visitor, session: WholeSession): void {
	const at = atGate(session);
	if (session.visibility === 'public' || insiders.some((role) => hasRoleAt(visitor, role, at))) return;
	throw sessionNotFound();
}

/** Whether somebody moderates a session, so that a page may offer it; the gate proves it. */
export function mayModerate(visitor: Visitor, session: WholeSession): boolean {
	return hasRoleAt(visitor, 'moderator', atGate(session)) || hasRoleAt(visitor, 'organiser', atGate(session));
}

const lateMs = 60 * 60_000;

/** Refuses the stage's own page, as if it were not there, to who is neither on it nor runs it. */
export function checkStage(visitor: Visitor, session: WholeSession): void {
	const at = atGate(session);
	if (!(['organiser', 'moderator', 'guest'] as const).some((role) => hasRoleAt(visitor, role, at)))
		throw sessionNotFound();
}

/** Whether questions can be left in a segment at `at`: until it has ended, or an hour after its session should have. */
export function isTaking(segment: Pick<Segment, 'ended_at'>, session: { ends_at: Date }, at: Date): boolean {
	return !segment.ended_at && at.getTime() < session.ends_at.getTime() + lateMs;
}

/** The language a question is in: Korean where it has any Hangul. */
export function languageOf(text: string): Locale {
	return /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en';
}

/** Letters of a question, of a name given, of a link's label and of a host's word. */
export const longest = { question: 300, name: 40, label: 60, word: 30, translation: 600 };

/** New browsers of one network that may take part in a session within ten minutes: a hall shares one address. */
export const newcomersMost = 400;
export const newcomersMinutes = 10;
/** Questions one asker may leave within a minute. */
export const askedAMinute = 3;

/** The six digits by which a hall finds a session; they are no secret. */
export const isCode = (text: string): boolean => /^\d{6}$/.test(text);

export const questionNotFound = () => refusal('unknown', 'questions.not-found');
export const linkNotFound = () => refusal('unknown', 'questions.link-not-found');
export const notYourTurn = () => refusal('forbidden', 'questions.not-your-turn');
export const notAccredited = () => refusal('forbidden', 'questions.not-accredited');
export const onlyModerator = () => refusal('forbidden', 'questions.only-moderator');
export const floorClosed = () => refusal('conflict', 'questions.floor-closed');
export const banned = () => refusal('forbidden', 'questions.banned');
export const enough = (most: number) => refusal('busy', 'questions.enough', { most });
export const tooFast = () => refusal('busy', 'questions.too-fast');
export const tooMany = () => refusal('busy', 'questions.too-many');
export const otherWords = () => refusal('conflict', 'questions.other-words');
export const ownVote = () => refusal('conflict', 'questions.own-vote');
export const changedMeanwhile = () => refusal('conflict', 'questions.changed');
export const cannot = () => refusal('conflict', 'questions.cannot');
export const tooLate = () => refusal('conflict', 'questions.too-late');
