import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** In which order questions are called: by votes, as they came, by a lot each, or by turns of the groups. */
export const ways = ['votes', 'asked', 'drawn', 'fair'] as const;
export type Way = (typeof ways)[number];

/** What the order knows of a question. `party` is who speaks (a firm, a person), `group` what must have its share. */
export type Waiting = {
	id: string;
	party: string;
	group: string;
	votes: number;
	isPinned: boolean;
	askedAt: Date;
};

/** How a segment is ordered: by a seed that is published, and with how long each group has spoken so far. */
export type Ordering = { way: Way; seed: string; spentMs: ReadonlyMap<string, number>; segmentMs: number };

/**
 * A party's place in the draw of the speaking order: SHA-256 of `madang/speaking/v1`, the published seed and the party,
 * by a space each; the least speaks first. Whoever has the seed and the list of parties comes to the same order.
 */
export function lotOf(seed: string, party: string): string {
	return bytesToHex(sha256(new TextEncoder().encode(`madang/speaking/v1 ${seed} ${party}`)));
}

/** The questions in the order in which they are called. Pinned ones come first, in the same order among themselves. */
export function ordered<One extends Waiting>(waiting: readonly One[], ordering: Ordering): One[] {
	const sorted = sort(waiting, ordering);
	return [...sorted.filter(({ isPinned }) => isPinned), ...sorted.filter(({ isPinned }) => !isPinned)];
}

function sort<One extends Waiting>(waiting: readonly One[], ordering: Ordering): One[] {
	const came = waiting.toSorted(byTime);
	if (ordering.way === 'asked') return came;
	if (ordering.way === 'votes') return came.toSorted((one, other) => other.votes - one.votes);
	const drawn = byLots(came, ordering.seed);
	return ordering.way === 'drawn' ? drawn : byTurns(drawn, ordering);
}

const byTime = (one: Waiting, other: Waiting) =>
	one.askedAt.getTime() - other.askedAt.getTime() || (one.id < other.id ? -1 : 1);

// Everybody once before anybody twice: a party's second question comes after all first ones.
function byLots<One extends Waiting>(came: readonly One[], seed: string): One[] {
	const lots = new Map(came.map(({ party }) => [party, lotOf(seed, party)]));
	const turns = new Map<string, number>();
	const turn = new Map(
		came.map(({ id, party }) => {
			turns.set(party, (turns.get(party) ?? 0) + 1);
			return [id, turns.get(party)!];
		})
	);
	return came.toSorted(
		(one, other) => turn.get(one.id)! - turn.get(other.id)! || (lots.get(one.party)! < lots.get(other.party)! ? -1 : 1)
	);
}

// The group that has had the least of its equal share comes next, each with its own in the drawn order; a question not
// yet spoken counts as long as the segment has for one.
function byTurns<One extends Waiting>(drawn: readonly One[], { spentMs, segmentMs }: Ordering): One[] {
	const groups = new Map<string, One[]>();
	for (const one of drawn) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
	const slotMs = segmentMs / Math.max(1, drawn.length);
	const had = new Map([...groups.keys()].map((group) => [group, spentMs.get(group) ?? 0]));
	const called: One[] = [];
	while (called.length < drawn.length) {
		const next = [...groups]
			.filter(([, own]) => own.length > 0)
			.reduce((a, b) => (had.get(b[0])! < had.get(a[0])! ? b : a));
		called.push(next[1].shift()!);
		had.set(next[0], had.get(next[0])! + slotMs);
	}
	return called;
}

/** What each group may have of a segment, ms: all the same, among the groups that have anything to ask or have spoken. */
export function budgets(groups: readonly string[], segmentMs: number): Map<string, number> {
	const each = [...new Set(groups)].sort();
	return new Map(each.map((group) => [group, segmentMs / each.length]));
}
