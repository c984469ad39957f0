import { fromHex, isHex, joined, toHex } from './bytes.ts';
import { ROOM } from './lanes.ts';
import { Many } from './many.ts';
import { quickSha256 } from './sha256.ts';

const LEAF = new Uint8Array([0]);

/** Hashes end to end, eight words each: what a million of them fit into. */
export type Hashes = Int32Array;

/** Hash of one leaf: SHA-256(0x00 ‖ data), RFC 9162 §2.1.1 (SPEC §3). */
export function leafHash(data: Uint8Array): Uint8Array {
	return quickSha256(joined(LEAF, data));
}

/** Merkle tree root of leaf hashes, RFC 9162 §2.1.1; the empty tree's is SHA-256 of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
	return rootOf(copied(leaves));
}

/** The same of leaf hashes that nobody needs any more: they are overwritten, level by level. */
export function rootOf(level: Hashes): Uint8Array {
	let count = level.length / 8;
	if (count === 0) return quickSha256(new Uint8Array());
	while (count > 1) count = climb(level, count);
	return bytesAt(level, 0);
}

/** The path that proves leaf `index` is in the tree, from the leaf's sibling upwards: RFC 9162 §2.1.3.1. */
export function merklePath(leaves: readonly Uint8Array[] | Hashes, index: number): Uint8Array[] {
	const path: Uint8Array[] = [];
	const level = copied(leaves);
	let count = level.length / 8;
	for (let at = index; count > 1; at >>= 1) {
		if ((at ^ 1) < count) path.push(bytesAt(level, at ^ 1));
		count = climb(level, count);
	}
	return path;
}

/** Whether `path` (hex) leads from `leaf` at `index` of a tree of `size` leaves to `root` (hex): RFC 9162 §2.1.3.2. */
export function pathLeadsTo(
	root: string,
	leaf: Uint8Array,
	place: { index: number; size: number },
	path: readonly string[]
): boolean {
	let [at, last] = [place.index, place.size - 1];
	if (!Number.isSafeInteger(at) || at < 0 || at > last) return false;
	let hash = leaf;
	for (const step of path) {
		if (!isHex(step, 32) || last === 0) return false;
		const sibling = fromHex(step, 'path', 32);
		if (at % 2 === 1 || at === last) {
			hash = node(sibling, hash);
			while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
		} else hash = node(hash, sibling);
		[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
	}
	return last === 0 && toHex(hash) === root;
}

/** Replaces the `count` hashes of a level by those of the level above, and says how many these are. */
function climb(level: Hashes, count: number): number {
	const pairs = count >> 1;
	nodes ??= newNodes();
	for (let from = 0; from < pairs; from += ROOM) {
		const some = Math.min(ROOM, pairs - from);
		for (let i = 0; i < some; i++) writeNode(nodes, i, level, 16 * (from + i));
		nodes.run(some);
		level.set(some === ROOM ? nodes.digests : nodes.digests.subarray(0, 8 * some), 8 * from);
	}
	// An odd one at the end moves up unchanged: the same tree as RFC 9162's split at the largest power of two.
	if (count % 2 === 1) level.copyWithin(8 * pairs, 16 * pairs, 16 * pairs + 8);
	return pairs + (count % 2);
}

let nodes: Many | undefined;

/** Hashes inner nodes: SHA-256(0x01 ‖ left ‖ right), 65 bytes. */
function newNodes(): Many {
	const many = new Many(2);
	const message = new Uint8Array(65);
	message[0] = 1;
	for (let i = 0; i < ROOM; i++) many.write(i, message, 65);
	return many;
}

function writeNode({ view }: Many, index: number, level: Hashes, from: number): void {
	for (let i = 0; i < 16; i++) view.setInt32(128 * index + 1 + 4 * i, level[from + i]!);
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
	return merkleRoot([left, right]);
}

function copied(leaves: readonly Uint8Array[] | Hashes): Hashes {
	if (leaves instanceof Int32Array) return leaves.slice();
	const hashes = new Int32Array(8 * leaves.length);
	leaves.forEach((leaf, n) => {
		const view = new DataView(leaf.buffer, leaf.byteOffset, 32);
		for (let i = 0; i < 8; i++) hashes[8 * n + i] = view.getInt32(4 * i);
	});
	return hashes;
}

function bytesAt(hashes: Hashes, index: number): Uint8Array {
	const bytes = new Uint8Array(32);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < 8; i++) view.setInt32(4 * i, hashes[8 * index + i]!);
	return bytes;
}
