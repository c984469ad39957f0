import { sha256 } from '@noble/hashes/sha2.js';
import { firstWord, fromHex, isHex, joined, toHex, utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import { checkText } from './fields.ts';
import { MOST_LISTED, MOST_NUMBER, MOST_TEXT } from './limits.ts';
import { ByFeatures } from './paths.ts';
import { refuse } from './refusal.ts';
import { orderOf, settleEqual } from './sorting.ts';

/** Cut from the scores and frozen before the draw. */
export type Band = 'accept' | 'draw' | 'decline';

/** One in the draw before lots are given. All of it becomes public with the seal: nothing here may name a person. */
export type Candidate = {
	/** hex of 32 bytes: `commitTo(salt, digest)` */
	readonly commitment: string;
	/** feature name -> value; any strings, read as NFC */
	readonly features: Readonly<Record<string, string>>;
	/** method `weighted`: a positive integer */
	readonly weight?: number;
	/** method `banded`, and `quotas` with bands */
	readonly band?: Band;
	/** method `scores`: integer, or the interval [low, high] of two integers; the unit is the organiser's */
	readonly score?: number | readonly [number, number];
	/** opaque names (salted digests) of organisation and related groups; with `onePerGroup` two of a group are never drawn together */
	readonly groups?: readonly string[];
	/** method `stops`: the stops that are acceptable, best first */
	readonly ranking?: readonly string[];
};

/** A candidate with its lot: 1 … n in the order of commitments. */
export type Entrant = Candidate & { readonly lot: number };

/** Commitment to who an entrant is: SHA-256("madang/roster/v1" ‖ salt ‖ digest), all hex of 32 bytes (SPEC §3). */
export function commitTo(salt: string, digest: string): string {
	const bytes = joined(utf8('madang/roster/v1'), fromHex(salt, 'salt', 32), fromHex(digest, 'digest', 32));
	return toHex(sha256(bytes));
}

/**
 * The roster in canonical order (SPEC §3): normalised to NFC, sorted by commitment, lots 1 … n given in that order,
 * so the order of input changes nothing. Refuses a bad commitment, two alike, features that become one under NFC.
 */
export function buildRoster(candidates: readonly Candidate[]): Entrant[] {
	const features = new ByFeatures(plainFeatures);
	const roster = inOrder(candidates).map((candidate, i) => entrant(candidate, i + 1, features));
	for (let i = 1; i < roster.length; i++) {
		// The first 16 bytes are the ticket that is hashed in the draw (SPEC §8): they alone must differ already.
		const [before, here] = [roster[i - 1]!.commitment, roster[i]!.commitment];
		if (here.startsWith(before.slice(0, 32))) throw refuse('draw.same-commitment', { commitment: here });
	}
	return roster;
}

/** Candidates by commitment: their first 32 bits put nearly all of them in order, the text those few that share them. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
	const heads = new Uint32Array(candidates.length);
	for (let i = 0; i < heads.length; i++) {
		const { commitment } = candidates[i]!;
		if (!isHex(commitment, 32)) throw refuse('draw.bad-commitment', { commitment: String(commitment) });
		heads[i] = firstWord(commitment);
	}
	const order = orderOf(heads);
	settleEqual(order, heads, (a, b) => (candidates[a]!.commitment < candidates[b]!.commitment ? -1 : 1));
	return Array.from(order, (i) => candidates[i]!);
}

/** How many entrants have each combination of features; the small ones may point at a person: show them before sealing. */
export function smallClasses(
	roster: readonly Candidate[],
	below = 3
): { features: Record<string, string>; size: number }[] {
	const classes = new Map<string, number>();
	const keys = new ByFeatures<Candidate, string>(({ features }) => canonical(features));
	for (const candidate of roster) {
		const key = keys.of(candidate);
		classes.set(key, (classes.get(key) ?? 0) + 1);
	}
	return [...classes]
		.filter(([, size]) => size < below)
		.map(([key, size]) => ({ features: JSON.parse(key) as Record<string, string>, size }))
		.sort((a, b) => a.size - b.size);
}

/** The value an entrant has for a feature, or undefined. Own names only: "constructor" is a name like any other. */
export function valueOf(entrant: Candidate, feature: string): string | undefined {
	return Object.hasOwn(entrant.features, feature) ? entrant.features[feature] : undefined;
}

type Plain = Record<string, string>;

/** One entrant as it is published. Refuses what no roster may hold. */
export function entrant(candidate: Candidate, lot: number, known: ByFeatures<Candidate, Plain>): Entrant {
	const { commitment, weight, band, score, groups, ranking } = candidate;
	if (weight !== undefined && !(isWhole(weight, 1) && weight <= MOST_NUMBER))
		throw refuse('draw.bad-weight', { commitment, weight: String(weight) });
	if (band !== undefined && !['accept', 'draw', 'decline'].includes(band)) {
		throw refuse('draw.bad-band', { commitment, band: String(band) });
	}
	if (score !== undefined && !isScore(score)) throw refuse('draw.bad-score', { commitment, score: String(score) });
	const features = known.of(candidate);
	if ([band, groups, ranking, score, weight].every((field) => field === undefined))
		return { commitment, features, lot };
	// Names in canonical order, so that a roster of a million is written as fast as JSON can be.
	return {
		...(band !== undefined && { band }),
		commitment,
		features,
		...(groups !== undefined && groups.length > 0 && { groups: plainGroups(groups, commitment) }),
		lot,
		...(ranking !== undefined && { ranking: plainRanking(ranking, commitment) }),
		...(score !== undefined && { score: typeof score === 'number' ? score : [score[0], score[1]] }),
		...(weight !== undefined && { weight })
	};
}

/** Features as they are published; entrants who have the same share one object. */
export function plainFeatures({ features, commitment }: Candidate): Plain {
	const names = Object.keys(features).sort();
	if (names.length > MOST_LISTED) throw refuse('draw.too-many', { commitment, most: MOST_LISTED });
	const pairs = names.map((name) => {
		const value: unknown = features[name];
		if (typeof value !== 'string') throw refuse('draw.bad-value', { commitment, feature: name });
		return [plainText(name), plainText(value)] as const;
	});
	// Object.fromEntries makes own properties of every name, "__proto__" too.
	const plain = Object.fromEntries(pairs);
	if (Object.keys(plain).length !== pairs.length) throw refuse('draw.same-feature', { commitment });
	return plain;
}

function plainGroups(groups: readonly string[], commitment: string): string[] {
	if (!Array.isArray(groups) || groups.some((group) => typeof group !== 'string'))
		throw refuse('draw.bad-groups', { commitment });
	if (groups.length > MOST_LISTED) throw refuse('draw.too-many', { commitment, most: MOST_LISTED });
	return [...new Set(groups.map(plainText))].sort();
}

const ASCII = /^[\x20-\x7e]*$/;
/** Refuses a ranking that names no stop, or one of them twice. */
function plainRanking(ranking: readonly string[], commitment: string): string[] {
	if (!Array.isArray(ranking) || ranking.length === 0 || ranking.some((stop) => typeof stop !== 'string'))
		throw refuse('draw.bad-ranking', { commitment });
	if (ranking.length > MOST_LISTED) throw refuse('draw.too-many', { commitment, most: MOST_LISTED });
	const plain = ranking.map(plainText);
	const twice = plain.find((stop, i) => plain.indexOf(stop) !== i);
	if (twice !== undefined) throw refuse('draw.ranked-twice', { commitment, stop: twice });
	return plain;
}

/** NFC, so that two spellings of one word are one value. */
export function nfc(text: string): string {
	return ASCII.test(text) ? text : text.normalize('NFC');
}

/** A text of roster or rules as it is published: NFC, and not longer than SPEC §2 allows. */
export function plainText(text: string): string {
	const plain = nfc(text);
	// No letter takes more than three bytes for each of its UTF-16 code units.
	if (3 * plain.length > MOST_TEXT) checkText(plain, JSON.stringify(plain.slice(0, 20)));
	return plain;
}

/** A safe integer of at least `least`. */
export function isWhole(value: unknown, least: number): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && !Object.is(value, -0);
}

function isScore(score: unknown): boolean {
	if (typeof score === 'number') return isWhole(score, -MOST_NUMBER) && score <= MOST_NUMBER;
	return (
		Array.isArray(score) && score.length === 2 && score.every(isScore) && (score[0] as number) <= (score[1] as number)
	);
}
