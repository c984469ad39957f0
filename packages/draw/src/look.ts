import { drawResult, type Result, type Transcript } from './conduct.ts';
import { buildRoster, type Entrant } from './roster.ts';
import { isPlainlySame } from './same.ts';
import { sealDigest } from './seal.ts';
import { seedOf, withheldNames } from './seed.ts';
import { typesOf, type Type } from './types.ts';

/** What the reader knows from elsewhere: the seal's digest from a receipt, a page or a printed QR. */
export type Known = {
	readonly sealDigest?: string;
	/** form `halving`: unfold every panel, not only the one that was reached; takes seconds */
	readonly all?: boolean;
};

/** A transcript under verification, and what several steps need of it, each made once; never from what it claims. */
export type Look = {
	readonly transcript: Transcript;
	readonly known: Known;
	/** the roster built again from its own entrants */
	readonly rebuilt: () => Entrant[];
	/** position of the first entrant that isn't as it is when built again; -1 when all are */
	readonly firstStrange: () => number;
	/** the roster built again when it is the same (its features are shared, which is quicker), else as given */
	readonly roster: () => readonly Entrant[];
	readonly types: () => Type[];
	readonly digest: () => string;
	/** drawn again from roster, lottery and randomness */
	readonly result: () => Result;
};

/** A look at what claims to be a transcript. Whatever is asked of it may throw: JSON from a stranger can hold anything. */
export function lookAt(transcript: Transcript, known: Known): Look {
	const rebuilt = once(() => buildRoster(transcript.roster));
	const firstStrange = once(() => rebuilt().findIndex((entrant, i) => !isPlainlySame(transcript.roster[i], entrant)));
	const roster = once(() => (isSound(firstStrange) ? rebuilt() : transcript.roster));
	const types = once(() => typesOf(roster(), transcript.seal.rules));
	const digest = once(() => sealDigest(transcript.seal));
	const result = once(() => {
		const { seal, randomness } = transcript;
		const from = { seed: seedOf(seal, digest(), randomness), withheld: withheldNames(seal, randomness) };
		return drawResult(seal, roster(), { ...from, types: types() });
	});
	return { transcript, known, rebuilt, firstStrange, roster, types, digest, result };
}

function isSound(firstStrange: () => number): boolean {
	try {
		return firstStrange() < 0;
	} catch {
		return false;
	}
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
