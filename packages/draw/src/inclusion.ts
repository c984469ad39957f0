import { toHex, utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import type { Commitments } from './commitments.ts';
import { leavesOf } from './leaves.ts';
import { leafHash, merklePath, pathLeadsTo, rootOf } from './merkle.ts';
import { refuse } from './refusal.ts';
import type { Entrant } from './roster.ts';

/** Merkle root (hex) of the roster: RFC 9162 over the canonical JSON of each entrant. `commitments` are read when not given. */
export function rosterRoot(roster: readonly Entrant[], commitments?: Commitments | null): string {
	return toHex(rootOf(leavesOf(roster, commitments)));
}

/** Proof that an entrant is in the sealed roster: hex hashes from the leaf's sibling upwards. */
export type Inclusion = { readonly lot: number; readonly size: number; readonly path: readonly string[] };

/** The inclusion proof of one lot. Refuses a lot that isn't in the roster. */
export function inclusionProof(roster: readonly Entrant[], lot: number): Inclusion {
	if (!roster[lot - 1]) throw refuse('draw.unknown-lot', { lot: String(lot), size: roster.length });
	return { lot, size: roster.length, path: merklePath(leavesOf(roster), lot - 1).map(toHex) };
}

/** Whether `proof` shows that `entrant` is in the roster with this `root` (hex). */
export function checkInclusion(root: string, entrant: Entrant, proof: Inclusion): boolean {
	return pathLeadsTo(root, leafHash(utf8(canonical(entrant))), { index: proof.lot - 1, size: proof.size }, proof.path);
}
