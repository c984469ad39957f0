import type { Reader } from '#lib/db.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { readNote } from '#domain/journal/notes.rules.ts';
import { LogTree } from '#domain/journal/tree.rules.ts';
import { growLog, isInLog, type Leaf, type Log, type LogProof } from './log.rules.ts';

/** The purpose of the key that signs the heads of logs. */
export const logPurpose = 'submission-log';

const known = new WeakMap<Reader, Map<string, Log>>();

/** A call's whole log. It only grows, so what was read once is kept, and only what came since is read. */
export async function logOf(db: Reader, callId: string): Promise<Log> {
	const logs = known.get(db) ?? new Map<string, Log>();
	known.set(db, logs);
	const log = logs.get(callId) ?? { tree: new LogTree(), standing: new Set(), withdrawn: 0 };
	logs.set(callId, log);
	const rows = await leavesFrom(db, callId, log.tree.size);
	// Two may have asked at once: what the other has taken in already is not taken twice.
	growLog(
		log,
		rows.filter(({ place }) => place >= log.tree.size).map(({ leaf }) => leaf)
	);
	return log;
}

/** The leaves of a call's log from a place on, at most so many. */
export function leavesFrom(db: Reader, callId: string, place: number, most = 1_000_000) {
	return db
		.selectFrom('submission_log')
		.select(['place', 'leaf'])
		.where('call_id', '=', callId)
		.where('place', '>=', place)
		.orderBy('place')
		.limit(most)
		.execute();
}

/** The newest signed head of a call's log, if one was signed yet. */
export function newestCheckpoint(db: Reader, callId: string) {
	return db
		.selectFrom('submission_checkpoints')
		.selectAll()
		.where('call_id', '=', callId)
		.orderBy('size', 'desc')
		.limit(1)
		.executeTakeFirst();
}

/** The proof that a receipt is in its call's log, under the newest signed head; null until one is signed that holds it. */
export async function proofOf(db: Reader, callId: string, receiptId: string): Promise<LogProof | null> {
	const [newest, row] = await Promise.all([
		newestCheckpoint(db, callId),
		db
			.selectFrom('submission_log')
			.select(['place', 'leaf'])
			.where('receipt_id', '=', receiptId)
			.orderBy('place')
			.limit(1)
			.executeTakeFirst()
	]);
	if (!newest || !row || row.place >= newest.size) return null;
	const { tree } = await logOf(db, callId);
	return {
		...{ leaf: JSON.parse(row.leaf) as Leaf, index: row.place },
		...{ path: tree.path(row.place, newest.size), checkpoint: newest.note }
	};
}

/** Calls whose log has grown past its newest signed head. */
export function logsToSign(db: Reader) {
	return db
		.selectFrom('application_counts')
		.innerJoin('calls', 'calls.id', 'call_id')
		.select(['calls.id', 'calls.slug'])
		.where('logged', '>', (eb) =>
			eb
				.selectFrom('submission_checkpoints')
				.select((eb) => eb.fn.coalesce(eb.fn.max('size'), eb.lit(0)).as('size'))
				.whereRef('submission_checkpoints.call_id', '=', 'calls.id')
		)
		.execute();
}

/** What a proof in a receipt file is worth. */
export type ProofVerdict = 'proven' | 'broken' | 'absent';

/**
 * Judges the proof in a receipt file: that we signed its head, that the leaf is under it and is this receipt's, and
 * that today's log still begins with what was signed then.
 */
export async function checkProof(
	db: Reader,
	{ callId, proof, commitment }: { callId: string; proof: LogProof | null | undefined; commitment: string }
): Promise<ProofVerdict> {
	if (!proof) return 'absent';
	try {
		const head = readNote(proof.checkpoint);
		const key = await publicKeyFor(db, logPurpose);
		if (!head || !key || !isSignedBy(key, head.text, head.signature)) return 'broken';
		const { tree } = await logOf(db, callId);
		const isStill = head.size <= tree.size && tree.root(head.size) === head.root;
		return isStill && proof.leaf.commitment === commitment && isInLog(proof, head) ? 'proven' : 'broken';
	} catch {
		return 'broken'; // what is no proof at all
	}
}
