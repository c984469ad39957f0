import { ok } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../src/bytes.ts';
import type { Transcript } from '../src/index.ts';
import { signRound, TEST_CHAIN } from './chain.ts';
import type { Loose } from './forged.ts';
import { ask } from './second.ts';

// Edits of a golden vector that several tests make.

/** When the edited seals are, and the round of their beacon where they get one. */
export const AT = 1790000000;
const ROUND = (AT + 600 - TEST_CHAIN.genesisTime) / TEST_CHAIN.period + 1;
const SIGNATURE = signRound(ROUND);
/** A text of so many bytes. */
export const long = (bytes: number) => 'é'.repeat(bytes >> 1) + 'x'.repeat(bytes & 1);

/** Puts a beacon's round beside the witness, changed before it is signed for. */
export function withBeacon(copy: Loose, change: (beacon: Loose) => void = () => undefined): void {
	const chain = { ...TEST_CHAIN };
	const beacon = { chain, round: ROUND, time: TEST_CHAIN.genesisTime + TEST_CHAIN.period * (ROUND - 1) };
	change(beacon);
	copy.seal.randomness.beacon = beacon;
	copy.randomness.beacon = { round: beacon.round, signature: SIGNATURE };
	copy.randomness.reveals[0].revealedAt = AT + 10;
}

/** One witness with another secret, committed to as it is. */
export const secret = (given: string) => (copy: Loose) => {
	copy.seal.randomness.witnesses[0].commitment = commitTo(given);
	copy.randomness.reveals[0].secret = given;
};

/** The commitment to a secret of any length: `commitSecret` refuses some. */
function commitTo(given: string): string {
	return toHex(sha256(utf8(given)));
}

/** Splits at the root that say nothing, until the deepest leaf is `splits` deep: on one side of each there is no panel. */
export function deepen({ seal: { certificate, lottery } }: Loose, splits: number): void {
	const proof = certificate.proofs.find((one: Loose) => 'tree' in one);
	const { size } = lottery.types[0];
	const rows = certificate.proofs.map((one: Loose) => leafOf(one)).find((mu: Loose) => mu).length;
	const none = { over: 0, mu: Array(rows).fill(0) };
	while (depthOf(proof.tree) < splits) proof.tree = { type: 0, at: size, low: proof.tree, high: none };
}

function leafOf(one: Loose): number[] {
	let node = one.tree ?? one;
	while (node.low) node = node.low;
	return node.mu;
}

function depthOf(tree: Loose): number {
	return tree.low ? 1 + Math.max(depthOf(tree.low), depthOf(tree.high)) : 0;
}

/** The second implementation refuses it on purpose, verifying and conducting. */
export function refusedBySecond(transcript: Transcript): void {
	const { seal: sealed, roster, randomness } = transcript;
	const answers = ask([
		{ do: 'verify', transcript },
		{ do: 'conduct', seal: sealed, roster, randomness }
	]);
	for (const line of answers) {
		const { ok: isOk, where } = JSON.parse(line) as { ok: boolean; where: string };
		ok(!isOk && !where.startsWith('unsound'), line);
	}
}
