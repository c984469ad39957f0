import { sql } from 'kysely';
import type { Answers } from '#db/kinds.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { files } from '#lib/files.server.ts';
import { dropPart } from '#lib/parts.server.ts';
import type { Scanned } from '#lib/scan.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, Organiser } from '#domain/people/rules.ts';
import { attachedOf, keptUnnamedMs } from './attachments.rules.ts';
import { filesToDrop, ownAttachment } from './attachments.read.server.ts';
import { checkHours } from './hours.read.server.ts';
import { callForm } from './read.server.ts';

/**
 * Takes one of the applicant's own files away, whole or on its way. One that a receipt names stays with the receipt.
 * Refuses outside the call's hours and what is not theirs.
 */
export async function removeAttachment(db: Db, who: Applicant, id: string, at: Date): Promise<void> {
	const row = await ownAttachment(reading(db), who, id);
	const form = await callForm(reading(db), who.callId, who);
	await checkHours(reading(db), who, { form, trackId: null }, at);
	await drop(db, { id: row.id, callId: who.callId, by: who.personId }, at);
}

/** Takes away what did not come whole in time and what nothing names; answers with how many those were. */
export async function sweepAttachments(db: Db, at: Date): Promise<number> {
	const rows = await filesToDrop(reading(db), new Date(at.getTime() - keptUnnamedMs));
	for (const { id, call_id } of rows) await drop(db, { id, callId: call_id, by: null }, at);
	return rows.length;
}

type Dropping = { id: string; callId: string; by: string | null };

// The row first: a file nothing names is only lost room, a name without its file would be a broken promise.
async function drop(db: Db, { id, callId, by }: Dropping, at: Date): Promise<void> {
	const isGone = await together(db, async (tx) => {
		const gone = await tx
			.deleteFrom('attachments')
			.where('id', '=', id)
			.where(({ not, exists, selectFrom }) =>
				not(exists(selectFrom('receipt_files').select('receipt_id').where('attachment_id', '=', id)))
			)
			.returning('id')
			.executeTakeFirst();
		if (gone) await note(tx, { at, by, callId, verb: 'attachment.removed', about: id });
		return gone !== undefined;
	});
	if (!isGone) return;
	await files.remove(id);
	await dropPart(id);
}

/** Keeps the files these receipts name, for as long as there are receipts. */
export async function keepFiles(tx: Tx, receipts: { id: string; answers: Answers }[]): Promise<void> {
	const rows = receipts.flatMap(({ id, answers }) =>
		Object.values(answers).flatMap((answer) => attachedOf(answer).map((file) => ({ receipt: id, file: file.id })))
	);
	if (rows.length === 0) return;
	// A written answer may look like a file's line: only what is there, and its applicant's own, is a file.
	await sql`insert into receipt_files (receipt_id, attachment_id)
		select distinct receipts.id, attachments.id
		from json_to_recordset(${JSON.stringify(rows)}::json) as given(receipt uuid, file uuid)
		join receipts on receipts.id = given.receipt
		join applications on applications.id = receipts.application_id
		join attachments on attachments.id = given.file and attachments.applicant_id = applications.applicant_id
		where attachments.completed_at is not null`.execute(tx);
}

/** Leaves what a scanner said of a file; when it could not be asked, only that it was tried. */
export function leaveScan(
	db: Db,
	{ id, callId }: { id: string; callId: string },
	scanned: Scanned | null,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const tried = tx.updateTable('attachments').set({ scan_tried_at: at }).where('id', '=', id);
		const isThere = await tried.returning('id').executeTakeFirst();
		if (!isThere || !scanned) return;
		const { outcome, said } = scanned;
		await tx.insertInto('scans').values({ attachment_id: id, outcome, said, scanned_at: at }).execute();
		await note(tx, { at, by: null, callId, verb: 'attachment.scanned', about: id, detail: { outcome } });
	});
}

/** Leaves which files reviewers of the call may open besides clean ones; it counts from now on. */
export function setFilePolicy(db: Db, who: Organiser, shows: string[], at: Date): Promise<void> {
	return together(db, async (tx) => {
		const row = { call_id: who.callId, shows, set_at: at, set_by: who.personId };
		await tx.insertInto('file_policies').values(row).execute();
		const detail = { shows: shows.join(', ') };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'attachments.policy', about: who.callId, detail });
	});
}
