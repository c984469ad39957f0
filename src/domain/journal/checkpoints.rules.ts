import { refusal } from '#lib/refusal.ts';

/** How a journal stands to a signed head: it begins with it; it is shorter; it goes another way; it never signed that. */
export type Standing = 'holds' | 'shorter' | 'other' | 'not-ours' | 'no-note';

/** A head that was held against the journal. */
export type Judged = { size: number; standing: Standing };

/** What a check of the whole journal found: how many lines, the first that does not follow, and each head. */
export type Verified = { lines: number; broken: number | null; published: Judged[]; kept: Judged[] };

/** Whether nothing was found. */
export function isSound({ broken, published, kept }: Verified): boolean {
	return broken === null && [...published, ...kept].every(({ standing }) => standing === 'holds');
}

/** A head is signed at most so often: what anybody could alter unseen is what came since, and every line has its proof in a minute. */
export const signEveryMs = 50_000;

/** The journal by its name: the address without its scheme (C2SP tlog-checkpoint). */
export function journalOrigin(baseUrl: string): string {
	return `${baseUrl.replace(/^https?:\/\//, '')}/journal`;
}

/** The signed notes in a text, one after another; what is between them is none. */
export function notesIn(text: string): string[] {
	return text.match(/\S+\n\d+\n\S+\n\n— \S+ \S+\n/g) ?? [];
}

export const nothingSigned = () => refusal('unknown', 'journal.nothing-signed');
/** Writing waits, for seconds or days: whoever runs the program has to say that it was restored. */
export const rolledBack = () => refusal('busy', 'journal.rolled-back', { retryAfterS: 60 });
