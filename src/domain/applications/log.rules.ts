import { commitTo } from '#draw';
import { canonical } from '#draw/canonical.ts';
import { utf8 } from '#draw/bytes.ts';
import { leafHash, pathLeadsTo } from '#draw/merkle.ts';
import { refusal } from '#lib/refusal.ts';
import type { LogTree } from '#domain/journal/tree.rules.ts';

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

/** A call's log by its name: the address without its scheme (C2SP tlog-checkpoint). */
export function originOf(baseUrl: string, slug: string): string {
	return `${baseUrl.replace(/^https?:\/\//, '')}/calls/${slug}`;
}
