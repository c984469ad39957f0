import { deepEqual, equal, ok } from 'node:assert/strict';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { beaconRandomness, QUICKNET, timeOfRound, verifyBeacon, type Chain } from '../src/beacon.ts';
import { fromHex, joined, toHex, utf8 } from '../src/bytes.ts';
import { canonical } from '../src/canonical.ts';
import { elegyCodes, elegyOrder } from '../src/elegy.ts';
import { leafHash, merklePath, merkleRoot, pathLeadsTo } from '../src/merkle.ts';
import { keyOfSources, rfc3797Order } from '../src/rfc3797.ts';

const SHARED = new URL('../../../../shared/data/vectors/', import.meta.url);
const shared = (name: string) => JSON.parse(readFileSync(new URL(name, SHARED), 'utf8'));
type Scored = { readonly ticket: string; readonly score: string };
type Plain = {
	readonly tickets: readonly {
		readonly ticket: string;
		readonly salt: string;
		readonly payload: string;
		readonly leaf: string;
	}[];
	readonly manifest_jcs: string;
	readonly inclusion_proof_index5: readonly string[];
	readonly commitment: string;
	readonly drand_signature: string;
	readonly seed: string;
	readonly ranking: readonly Scored[];
	readonly winners: readonly string[];
};
const skip = existsSync(SHARED) ? false : 'the shared vectors are not on this machine';

test('RFC 3797, section 6: the worked example is reproduced', () => {
	const key = keyOfSources([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]);
	equal(key, '9319./2.5.8.10.12./9.18.26.34.41.45./');
	deepEqual(rfc3797Order(key, 25, 16), [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]);
});

test('draft-thomson-elegy-vrs: the worked example is reproduced', { skip }, () => {
	const vector = shared('vrs-draft-thomson.json');
	const codes = elegyCodes(vector.secret, 10);
	equal(codes[9], vector.commit_H10);
	vector.otc.forEach((code: string, i: number) => {
		ok(codes.includes(code));
		const placed = elegyOrder(code, vector.randomness, Object.keys(vector.rounds[i]));
		deepEqual(
			placed.map(({ label, order }) => [label, order]),
			Object.entries(vector.rounds[i])
		);
	});
});

test('drand quicknet: published rounds verify, and nothing else does', { skip }, () => {
	const vector = shared('drand-quicknet.json');
	equal(QUICKNET.publicKey, vector.chain.public_key);
	equal(QUICKNET.hash, vector.chain.hash);
	for (const { round, time, signature, randomness } of vector.rounds) {
		ok(verifyBeacon(QUICKNET, round, signature));
		ok(!verifyBeacon(QUICKNET, round + 1, signature));
		equal(timeOfRound(QUICKNET, round), time);
		equal(beaconRandomness(signature), randomness);
	}
	const other = vector.other_chain_same_scheme;
	const chain: Chain = { ...QUICKNET, hash: other.chain.hash, publicKey: other.chain.public_key };
	ok(verifyBeacon(chain, other.round, other.signature));
	ok(!verifyBeacon(QUICKNET, other.round, other.signature));
	for (const bad of ['', 'zz', 'c0' + '00'.repeat(47), '00'.repeat(48), 'ff'.repeat(48)])
		ok(!verifyBeacon(QUICKNET, 1000, bad));
});

test('RFC 6962: the reference tree has its published roots and inclusion proofs', { skip }, () => {
	const { leaves_hex, roots, inclusion } = shared('rfc6962.json');
	const leaves = (leaves_hex as string[]).map((hex) => leafHash(fromHex(hex, 'leaf')));
	roots.forEach((root: string, i: number) => equal(toHex(merkleRoot(leaves.slice(0, i + 1))), root));
	for (const { index, size, proof } of inclusion) {
		deepEqual(merklePath(leaves.slice(0, size), index).map(toHex), proof);
		ok(pathLeadsTo(roots[size - 1], leaves[index]!, { index, size }, proof));
		ok(!pathLeadsTo(roots[size - 1], leaves[(index + 1) % size]!, { index, size }, proof));
	}
});

test('RFC 8785: the published example has its canonical form', { skip }, () => {
	const { output, output_sha256 } = shared('jcs-rfc8785.json');
	equal(canonical(JSON.parse(output)), output);
	equal(toHex(sha256(utf8(output))), output_sha256);
});

test(
	'the worked plain draw: entries, tree, commitment, seed and ranking are reproduced from the same parts',
	{ skip },
	() => {
		const vector = shared('madang-draw-v1-plain.json') as Plain;
		const leaves = vector.tickets.map((ticket) =>
			leafHash(joined(fromHex(ticket.salt, 'salt', 32), utf8(ticket.payload)))
		);
		deepEqual(
			leaves.map(toHex),
			vector.tickets.map(({ leaf }) => leaf)
		);
		const manifest = JSON.parse(vector.manifest_jcs);
		equal(canonical(manifest), vector.manifest_jcs);
		equal(toHex(merkleRoot(leaves)), manifest.entries.root);
		deepEqual(merklePath(leaves, 5).map(toHex), vector.inclusion_proof_index5);
		const commitment = toHex(sha256(utf8('madang-draw/1\n' + vector.manifest_jcs)));
		equal(commitment, vector.commitment);
		ok(verifyBeacon(QUICKNET, manifest.beacon.round, vector.drand_signature));
		const signature = fromHex(vector.drand_signature, 'signature', 48);
		const seed = hkdf(sha256, signature, fromHex(commitment, 'commitment', 32), utf8('madang-draw/1 seed'), 32);
		equal(toHex(seed), vector.seed);
		const scores = vector.tickets.map(({ ticket }) => ({
			ticket,
			score: toHex(sha256(joined(seed, fromHex(ticket, 'ticket', 16))))
		}));
		deepEqual(
			scores.sort((a: Scored, b: Scored) => (a.score < b.score ? -1 : 1)),
			vector.ranking
		);
		deepEqual(
			vector.ranking.slice(0, manifest.algorithm.params.k).map(({ ticket }) => ticket),
			vector.winners
		);
	}
);
