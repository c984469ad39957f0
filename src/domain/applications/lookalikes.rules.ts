import type { Clue, ClueKind } from '#db/kinds.ts';
import { refusal } from '#lib/refusal.ts';
import {
	diceOf,
	domainKey,
	isSlipOf,
	mailboxKey,
	mailKey,
	nameKey,
	slipKeys,
	soundsOf,
	stemKey,
	trigramsOf
} from './likeness.rules.ts';
import { bandKeys, jaccardOf, shinglesOf } from './shingles.rules.ts';

/** What of an application is compared: who it is of, how they are reached, and what it says. */
export type Party = {
	id: string;
	registration: string;
	name: string;
	mails: string[];
	phones: string[];
	links: string[];
	people: string[];
	text: string;
};

/** Two applications that may be of one party; `one` is the lesser id. The score grows with every clue, never past 1. */
export type Likeness = { one: string; other: string; score: number; clues: Clue[] };

/** From here on a pair is shown to a person. */
export const shownFrom = 0.6;

const weights: Record<Exclude<ClueKind, 'text'>, number> = {
	...{ registration: 1, mail: 0.95, mailbox: 0.85, phone: 0.8, domain: 0.62, name: 0.65, stem: 0.61 },
	...{ spelling: 0.5, slip: 0.3, person: 0.25 }
};

/** A party with all that is compared worked out once. */
type Prepared = Party & {
	values: Record<'mail' | 'mailbox' | 'phone' | 'domain' | 'person', Map<string, string>>;
	nameKey: string;
	stem: string;
	grams: Set<string>;
	shingles: Uint32Array;
};

function prepared(party: Party): Prepared {
	const by = (texts: string[], keyOf: (text: string) => string) =>
		new Map(texts.map((text) => [keyOf(text), text] as const).filter(([key]) => key !== ''));
	const own = party.mails.concat(party.links);
	return {
		...party,
		values: {
			...{ mail: by(party.mails, mailKey), mailbox: by(party.mails, mailboxKey), domain: by(own, domainKey) },
			...{ phone: by(party.phones, (text) => text), person: by(party.people, nameKey) }
		},
		...{ nameKey: nameKey(party.name), stem: stemKey(party.name), shingles: shinglesOf(party.text) },
		grams: trigramsOf(soundsOf(stemKey(party.name)))
	};
}

/**
 * Every pair of parties that are alike enough to be shown. Nobody is compared with everybody: those that share a key
 * (a number, an address, a rare run of letters, a band of a text's signature) meet, and only they are. With n parties
 * whose texts have m letters, that is O(n·m) to make the keys, and for each key as many pairs as meet there; a key that
 * more than 200 share meets each of them with the first alone. `breathe` is awaited between pieces of the work.
 */
export async function lookalikesAmong(parties: Party[], breathe: () => Promise<void>): Promise<Likeness[]> {
	const all: Prepared[] = [];
	for (const [at, party] of parties.toSorted((a, b) => (a.id < b.id ? -1 : 1)).entries()) {
		if (at % 100 === 99) await breathe();
		all.push(prepared(party));
	}
	const met = new Set<number>();
	for (const keys of [all.map(plainKeys), await textKeys(all, breathe)])
		for (const [one, other] of meetings(keys)) met.add(one * most + other);
	for (const [one, other] of meetings(nameKeys(all)))
		if (isSpelledLike(all[one]!, all[other]!)) met.add(one * most + other);
	const found: Likeness[] = [];
	let compared = 0;
	for (const pair of met) {
		if (++compared % 5000 === 0) await breathe();
		const likeness = compare(all[Math.floor(pair / most)]!, all[pair % most]!);
		if (likeness.score >= shownFrom) found.push(likeness);
	}
	return found.sort((a, b) => b.score - a.score || (a.one + a.other < b.one + b.other ? -1 : 1));
}

// Far more than a call ever has: a pair is one number.
const most = 1 << 20;

function plainKeys({ values, registration, nameKey, stem }: Prepared): string[] {
	const kinds = ['mail', 'mailbox', 'phone', 'domain'] as const;
	return [
		...kinds.flatMap((kind) => [...values[kind].keys()].map((key) => `${kind} ${key}`)),
		...slipKeys(registration).map((key) => `slip ${key}`),
		...[`registration ${registration}`, `name ${nameKey}`, `stem ${stem}`].filter((key) => !key.endsWith(' '))
	];
}

// Two names of which four fifths agree share one of the rarest runs of either (prefix filtering).
function nameKeys(all: Prepared[]): string[][] {
	const count = new Map<string, number>();
	for (const { grams } of all) for (const gram of grams) count.set(gram, (count.get(gram) ?? 0) + 1);
	return all.map(({ grams }) => {
		const rarest = [...grams].sort((a, b) => count.get(a)! - count.get(b)! || (a < b ? -1 : 1));
		return rarest.slice(0, Math.ceil(grams.size / 3) + 1);
	});
}

async function textKeys(all: Prepared[], breathe: () => Promise<void>): Promise<string[][]> {
	const keys: string[][] = [];
	for (const { shingles } of all) {
		if (keys.length % 100 === 99) await breathe();
		keys.push(bandKeys(shingles));
	}
	return keys;
}

