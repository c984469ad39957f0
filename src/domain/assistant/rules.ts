import { refusal } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';

/** What a host may let the assistant be used for, each apart. */
export const uses = ['translation', 'summary', 'groups', 'record'] as const;
export type Use = (typeof uses)[number];

/** The key of the term by which an applicant lets a machine read what they submitted. */
export const consentKey = 'assistant';

/** What a draft is about: a field of a stop's texts, its transcript, a proposal, the questions of a segment. */
export type Subject =
	| { of: 'record'; stopId: string; field: RecordField }
	| { of: 'term'; stopId: string; id: string; field: TermField }
	| { of: 'quote'; stopId: string; id: string }
	| { of: 'transcript'; stopId: string }
	| { of: 'proposal'; applicationId: string }
	| { of: 'segment'; sessionId: string; id: string };

export const recordFields = ['title', 'lead', 'body'] as const;
export type RecordField = (typeof recordFields)[number];
export const termFields = ['word', 'explanation', 'source_title'] as const;
export type TermField = (typeof termFields)[number];

/** Where a subject is kept: in a stop, a session or an application, by a key of its own there. */
export type Kept = {
	subject: string;
	stop_id: string | null;
	session_id: string | null;
	application_id: string | null;
};

const nowhere = { stop_id: null, session_id: null, application_id: null };

export function keptAs(subject: Subject): Kept {
	switch (subject.of) {
		case 'record':
			return { ...nowhere, subject: `record/${subject.field}`, stop_id: subject.stopId };
		case 'term':
			return { ...nowhere, subject: `term/${subject.id}/${subject.field}`, stop_id: subject.stopId };
		case 'quote':
			return { ...nowhere, subject: `quote/${subject.id}`, stop_id: subject.stopId };
		case 'transcript':
			return { ...nowhere, subject: 'transcript', stop_id: subject.stopId };
		case 'proposal':
			return { ...nowhere, subject: 'proposal', application_id: subject.applicationId };
		case 'segment':
			return { ...nowhere, subject: `segment/${subject.id}`, session_id: subject.sessionId };
	}
}

/** The subject a row is about. */
export function subjectOf({ subject, stop_id, session_id, application_id }: Kept): Subject {
	const [of, id = '', field = ''] = subject.split('/');
	const stopId = stop_id ?? '';
	if (of === 'record') return { of, stopId, field: id as RecordField };
	if (of === 'term') return { of, stopId, id, field: field as TermField };
	if (of === 'quote') return { of, stopId, id };
	if (of === 'segment') return { of, sessionId: session_id ?? '', id };
	return of === 'proposal' ? { of, applicationId: application_id ?? '' } : { of: 'transcript', stopId };
}

/** The draft about a subject in a language, among these. */
export const draftAbout = <D extends { subject: Subject; locale: Locale }>(
	drafts: D[],
	subject: Subject,
	locale: Locale
) => drafts.find((one) => keptAs(one.subject).subject === keptAs(subject).subject && one.locale === locale);

export const useOf = ({ of }: Subject): Use =>
	of === 'transcript' ? 'record' : of === 'proposal' ? 'summary' : of === 'segment' ? 'groups' : 'translation';

/** A passage that goes out: the id it has there, what it is here, its words. */
export type Passage = { id: string; ref: string; text: string };

/** Passages with ids of their own for one request: nothing of ours is told by them. */
export const numbered = (texts: { ref: string; text: string }[]): Passage[] =>
	texts.map((one, nth) => ({ id: `p${nth + 1}`, ...one }));

/** How a draft stands. */
export type DraftState = 'waiting' | 'working' | 'done' | 'failed';

type Standing = { finished_at: Date | null; failure: string | null; leased_until: Date | null };

export function draftState({ finished_at, failure, leased_until }: Standing, at: Date): DraftState {
	if (finished_at) return failure === null ? 'done' : 'failed';
	return leased_until && leased_until > at ? 'working' : 'waiting';
}

/** Letters and passages that go out at once; bytes that may come back, the protocol's own included. */
export const most = { letters: 60_000, passages: 400, bytes: 2_000_000 };

/** How often one draft goes out before it is given up, and how long after a failure it waits for the next time. */
export const triesMost = 3;
const waitsS = [5, 30];

/** When a draft that failed goes out again: what passes by itself is tried again, after what the server said. */
export function nextTry(tries: number, { retryAfterS, at }: { retryAfterS: number | null; at: Date }): Date {
	const seconds = Math.min(600, Math.max(retryAfterS ?? 0, waitsS[tries - 1] ?? 30));
	return new Date(at.getTime() + seconds * 1000);
}

const passing = ['busy', 'down', 'slow', 'cut'];

/** Whether a failure may pass by itself, and there is a try left. */
export const isTriedAgain = (fault: string, tries: number) => passing.includes(fault) && tries < triesMost;

/** Why a draft came to nothing: the server's ways, and ours. */
export const failures = [
	...(['busy', 'down', 'slow', 'cut', 'refused', 'too-large', 'nonsense', 'foreign'] as const),
	...(['not-allowed', 'nothing', 'too-much'] as const)
] as const;
export type Failure = (typeof failures)[number];

/** Paragraphs of a text that is Markdown: what stands between empty lines. */
export const paragraphsOf = (text: string) =>
	text
		.split(/\n{2,}/)
		.map((one) => one.trim())
		.filter(Boolean);

/** What stands in braces alone is drawn from facts: it is the same in both languages and goes nowhere. */
export const isPart = (paragraph: string) => /^\{\w[\w -]*\}$/.test(paragraph);

export const otherLocale = (locale: Locale): Locale => (locale === 'ko' ? 'en' : 'ko');

export const assistantOff = () => refusal('unknown', 'assistant.off');
export const nothingToSend = () => refusal('conflict', 'assistant.nothing');
export const tooMuch = () => refusal('invalid', 'assistant.too-much');
export const draftNotFound = () => refusal('unknown', 'assistant.not-found');
export const sourceChanged = () => refusal('conflict', 'assistant.source-changed');
export const unread = (count: number) => refusal('conflict', 'assistant.unread', { count });
