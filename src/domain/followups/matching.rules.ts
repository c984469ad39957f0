import type { OfferKind } from './rules.ts';
import { soughtIn, type Sought } from './search.rules.ts';

/** What one delegate looks for, as they or their office have said. */
export type Interests = { topics: string; tracks: string[]; kinds: string[] };

/** One topic in the words of either language; a proposal has it when it has either. */
export type Topic = { name: string; sought: Sought[] };

/** A line is a topic, its words in one language or, parted by a stroke, in both: `반도체 / semiconductor`. */
export function topicsIn(typed: string): Topic[] {
	const lines = typed.split('\n').map((line) => line.trim());
	return lines.filter(Boolean).map((name) => ({ name, sought: name.split('/').map((part) => soughtIn(part)) }));
}

/**
 * What a score is made of. A topic counts the more the fewer proposals have it, ln(1 + N / n) of N proposals and n that
 * have it; a shared track counts two, each shared way of working together one.
 */
export const points = { track: 2, kind: 1 };

/** Why a proposal was put where it is, for one delegate: what the two share. */
export type Match = { score: number; topics: string[]; track: boolean; kinds: OfferKind[] };

/** The words of all topics together, to be marked wherever they stand. */
export function wordsOf({ topics }: Pick<Interests, 'topics'>): Sought {
	const all = topicsIn(topics).flatMap(({ sought }) => sought);
	return {
		hangul: all.flatMap(({ hangul }) => hangul),
		latin: all
			.map(({ latin }) => latin)
			.filter(Boolean)
			.join(' ')
	};
}
