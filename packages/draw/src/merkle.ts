import { fromHex, isHex, joined, toHex } from './bytes.ts';
import { quickSha256 } from './sha256.ts';

const LEAF = new Uint8Array([0]);
const both = new Uint8Array(65);
both[0] = 1;

/** Hash of one leaf: SHA-256(0x00 ‖ data), RFC 9162 §2.1.1 (SPEC §3). */
export function leafHash(data: Uint8Array): Uint8Array {
	return quickSha256(joined(LEAF, data));
}

/** Merkle tree root of leaf hashes, RFC 9162 §2.1.1; the empty tree's is SHA-256 of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
	if (leaves.length === 0) return quickSha256(new Uint8Array());
	let level = leaves;
	while (level.length > 1) level = parents(level);
	return level[0]!;
}

/** The path that proves leaf `index` is in the tree, from the leaf's sibling upwards: RFC 9162 §2.1.3.1. */
export function merklePath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
	const path: Uint8Array[] = [];
	let level = leaves;
	for (let at = index; level.length > 1; at >>= 1) {
		const sibling = level[at ^ 1];
		if (sibling) path.push(sibling);
		level = parents(level);
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

function parents(level: readonly Uint8Array[]): Uint8Array[] {
	const above: Uint8Array[] = [];
	for (let i = 0; i + 1 < level.length; i += 2) above.push(node(level[i]!, level[i + 1]!));
	// An odd one at the end moves up unchanged: the same tree as RFC 9162's split at the largest power of two.
	if (level.length % 2 === 1) above.push(level[level.length - 1]!);
	return above;
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
function node(left: Uint8Array, right: Uint8Array): Uint8Array {
	both.set(left, 1);
	both.set(right, 33);
	return quickSha256(both);
}
