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

export const topicWeight = (all: number, having: number) => (having === 0 ? 0 : Math.log(1 + all / having));

/** Why a proposal was put where it is, for one delegate: what the two share. */
export type Match = { score: number; topics: string[]; track: boolean; kinds: OfferKind[] };

type Asked = { interests: Interests; weights: Map<string, number> };
type Having = { topics: string[]; track: string | null; kinds: string[] };

/** The score of a proposal for a delegate, and what it rests on. */
export function matchOf({ interests, weights }: Asked, having: Having): Match {
	const track = having.track !== null && interests.tracks.includes(having.track);
	const kinds = having.kinds.filter((kind) => interests.kinds.includes(kind)) as OfferKind[];
	const topics = having.topics.filter((topic) => weights.has(topic));
	const ofTopics = topics.reduce((sum, topic) => sum + weights.get(topic)!, 0);
	const score = ofTopics + (track ? points.track : 0) + kinds.length * points.kind;
	return { score: Math.round(score * 100) / 100, topics, track, kinds };
}
