import { sha256 } from '@noble/hashes/sha2.js';
import { plainChain, timeOfRound, type Chain } from './beacon.ts';
import { isHex, toHex, utf8 } from './bytes.ts';
import { canonical, digestOf } from './canonical.ts';
import type { Certificate } from './certificate.ts';
import { chancesOf, type Lottery } from './lottery.ts';
import type { Scenarios } from './merit-proof.ts';
import { refuse } from './refusal.ts';
import { isWhole, nfc, type Entrant } from './roster.ts';
import type { Rules } from './rules.ts';
import { PROTOCOL, VERSION } from './version.ts';
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

/** What the organiser adds to a plan when sealing it. `leadSeconds`: how long before the round, at least (default 60). */
export type Sealing = {
	readonly call: string;
	readonly tag: Tag;
	readonly sealedAt: number;
	readonly randomness: {
		readonly beacon?: { readonly chain: Chain; readonly round: number };
		readonly witnesses?: readonly Promised[];
	};
	readonly leadSeconds?: number;
	readonly codeDigest?: string;
};

/** The name of the rule of SPEC §9 by which reserves move up. */
export const RESERVE_RULE = 'keyed-order-keeping-quotas/1';

/**
 * Seals a plan (SPEC §7): the object, its digest, and the canonical text that was digested. Refuses when there is no
 * randomness, when a round is not far enough in the future, and a witness named twice.
 */
export function seal(plan: Plan, sealing: Sealing): { seal: Seal; digest: string; text: string } {
	const { call, tag, sealedAt, codeDigest } = sealing;
	if (tag !== 'draw' && tag !== 'rehearsal') throw refuse('draw.bad-tag', { tag: String(tag) });
	if (!isWhole(sealedAt, 1)) throw refuse('draw.bad-time', { where: '/sealedAt' });
	const made: Seal = {
		version: PROTOCOL,
		tag,
		call: nfc(call),
		sealedAt,
		code: { version: VERSION, ...(codeDigest && { digest: codeDigest }) },
		rules: plan.rules,
		roster: { root: plan.root, size: plan.roster.length },
		lottery: plan.lottery,
		...(plan.certificate && { certificate: plan.certificate }),
		chances: digestOf(chancesOf(plan.lottery)),
		reserves: RESERVE_RULE,
		randomness: sourceOf(sealing)
	};
	checkSource(made, sealing.leadSeconds ?? 60);
	return { seal: made, digest: sealDigest(made), text: canonical(made) };
}

/** The digest that is published, mailed and printed (SPEC §7): SHA-256(prefix ‖ canonical JSON), hex. */
export function sealDigest(made: Seal): string {
	const prefix = made.tag === 'draw' ? `${PROTOCOL}\n` : `${PROTOCOL} rehearsal\n`;
	return toHex(sha256(utf8(prefix + canonical(made))));
}

/** Refuses a seal whose source of randomness is none, in the past, or not what it says it is (SPEC §7). */
export function checkSource(made: Seal, leadSeconds = 1): void {
	const { beacon, witnesses } = made.randomness;
	if (!beacon && !witnesses?.length) throw refuse('draw.no-randomness');
	if (beacon) {
		if (canonical(plainChain(beacon.chain)) !== canonical(beacon.chain))
			throw refuse('draw.bad-chain', { chain: beacon.chain.hash });
		if (!isWhole(beacon.round, 1)) throw refuse('draw.bad-round', { round: String(beacon.round) });
		if (beacon.time !== timeOfRound(beacon.chain, beacon.round))
			throw refuse('draw.round-time', { round: beacon.round });
		if (beacon.time < made.sealedAt + leadSeconds)
			throw refuse('draw.round-too-soon', { round: beacon.round, seconds: leadSeconds });
	}
	const names = new Set<string>();
	for (const { name, commitment } of witnesses ?? []) {
		if (names.has(name)) throw refuse('draw.witness-twice', { name });
		if (!isHex(commitment, 32)) throw refuse('draw.bad-hex', { where: `witness ${name}`, bytes: 32 });
		names.add(name);
	}
}

function sourceOf({ randomness: { beacon, witnesses } }: Sealing): Source {
	return {
		...(beacon && {
			beacon: { chain: plainChain(beacon.chain), round: beacon.round, time: timeOfRound(beacon.chain, beacon.round) }
		}),
		...(witnesses?.length && { witnesses: witnesses.map(({ name, commitment }) => ({ name: nfc(name), commitment })) })
	};
}