function* meetings(keys: string[][]): Iterable<[number, number]> {
	const rooms = new Map<string, number[]>();
	for (const [at, own] of keys.entries())
		for (const key of new Set(own)) rooms.set(key, [...(rooms.get(key) ?? []), at]);
	for (const room of rooms.values()) {
		const firsts = room.length > 200 ? 1 : room.length;
		for (let a = 0; a < firsts; a++) for (let b = a + 1; b < room.length; b++) yield [room[a]!, room[b]!];
	}
}

/** What speaks for two applications being of one party. */
function compare(one: Prepared, other: Prepared): Likeness {
	const names = nameClues(one, other);
	const clues = [...sharedValues(one, other), ...names, ...numberClues(one, other, names.length > 0)];
	const share = jaccardOf(one.shingles, other.shingles);
	if (share >= 0.35) clues.push({ kind: 'text', one: '', other: '', weight: rounded(Math.min(0.97, share + 0.05)) });
	clues.sort((a, b) => b.weight - a.weight);
	const doubt = clues.reduce((product, { weight }) => product * (1 - weight), 1);
	return { one: one.id, other: other.id, score: rounded(1 - doubt), clues };
}

const rounded = (figure: number) => Math.round(figure * 100) / 100;
const clue = (kind: Exclude<ClueKind, 'text'>, one: string, other: string): Clue => {
	return { kind, one, other, weight: weights[kind] };
};

function sharedValues(one: Prepared, other: Prepared): Clue[] {
	const shared = (kind: 'mail' | 'mailbox' | 'phone' | 'domain' | 'person'): Clue[] =>
		[...one.values[kind]].flatMap(([key, text]) => {
			const theirs = other.values[kind].get(key);
			return theirs === undefined ? [] : [clue(kind, text, theirs)];
		});
	const mails = shared('mail');
	// One address is one mailbox of one domain: each is said once.
	const mailboxes = mails.length ? [] : shared('mailbox').slice(0, 1);
	const domains = mails.length || mailboxes.length ? [] : shared('domain').slice(0, 1);
	return [
		...mails.slice(0, 1),
		...mailboxes,
		...domains,
		...shared('phone').slice(0, 1),
		...shared('person').slice(0, 1)
	];
}

function nameClues(one: Prepared, other: Prepared): Clue[] {
	if (!one.nameKey || !other.nameKey) return [];
	if (one.nameKey === other.nameKey) return [clue('name', one.name, other.name)];
	if (one.stem === other.stem) return [clue('stem', one.name, other.name)];
	return isSpelledLike(one, other) ? [clue('spelling', one.name, other.name)] : [];
}

function isSpelledLike({ grams: one }: Prepared, { grams: other }: Prepared): boolean {
	// Sets of very unlike size cannot agree in four fifths.
	const isNear = 2 * Math.min(one.size, other.size) >= 0.8 * (one.size + other.size);
	return isNear && diceOf(one, other) >= 0.8;
}

// Numbers a figure apart are common; beside a name that is nearly the same they say something.
function numberClues(one: Prepared, other: Prepared, hasName: boolean): Clue[] {
	const [a, b] = [one.registration, other.registration];
	if (a && a === b) return [clue('registration', a, b)];
	return hasName && isSlipOf(a, b) ? [clue('slip', a, b)] : [];
}

export const outcomesOfPair = ['same', 'related', 'unrelated'] as const;
export type PairOutcome = (typeof outcomesOfPair)[number];

type Decidable = { one_id: string; other_id: string; outcome: PairOutcome | null; stands_id: string | null };

/** The pairs somebody must still decide about. Where a decision has set one of the two aside, there is nothing more to. */
export function undecided<P extends Decidable>(pairs: P[]): P[] {
	const aside = new Set(
		pairs.flatMap(({ one_id, other_id, stands_id }) => {
			if (!stands_id) return [];
			return [stands_id === one_id ? other_id : one_id];
		})
	);
	return pairs.filter(({ one_id, other_id, outcome }) => !outcome && !aside.has(one_id) && !aside.has(other_id));
}

/** The related applications as groups: who is related to one is related to all it is related to. */
export function relatedGroups(pairs: Decidable[]): string[][] {
	const groupOf = new Map<string, Set<string>>();
	for (const { one_id, other_id, outcome } of pairs) {
		if (outcome !== 'related') continue;
		const joined = new Set([one_id, other_id, ...(groupOf.get(one_id) ?? []), ...(groupOf.get(other_id) ?? [])]);
		for (const id of joined) groupOf.set(id, joined);
	}
	return [...new Set(groupOf.values())].map((group) => [...group].sort());
}

export const lookalikeNotFound = () => refusal('unknown', 'applications.lookalike-not-found');
export const decidedTooEarly = () => refusal('conflict', 'applications.lookalike-too-early');
export const decidedTooLate = () => refusal('conflict', 'applications.lookalike-too-late');
export const sameNumber = () => refusal('conflict', 'applications.lookalike-same-number');
export const anotherStands = () => refusal('conflict', 'applications.lookalike-another-stands');
