import { commitmentsOf, type Commitments } from './commitments.ts';
import { drawResult, type Result } from './result.ts';
import { sharedIfBuilt } from './read-roster.ts';
import type { Entrant } from './roster.ts';
import { sealDigest } from './seal.ts';
import { seedOf, withheldNames } from './seed.ts';
import type { Transcript } from './transcript.ts';
import { typesOf, type Type } from './types.ts';

/** What the reader knows from elsewhere: the seal's digest from a receipt, a page or a printed QR. */
export type Known = {
	readonly sealDigest?: string;
	/** form `halving`: unfold every panel, not only the one that was reached; takes seconds */
	readonly all?: boolean;
};

/** A seal and its roster under verification, and what several checks need of them, each made once; never from what they claim. */
export type SealedLook = {
	readonly of: Pick<Transcript, 'seal' | 'roster'>;
	/** unfold every panel of form `halving` */
	readonly all: boolean;
	/** the roster; those of the same features share them when it is as `buildRoster` makes it, which is quicker */
	readonly roster: () => readonly Entrant[];
	/** whether the roster is as `buildRoster` makes it */
	readonly isAsBuilt: () => boolean;
	/** those of the roster; null when one isn't a digest */
	readonly commitments: () => Commitments | null;
	readonly types: () => Type[];
	readonly digest: () => string;
};

/** The same of a whole transcript. */
export type Look = SealedLook & {
	readonly of: Transcript;
	readonly known: Known;
	/** drawn again from roster, lottery and randomness */
	readonly result: () => Result;
};

/** A look at what claims to be sealed. Whatever is asked of it may throw: JSON from a stranger can hold anything. */
export function lookAtSealed(of: SealedLook['of'], all = false): SealedLook {
	const commitments = once(() => commitmentsOf(of.roster));
	const shared = once(() => sharedIfBuilt(of.roster, commitments()));
	const isAsBuilt = () => shared() !== null;
	const roster = () => shared() ?? of.roster;
	const types = once(() => typesOf(roster(), of.seal.rules));
	const digest = once(() => sealDigest(of.seal));
	return { of, all, isAsBuilt, roster, commitments, types, digest };
}

/** A look at what claims to be a transcript. */
export function lookAt(of: Transcript, known: Known): Look {
	const sealed = lookAtSealed(of, known.all);
	const result = once(() => {
		const { seal, randomness } = of;
		const from = { seed: seedOf(seal, sealed.digest(), randomness), withheld: withheldNames(seal, randomness) };
		return drawResult(seal, { commitments: sealed.commitments(), types: sealed.types() }, from);
	});
	return { ...sealed, of, known, result };
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
