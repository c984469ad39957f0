import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { checkpointText, signedNote } from '#domain/journal/notes.rules.ts';
import { note } from '#domain/journal/write.server.ts';
import { logOf, logPurpose } from './log.read.server.ts';
import { originOf } from './log.rules.ts';

/** How many numbers a call has given, and how many leaves its log has. */
export type Counts = { numbered: number; logged: number };

/** Holds a call's counts until the commit: whoever else gives a number or adds a leaf waits here. */
export function holdCounts(tx: Tx, callId: string): Promise<Counts> {
	return tx
		.insertInto('application_counts')
		.values({ call_id: callId, numbered: 0 })
		.onConflict((oc) => oc.column('call_id').doUpdateSet((eb) => ({ numbered: eb.ref('application_counts.numbered') })))
		.returning(['numbered', 'logged'])
		.executeTakeFirstOrThrow();
}

/** Adds leaves at the end of a call's log, whose counts are held, and leaves the counts as they are then. */
export async function addLeaves(
	tx: Tx,
	callId: string,
	leaves: { receiptId: string; leaf: string }[],
	{ numbered, logged }: Counts
): Promise<void> {
	const rows = leaves.map(({ receiptId, leaf }, at) => ({ place: logged + at, leaf, receipt_id: receiptId }));
	await sql`
		with counted as (
			update application_counts set numbered = ${numbered}, logged = ${logged + leaves.length} where call_id = ${callId}
		)
		insert into submission_log (call_id, place, leaf, receipt_id)
		select ${callId}, place, leaf, receipt_id
		from json_to_recordset(${JSON.stringify(rows)}::json) as leaf(place int, leaf text, receipt_id uuid)`.execute(tx);
}

/** Signs the head of a call's log as it is now, once for each length: two who sign at once leave one. */
export async function signCheckpoint(db: Db, call: { id: string; slug: string }, at: Date): Promise<void> {
	const key = await signingKey(db, logPurpose, at);
	const { tree } = await logOf(reading(db), call.id);
	const head = { origin: originOf(baseUrl, call.slug), size: tree.size, root: tree.root() };
	const text = signedNote(head, key.publicKey, signed(checkpointText(head), key));
	await together(db, async (tx) => {
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('submission_checkpoints')
			.values({ call_id: call.id, size: head.size, root: head.root, note: text, signed_at: at })
			.onConflict((oc) => oc.columns(['call_id', 'size']).doNothing())
			.executeTakeFirst();
		if (!numInsertedOrUpdatedRows) return;
		const detail = { size: head.size, root: head.root };
		await note(tx, { at, by: null, callId: call.id, verb: 'log.signed', about: call.id, detail });
	});
}
