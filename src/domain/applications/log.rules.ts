import { commitTo } from '#draw';
import { canonical } from '#draw/canonical.ts';
import { fromHex, joined, toHex, utf8 } from '#draw/bytes.ts';
import { leafHash, pathLeadsTo } from '#draw/merkle.ts';
import { quickSha256 } from '#draw/sha256.ts';
import { refusal } from '#lib/refusal.ts';
import type { LogTree } from './tree.rules.ts';

/**
 * One line of a call's public log, as canonical JSON: a receipt given, or the newest one withdrawn. The commitment is
 * the very one by which the draw's roster names the entry; only whoever holds the receipt can say whose it is.
 */
export type Leaf = {
	commitment: string;
	event: 'submitted' | 'withdrawn';
	/** The commitment that stood before, where an edit was submitted again. */
	replaces?: string;
};

/** Proof that a leaf is in a log: its text and place, the path (hex, from the leaf's sibling up) and a signed head. */
export type LogProof = { leaf: Leaf; index: number; path: string[]; checkpoint: string };

type Salted = { salt: string; content_hash: string };

/** The commitment to a receipt: SHA-256("madang/roster/v1" ‖ salt ‖ content hash). */
export function commitmentOf(receipt: Salted): string {
	return commitTo(receipt.salt, receipt.content_hash);
}

/** The text of a leaf for a receipt given; `standing` is the receipt that stood until then. */
export function submittedLeaf(receipt: Salted, standing?: Salted): string {
	const leaf: Leaf = { commitment: commitmentOf(receipt), event: 'submitted' };
	return canonical(standing ? { ...leaf, replaces: commitmentOf(standing) } : leaf);
}

/** The text of a leaf for the newest receipt, withdrawn. */
export function withdrawnLeaf(receipt: Salted): string {
	return canonical({ commitment: commitmentOf(receipt), event: 'withdrawn' } satisfies Leaf);
}

/** A call's log as it has come so far: its tree, the commitments that stand, and how many were withdrawn. */
export type Log = { tree: LogTree; standing: Set<string>; withdrawn: number };

/** Takes the next leaves, as their texts, into a log. */
export function growLog(log: Log, texts: readonly string[]): void {
	log.tree.grow(texts.map(utf8));
	for (const { commitment, event, replaces } of texts.map((text) => JSON.parse(text) as Leaf)) {
		if (replaces) log.standing.delete(replaces);
		if (event === 'submitted') log.standing.add(commitment);
		else if (log.standing.delete(commitment)) log.withdrawn += 1;
	}
}

/** A draw's roster held against the log: how many of it stand there, and how many do not, which would need explaining. */
export function rosterIn(log: Log, roster: readonly string[]): { found: number; strange: number } {
	const found = roster.filter((commitment) => log.standing.has(commitment)).length;
	return { found, strange: roster.length - found };
}

/** Whether a proof leads from its leaf to the root (hex) of a log of `size` leaves. */
export function isInLog({ leaf, index, path }: Omit<LogProof, 'checkpoint'>, head: { size: number; root: string }) {
	return pathLeadsTo(head.root, leafHash(utf8(canonical(leaf))), { index, size: head.size }, path);
}

/** Refuses two lengths that are not a shorter and a longer one of a log. */
export function checkSizes({ from, to }: { from: number; to: number }, size: number): void {
	if (from < 1 || from > to || to > size) throw refusal('invalid', 'applications.no-such-length', { size });
}

export const nothingLogged = () => refusal('unknown', 'applications.nothing-logged');

/** The head of a log that is signed: so many leaves, and their root (hex). */
export type Head = { origin: string; size: number; root: string };

/** A call's log by its name: the address without its scheme (C2SP tlog-checkpoint). */
export function originOf(baseUrl: string, slug: string): string {
	return `${baseUrl.replace(/^https?:\/\//, '')}/calls/${slug}`;
}

/** What is signed of a head (C2SP tlog-checkpoint): its origin, size and root in base64, a line each. */
export function checkpointText({ origin, size, root }: Head): string {
	return `${origin}\n${size}\n${base64(fromHex(root, 'root', 32))}\n`;
}

/** A checkpoint as a signed note (C2SP signed-note, Ed25519). The key is base64url, as is the signature of the text. */
export function signedNote(head: Head, publicKey: string, signature: string): string {
	const line = joined(keyId(head.origin, bytesOf(publicKey)), bytesOf(signature));
	return `${checkpointText(head)}\n— ${head.origin} ${base64(line)}\n`;
}

/** The key by which others check our notes, in the form the tools read: `name+hash+key`. */
export function verifierKey(origin: string, publicKey: string): string {
	const key = bytesOf(publicKey);
	return `${origin}+${toHex(keyId(origin, key))}+${base64(joined(ed25519, key))}`;
}

const noteForm = /^((\S+)\n(0|[1-9]\d{0,9})\n([A-Za-z0-9+/]{43}=)\n)\n— (\S+) ([A-Za-z0-9+/]{91}=)\n$/;

/** Reads a signed note back: the head, the text under the signature, and that (base64url); or null. */
export function readNote(note: string): (Head & { text: string; signature: string }) | null {
	const [, text, origin, size, root, , line] = noteForm.exec(note) ?? [];
	if (!text || !origin || !root || !line) return null;
	const signature = base64(bytesOf(line).slice(4)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
	return { origin, size: Number(size), root: toHex(bytesOf(root)), text, signature };
}

const ed25519 = new Uint8Array([1]);

// C2SP signed-note: the first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key).
function keyId(name: string, key: Uint8Array): Uint8Array {
	return quickSha256(joined(utf8(`${name}\n`), ed25519, key)).slice(0, 4);
}

function base64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

function bytesOf(base64Text: string): Uint8Array {
	const plain = base64Text.replace(/-/g, '+').replace(/_/g, '/');
	return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}
