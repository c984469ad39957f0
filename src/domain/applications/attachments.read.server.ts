import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Answers } from '#db/kinds.ts';
import type { Attachments } from '#db/tables.ts';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { formOf } from '#domain/calls/forms.read.server.ts';
import type { Applicant, Auditor, CallAtGate } from '#domain/people/rules.ts';
import { answerIn, type FormField } from './answers.rules.ts';
import { attachedOf, fileNotFound, isForReviewers, lineOf, scanStateOf, type FileSaid } from './attachments.rules.ts';
import { takesPart } from './standing.read.server.ts';

export type Attachment = Selectable<Attachments>;

/** One of the applicant's own files in the call, whole or on its way. Refuses anything else as not there. */
export async function ownAttachment(db: Reader, who: Applicant, id: string): Promise<Attachment> {
	const row = isId(id) && (await attachmentsOf(db, who).where('id', '=', id).executeTakeFirst());
	if (!row) throw fileNotFound();
	return row;
}

/** The applicant's files in the call that have not come whole, oldest first: they can be gone on with. */
export function ownUnfinished(db: Reader, who: Applicant): Promise<Attachment[]> {
	return attachmentsOf(db, who).where('completed_at', 'is', null).orderBy('begun_at').orderBy('id').execute();
}

function attachmentsOf(db: Reader, who: Applicant) {
	return db
		.selectFrom('attachments')
		.selectAll()
		.where('call_id', '=', who.callId)
		.where('applicant_id', '=', who.personId);
}

/** How many bytes of files a person has here, in all and in this call, and how many are on their way in it. */
export function roomTaken(db: Reader, who: Applicant) {
	return db
		.selectFrom('attachments')
		.select((eb) => [
			eb.fn.coalesce(eb.fn.sum<number>('size'), eb.lit(0)).as('everywhere'),
			sql<number>`coalesce(sum(size) filter (where call_id = ${who.callId}), 0)`.as('here'),
			sql<number>`count(*) filter (where completed_at is null and call_id = ${who.callId})`.as('onTheirWay')
		])
		.where('applicant_id', '=', who.personId)
		.executeTakeFirstOrThrow();
}

/**
 * What is wrong with the files of these answers, as complaint codes by field key: one that has not come whole, one that
 * is not there or is not the applicant's. A file carried over from an earlier round is the applicant's as well.
 */
export async function fileFaults(
	db: Reader,
	who: Applicant,
	{ answers, fields }: { answers: Answers; fields: FormField[] }
): Promise<Record<string, string>> {
	const asked = fields.filter((field) => field.kind === 'file');
	if (asked.length === 0) return {};
	const named = asked.flatMap(({ key }) => attachedOf(answerIn(answers, key)).map((file) => ({ key, file })));
	const rows = await filesNamed(
		db,
		who,
		named.map(({ file }) => file.id)
	);
	const lines = new Set(rows.map((row) => row.sha256 && lineOf({ ...row, sha256: row.sha256 })));
	const unfinished = rows.filter((row) => row.completed_at === null && asked.some(({ key }) => key === row.field));
	return Object.fromEntries([
		...named.filter(({ file }) => !lines.has(lineOf(file))).map(({ key }) => [key, 'applications.file-missing']),
		...unfinished.map(({ field }) => [field, 'applications.file-uploading'])
	]);
}

function filesNamed(db: Reader, who: Applicant, ids: string[]) {
	return db
		.selectFrom('attachments')
		.select(['id', 'name', 'size', 'sha256', 'field', 'completed_at'])
		.where('applicant_id', '=', who.personId)
		.where((eb) =>
			eb.or([
				eb('id', '=', eb.fn.any(eb.val(ids))),
				eb.and([eb('call_id', '=', who.callId), eb('completed_at', 'is', null)])
			])
		)
		.execute();
}

/** A whole file with what is known of it, for whoever may have it; who that is, its uses say. */
export async function wholeFile(db: Reader, id: string) {
	const row = isId(id) && (await withScan(db).where('attachments.id', '=', id).executeTakeFirst());
	if (!row) throw fileNotFound();
	return { ...row, state: scanStateOf(row) };
}

export type WholeFile = Awaited<ReturnType<typeof wholeFile>>;

function withScan(db: Reader) {
	return db
		.selectFrom('attachments')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('scans')
					.select(['outcome', 'said', 'scanned_at'])
					.whereRef('scans.attachment_id', '=', 'attachments.id')
					.orderBy('scans.id', 'desc')
					.limit(1)
					.as('scan'),
			(join) => join.onTrue()
		)
		.select(['attachments.id', 'attachments.applicant_id', 'attachments.name', 'attachments.size', 'attachments.kind'])
		.select(['attachments.sha256', 'attachments.is_locked', 'attachments.cautions', 'attachments.completed_at'])
		.select(['scan.outcome', 'scan.said', 'scan.scanned_at'])
		.where('attachments.completed_at', 'is not', null);
}

