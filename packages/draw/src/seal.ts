import { sha256 } from '@noble/hashes/sha2.js';
import type { Chain } from './beacon.ts';
import { toHex, utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import type { Certificate } from './certificate.ts';
import type { Lottery } from './lottery.ts';
import type { Scenarios } from './merit-proof.ts';
import type { Entrant } from './roster.ts';
import type { Rules } from './rules.ts';
import { PROTOCOL } from './version.ts';
import type { Promised } from './witnesses.ts';

/** A rehearsal's digest is made under another prefix: it can never be mistaken for the real one. */
export type Tag = 'draw' | 'rehearsal';

/** Where the randomness will come from: a beacon's future round, witnesses' secrets, or both. */
export type Source = {
	readonly beacon?: { readonly chain: Chain; readonly round: number; readonly time: number };
	readonly witnesses?: readonly Promised[];
};

/** All that is fixed before the randomness exists (SPEC §7). Times in seconds since 1970. */
export type Seal = {
	readonly version: string;
	readonly tag: Tag;
	readonly call: string;
	readonly sealedAt: number;
	readonly code: { readonly version: string; readonly digest?: string };
	readonly rules: Rules;
	readonly roster: { readonly root: string; readonly size: number };
	readonly lottery: Lottery;
	readonly certificate?: Certificate | Scenarios;
	/** digest of the canonical JSON of the exact chances, one fraction for each type */
	readonly chances: string;
	readonly reserves: typeof RESERVE_RULE;
	readonly randomness: Source;
};

/** What `plan` makes: all of a draw that doesn't need randomness. */
export type Plan = {
	readonly roster: readonly Entrant[];
	readonly root: string;
	readonly rules: Rules;
	readonly lottery: Lottery;
	readonly certificate?: Certificate | Scenarios;
};

/** The name of the rule of SPEC §9 by which reserves move up. */
export const RESERVE_RULE = 'keyed-order-keeping-quotas/1';

/** The digest that is published, mailed and printed (SPEC §7): SHA-256(prefix ‖ canonical JSON), hex. */
export function sealDigest(made: Seal): string {
	const prefix = made.tag === 'draw' ? `${PROTOCOL}\n` : `${PROTOCOL} rehearsal\n`;
	return toHex(sha256(utf8(prefix + canonical(made))));
}
