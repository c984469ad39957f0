import { say, type Language, type Words } from './words.ts';

/** What a sentence needs besides its code: names and numbers, never a finished sentence. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * The draw says no on purpose (SPEC §12). `code` is permanent and public; `facts` name the place;
 * `message` is the English sentence, and `saying(refusal)` gives both languages.
 */
export class DrawRefusal extends Error {
	readonly code: string;
	readonly facts: Facts;

	constructor(code: string, facts: Facts = {}) {
		super(say(code, facts).en);
		this.name = 'DrawRefusal';
		this.code = code;
		this.facts = facts;
	}
}

/** A refusal to throw: `throw refuse('draw.no-places')`. */
export function refuse(code: string, facts: Facts = {}): DrawRefusal {
	return new DrawRefusal(code, facts);
}

/** One refusal in both languages. */
export function saying(refusal: DrawRefusal): Words {
	return say(refusal.code, refusal.facts);
}

export type { Language, Words };
