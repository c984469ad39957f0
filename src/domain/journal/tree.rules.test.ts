import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex } from '#draw/bytes.ts';
import { leafHash, merklePath, merkleRoot, pathLeadsTo } from '#draw/merkle.ts';
import { isContinued } from '../../../tests/proofs.ts';
import { LogTree } from './tree.rules.ts';

// The reference tree of Certificate Transparency (RFC 6962), leaf by leaf.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
];

const leaf = (at: number) => new TextEncoder().encode(`leaf ${at}`);
const grown = (size: number) => {
	const tree = new LogTree();
	tree.grow(Array.from({ length: size }, (_, at) => leaf(at)));
	return tree;
};

test('the reference tree has the published roots and paths, at every length', () => {
	const tree = new LogTree();
	tree.grow(inputs.map((hex) => fromHex(hex, 'leaf')));
	deepEqual(
		roots.map((_, at) => tree.root(at + 1)),
		roots
	);
	// RFC 9162 §2.1.5 gives the proofs of its seven-leaf tree by their nodes; here for the first leaf of five.
	deepEqual(tree.path(0, 5), [
		'96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
		'5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
		'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
	]);
	equal(new LogTree().root(), createHash('sha256').digest('hex'));
});

test('its roots and paths are those of the plain tree over all leaves, whatever the runs', () => {
	const tree = grown(1300);
	const hashes = Array.from({ length: 1300 }, (_, at) => leafHash(leaf(at)));
	for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 1023, 1025, 1300]) {
		const some = hashes.slice(0, size);
		equal(tree.root(size), toHex(merkleRoot(some)), `root of ${size}`);
		for (const index of new Set([0, size >> 1, size - 1, Math.min(255, size - 1)])) {
			deepEqual(tree.path(index, size), merklePath(some, index).map(toHex), `leaf ${index} of ${size}`);
			ok(pathLeadsTo(tree.root(size), hashes[index]!, { index, size }, tree.path(index, size)));
		}
	}
});

test('a proof between any two lengths holds, and fails for another root', () => {
	const tree = grown(700);
	for (const second of [2, 3, 8, 256, 257, 600, 700]) {
		for (const first of new Set([1, 2, second >> 1, Math.min(256, second - 1), second - 1])) {
			const path = tree.consistency(first, second);
			const sizes = { first, second };
			ok(isContinued(sizes, [tree.root(first), tree.root(second)], path), `${first} in ${second}`);
			ok(!isContinued(sizes, [tree.root(first), '00'.repeat(32)], path), `${first} in a changed ${second}`);
		}
	}
	deepEqual(tree.consistency(5, 5), []);
});

test('among more than 65,536 leaves a head is that of the plain tree, and a proof holds', () => {
	const tree = grown(132_000);
	const hashes = Array.from({ length: 132_000 }, (_, at) => leafHash(leaf(at)));
	for (const size of [65_536, 65_537, 131_072, 131_500, 132_000])
		equal(tree.root(size), toHex(merkleRoot(hashes.slice(0, size))), `root of ${size}`);
	for (const first of [300, 65_536, 70_000, 131_072]) {
		const heads = [tree.root(first), tree.root()];
		ok(isContinued({ first, second: 132_000 }, heads, tree.consistency(first)), `${first} in all`);
	}
});

test('a log grows by pieces as it does at once, and 20,000 leaves are cheap', () => {
	const tree = grown(300);
	tree.grow(Array.from({ length: 19_700 }, (_, at) => leaf(at + 300)));
	equal(tree.root(), grown(20_000).root());
	equal(tree.path(12_345).length, 15);
});
