import { randomUUID } from 'node:crypto';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { tidyName, withEnding } from '#lib/filenames.ts';
import { files } from '#lib/files.server.ts';
import { Unfit } from '#lib/inspect/found.ts';
import { inspectFile, type Inspected } from '#lib/inspect.server.ts';
import { append, dropPart, inTurn, partPath } from '#lib/parts.server.ts';
import { hasResidentNumber } from '#lib/resident.ts';
import type { Field } from '#domain/calls/rules.ts';
import { fileTypes } from '#domain/calls/kinds.rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { answerIn } from './answers.rules.ts';
import {
	applicantFull,
	applicationFull,
	attachedOf,
	fileNotFound,
	fileTooLarge,
	fileUnfit,
	lineOf,
	mostBytes,
	mostFiles,
	mostOfApplicant,
	mostOfApplication,
	mostOnTheirWay,
	numberInFile,
	numberInName,
	otherHash,
	otherOffset,
	otherType,
	tooManyFiles,
	tooManyOnTheirWay,
	uploadCut
} from './attachments.rules.ts';
import { ownAttachment, ownUnfinished, roomTaken, type Attachment } from './attachments.read.server.ts';
import { checkHours } from './hours.read.server.ts';
import { callForm, ownApplication } from './read.server.ts';

/** A file to come: for which field, under which name, how large. */
export type FileBegun = { field: string; name: string; size: number };

/** How far a file has come; once it is whole and was taken, the line an answer names it by. */
export type FileCome = { size: number; received: number; line: string | null };

/**
 * Makes room for a file: leaves its row, to be filled. Refuses outside the call's hours, a field that takes none, and
 * what is more or larger than the field, the application or the applicant may have.
 */
export async function beginUpload(db: Db, who: Applicant, sent: FileBegun, at: Date): Promise<{ id: string }> {
	const field = await checkField(db, who, sent.field, at);
	return together(db, (tx) => begin(tx, who, { ...sent, field, id: randomUUID(), received: 0 }, at));
}

async function checkField(db: Db, who: Applicant, key: string, at: Date): Promise<Field> {
	const form = await callForm(reading(db), who.callId, who);
	await checkHours(reading(db), who, { form, trackId: null }, at);
	const field = form.fields.find((field) => field.key === key && field.kind === 'file');
	if (!field) throw fileNotFound();
	return field;
}

type Beginning = { id: string; field: Field; name: string; size: number; received: number };

async function begin(tx: Tx, who: Applicant, sent: Beginning, at: Date): Promise<Attachment> {
	const { id, field, size, received } = sent;
	if (size === 0) throw fileUnfit('empty');
	if (size > mostBytes(field)) throw fileTooLarge(mostBytes(field));
	const name = tidyName(sent.name);
	if (hasResidentNumber(name)) throw numberInName();
	await checkRoom(tx, who, field, size);
	const row = { id, call_id: who.callId, applicant_id: who.personId, field: field.key, name, size, received };
	const begun = await tx
		.insertInto('attachments')
		.values({ ...row, begun_at: at, touched_at: at })
		.returningAll()
		.executeTakeFirstOrThrow();
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'attachment.begun', about: id, detail: { size } });
	return begun;
}

async function checkRoom(tx: Tx, who: Applicant, field: Field, size: number): Promise<void> {
	// Two tabs that begin at once would each see room for one: they take turns.
	await tx.selectFrom('people').select('id').where('id', '=', who.personId).forNoKeyUpdate().execute();
	const { everywhere, here, onTheirWay } = await roomTaken(reading(tx), who);
	if (onTheirWay >= mostOnTheirWay) throw tooManyOnTheirWay();
	if (here + size > mostOfApplication) throw applicationFull();
	if (everywhere + size > mostOfApplicant) throw applicantFull();
	const draft = await ownApplication(reading(tx), who);
	const unfinished = await ownUnfinished(reading(tx), who);
	const there = attachedOf(answerIn(draft?.answers ?? {}, field.key)).length;
	if (there + unfinished.filter((row) => row.field === field.key).length >= mostFiles(field)) {
		throw tooManyFiles(mostFiles(field));
	}
}

/** A piece of a file: behind how many bytes it follows, and its hash where the sender told one. */
export type PieceSent = { id: string; from: number; body: AsyncIterable<Uint8Array>; sha256?: string | undefined };

/**
 * Writes a piece of a file behind what has come, and keeps what came even if the sender is cut off. With the last byte
 * the file is looked into and, if it may be taken, there to stay. Refuses outside the call's hours, a piece that does
 * not follow what has come, and a file that is not what the field takes: that is gone again.
 */