/** The applications that stand and whose newest receipt names this file, each with its call for the gate. */
export async function usesOf(db: Reader, id: string): Promise<{ applicationId: string; call: CallAtGate }[]> {
	const rows = await db
		.selectFrom('receipt_files')
		.innerJoin('receipts', 'receipts.id', 'receipt_files.receipt_id')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['applications.id as applicationId', 'calls.id', 'calls.host_id'])
		.where('receipt_files.attachment_id', '=', id)
		.where('applications.submitted_at', 'is not', null)
		.where('applications.withdrawn_at', 'is', null)
		.where(
			sql<boolean>`receipts.id = (select id from receipts newest where newest.application_id = applications.id
				order by submitted_at desc, id limit 1)`
		)
		.execute();
	return rows.map(({ applicationId, ...call }) => ({ applicationId, call }));
}

/** What is known of the files in these answers, by their ids. */
export async function saidOfFiles(db: Reader, answers: Answers): Promise<Record<string, FileSaid>> {
	const ids = Object.values(answers).flatMap((answer) => attachedOf(answer).map(({ id }) => id));
	if (ids.length === 0) return {};
	const rows = await withScan(db)
		.where((eb) => eb('attachments.id', '=', eb.fn.any(eb.val(ids))))
		.execute();
	return Object.fromEntries(rows.map((row) => [row.id, { state: scanStateOf(row), cautions: row.cautions }]));
}

/** Whether a call's newest form asks for files. */
export async function asksForFiles(db: Reader, callId: string): Promise<boolean> {
	return (await formOf(db, callId)).fields.some((field) => field.kind === 'file');
}

/** Which files reviewers of a call may open besides clean ones, as the organiser last said. */
export async function shownToReviewers(db: Reader, callId: string): Promise<string[]> {
	const policy = await db
		.selectFrom('file_policies')
		.select('shows')
		.where('call_id', '=', callId)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return policy?.shows ?? [];
}

/** The same for a reviewer of the call: which of these files they may not open is said as well. */
export async function filesForReviewers(
	db: Reader,
	callId: string,
	answers: Answers
): Promise<Record<string, FileSaid>> {
	const [said, shows] = await Promise.all([saidOfFiles(db, answers), shownToReviewers(db, callId)]);
	const marked = Object.entries(said).map(([id, file]) => [
		id,
		{ ...file, isHidden: !isForReviewers(file.state, shows) }
	]);
	return Object.fromEntries(marked) as Record<string, FileSaid>;
}

/** The files of the applications that take part in a call, with what is known of each. */
export async function filesOfCall(db: Reader, who: Auditor) {
	const rows = await withScan(db)
		.innerJoin('receipt_files', 'receipt_files.attachment_id', 'attachments.id')
		.innerJoin('receipts', 'receipts.id', 'receipt_files.receipt_id')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.select(['applications.id as applicationId', 'applications.number'])
		.distinctOn(['applications.number', 'attachments.id'])
		.where('applications.call_id', '=', who.callId)
		.where(takesPart)
		.where(
			sql<boolean>`receipts.id = (select id from receipts newest where newest.application_id = applications.id
				order by submitted_at desc, id limit 1)`
		)
		.orderBy('applications.number')
		.orderBy('attachments.id')
		.execute();
	return rows.map((row) => ({ ...row, state: scanStateOf(row) }));
}

/** Whole files nobody has scanned yet, longest untried first; one that failed is tried again after `again`. */
export function filesToScan(db: Reader, at: Date, again: Date) {
	return db
		.selectFrom('attachments')
		.select(['id', 'call_id', 'size', 'is_locked'])
		.where('completed_at', '<=', at)
		.where((eb) => eb.or([eb('scan_tried_at', 'is', null), eb('scan_tried_at', '<=', again)]))
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('scans').select('id').whereRef('attachment_id', '=', 'attachments.id')))
		)
		.orderBy('scan_tried_at', (order) => order.asc().nullsFirst())
		.orderBy('completed_at')
		.limit(10)
		.execute();
}

/** Files to take away: untouched since `before`, and either not whole, or named by no receipt and no draft. */
export function filesToDrop(db: Reader, before: Date) {
	return db
		.selectFrom('attachments')
		.select(['id', 'call_id', 'completed_at'])
		.where('touched_at', '<=', before)
		.where(
			sql<boolean>`(completed_at is null or not exists (select from applications
				where applications.call_id = attachments.call_id and applications.applicant_id = attachments.applicant_id
				and applications.answers::text like '%' || attachments.id || '%'))`
		)
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom('receipt_files').select('receipt_id').whereRef('attachment_id', '=', 'attachments.id')))
		)
		.orderBy('touched_at')
		.limit(100)
		.execute();
}

/** Whether files wait to be taken away whose applications were erased: an erasure dates them before everything. */
export async function haveErasedFiles(db: Reader): Promise<boolean> {
	const row = await db
		.selectFrom('attachments')
		.select('id')
		.where('touched_at', '<=', new Date(0))
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}
