import { say, type Language, type Words } from './words.ts';

/** What a sentence needs besides its code: names and numbers, never a finished sentence. */
export type Facts = Readonly<Record<string, string | number>>;

/** One step of a relaxation: a quota's minimum or maximum, from what it is to what would do; `entrants` have the value. */
export type Change = {
	/** method `stops`: at which stop */
	readonly stop?: string;
	readonly feature: string;
	readonly value: string;
	readonly side: 'min' | 'max';
	readonly from: number;
	readonly to: number;
	readonly entrants: number;
};

/**
 * The draw says no on purpose (SPEC §12). `code` is permanent and public; `facts` name the place;
 * `message` is the English sentence, and `saying(refusal)` gives both languages.
 */
export class DrawRefusal extends Error {
	readonly code: string;
	readonly facts: Facts;
	/** `draw.quotas-unmet`: what would have to give, as data */
	readonly changes: readonly Change[];

	constructor(code: string, facts: Facts = {}, changes: readonly Change[] = []) {
		super(say(code, facts).en);
		this.name = 'DrawRefusal';
		this.code = code;
		this.facts = facts;
		this.changes = changes;
	}
}

/** A refusal to throw: `throw refuse('draw.no-places')`. */
export function refuse(code: string, facts: Facts = {}, changes: readonly Change[] = []): DrawRefusal {
	return new DrawRefusal(code, facts, changes);
}

/** One refusal in both languages. */
export function saying(refusal: DrawRefusal): Words {
	return say(refusal.code, refusal.facts);
}

export type { Language, Words };
