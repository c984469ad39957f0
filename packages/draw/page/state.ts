import type { Language, Step, Transcript, Verdict } from '../src/index.ts';
import { word, type Word } from './words.ts';

/** A receipt's two secrets: they open the commitment that stands in the roster (SPEC §3). */
export type Receipt = { readonly salt: string; readonly digest: string };

/** What the page shows. */
export type State = {
	language: Language;
	/** what was given, as JSON; undefined until something was */
	given?: unknown;
	steps: Step[];
	verdict?: Verdict;
	/** what is asked of the transcript: one lot, or the lot of a receipt */
	asked?: number | Receipt;
	/** on the wall: which scene is shown; undefined when not */
	scene?: number;
};

/** The page's one state. */
export const state: State = { language: navigator.language.startsWith('ko') ? 'ko' : 'en', steps: [] };

/** One of the page's sentences, in the language that is shown. */
export function say(name: Word, facts: Readonly<Record<string, string | number>> = {}): string {
	return word(name, state.language, facts);
}

/** The transcript, once it is verified; until then nothing of it may be shown as true. */
export function verified(): Transcript | undefined {
	return state.verdict?.ok ? (state.given as Transcript) : undefined;
}
