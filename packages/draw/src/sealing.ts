import { plainChain, timeOfRound, type Chain } from './beacon.ts';
import { canonical, digestOf } from './canonical.ts';
import { checkSealed } from './checks.ts';
import { isInstant } from './fields.ts';
import { chancesOf } from './lottery.ts';
import { refuse } from './refusal.ts';
import { nfc } from './roster.ts';
import { RESERVE_RULE, sealDigest, type Plan, type Seal, type Source, type Tag } from './seal.ts';
import { checkSource } from './seal-form.ts';
import { PROTOCOL, VERSION } from './version.ts';
import type { Promised } from './witnesses.ts';

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

/**
 * Seals a plan (SPEC §7): the object, its digest, and the canonical text that was digested. Refuses when there is no
 * randomness, when a round is not far enough in the future, a witness named twice, and whatever verifying refuses.
 */
export function seal(plan: Plan, sealing: Sealing): { seal: Seal; digest: string; text: string } {
	const { call, tag, sealedAt, codeDigest } = sealing;
	if (tag !== 'draw' && tag !== 'rehearsal') throw refuse('draw.bad-tag', { tag: String(tag) });
	if (!isInstant(sealedAt)) throw refuse('draw.bad-time', { where: '/sealedAt' });
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
	checkSealed(made, plan.roster);
	return { seal: made, digest: sealDigest(made), text: canonical(made) };
}

function sourceOf({ randomness: { beacon, witnesses } }: Sealing): Source {
	return {
		...(beacon && {
			beacon: { chain: plainChain(beacon.chain), round: beacon.round, time: timeOfRound(beacon.chain, beacon.round) }
		}),
		...(witnesses?.length && { witnesses: witnesses.map(({ name, commitment }) => ({ name: nfc(name), commitment })) })
	};
}