export function receiveBytes(db: Db, who: Applicant, piece: PieceSent, at: Date): Promise<FileCome> {
	return inTurn(piece.id, async (stopped) => {
		const row = await ownAttachment(reading(db), who, piece.id);
		const field = await checkField(db, who, row.field, at);
		if (row.received !== piece.from || row.completed_at) throw otherOffset();
		const keep = (received: number) => keepCount(db, row.id, received, at);
		const bounds = { from: row.received, most: row.size - row.received, sha256: piece.sha256 };
		const { received, end } = await append(row.id, bounds, piece.body, { keep, stopped });
		if (end === 'other-hash') throw otherHash();
		if (end === 'too-much') throw fileTooLarge(row.size);
		if (received < row.size) return { size: row.size, received, line: null };
		return complete(db, who, { row, field }, at);
	});
}

async function keepCount(db: Db, id: string, received: number, at: Date): Promise<void> {
	await db.updateTable('attachments').set({ received, touched_at: at }).where('id', '=', id).execute();
}

/** How far a file has come. One whose last byte is here, but which a crash kept from being looked into, is so now. */
export function resumeUpload(db: Db, who: Applicant, id: string, at: Date): Promise<FileCome> {
	return inTurn(id, async () => {
		const row = await ownAttachment(reading(db), who, id);
		const { size, received } = row;
		if (row.completed_at) return { size, received, line: lineOf({ ...row, sha256: row.sha256! }) };
		if (received < size) return { size, received, line: null };
		return complete(db, who, { row, field: await checkField(db, who, row.field, at) }, at);
	});
}

/** A whole file as a plain form sends it. */
export type WholeSent = { field: string; name: string; body: AsyncIterable<Uint8Array> };

/** Takes a file that comes in one go, by a plain form. Refuses what `beginUpload` and `receiveBytes` refuse. */
export async function takeWhole(db: Db, who: Applicant, sent: WholeSent, at: Date): Promise<FileCome> {
	const field = await checkField(db, who, sent.field, at);
	const id = randomUUID();
	const keep = () => Promise.resolve();
	try {
		const { received, end } = await inTurn(id, (stopped) =>
			append(id, { from: 0, most: mostBytes(field) }, sent.body, { keep, stopped })
		);
		if (end === 'too-much') throw fileTooLarge(mostBytes(field));
		if (end === 'cut') throw uploadCut();
		const row = await together(db, (tx) => begin(tx, who, { ...sent, field, id, size: received, received }, at));
		return await complete(db, who, { row, field }, at);
	} catch (fault) {
		await dropPart(id);
		throw fault;
	}
}

type Whole = { row: Attachment; field: Field };

// First the bytes are where they stay, then the row says so: a row never names what is not there. A crash in between
// leaves the part, and the next who asks does both again.
async function complete(db: Db, who: Applicant, { row, field }: Whole, at: Date): Promise<FileCome> {
	const found = await inspectFile(partPath(row.id)).catch((fault: unknown) => {
		if (fault instanceof Unfit) return fault;
		throw fault;
	});
	const types = field.settings.types ?? fileTypes;
	if (found instanceof Unfit) return refuse(db, who, { row, reason: found.reason, at });
	if (!(types as string[]).includes(found.kind))
		return refuse(db, who, { row, reason: `type ${types.join(', ')}`, at });
	if (found.holdsNumber) return refuse(db, who, { row, reason: 'resident-number', at });
	await files.put(row.id, partPath(row.id));
	const name = await together(db, (tx) => markWhole(tx, who, { row, found }, at));
	await dropPart(row.id);
	return { size: row.size, received: row.size, line: lineOf({ ...row, name, sha256: found.sha256 }) };
}

async function markWhole(
	tx: Tx,
	who: Applicant,
	{ row, found: { kind, sha256, isLocked, cautions } }: { row: Attachment; found: Inspected },
	at: Date
): Promise<string> {
	const name = withEnding(row.name, kind);
	await tx
		.updateTable('attachments')
		.set({ name, kind, sha256, is_locked: isLocked, cautions, received: row.size, touched_at: at, completed_at: at })
		.where('id', '=', row.id)
		.execute();
	const detail = { kind, size: row.size };
	await note(tx, { at, by: who.personId, callId: who.callId, verb: 'attachment.added', about: row.id, detail });
	return name;
}

async function refuse(
	db: Db,
	who: Applicant,
	{ row, reason, at }: { row: Attachment; reason: string; at: Date }
): Promise<never> {
	const [why = '', ...types] = reason.split(' ');
	await together(db, async (tx) => {
		await tx.deleteFrom('attachments').where('id', '=', row.id).execute();
		const detail = { reason: why };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'attachment.refused', about: row.id, detail });
	});
	await dropPart(row.id);
	if (why === 'resident-number') throw numberInFile(row.name);
	throw why === 'type' ? otherType(types.join(' ').toUpperCase()) : fileUnfit(why);
}
