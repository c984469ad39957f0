import { createHash } from 'node:crypto';
import type { Mapping, TableReading } from '#db/kinds.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { importOf, savedMapping } from './imports.read.server.ts';
import {
	checkMapping,
	guessed,
	importFollows,
	importNotFound,
	importTooEarly,
	importTooLarge
} from './imports.rules.ts';
import { callForm } from './read.server.ts';

/** A file as it was sent, or pasted. */
export type SentFile = { name: string; bytes: Buffer };

export const mostFileBytes = 16 * 2 ** 20;

/**
 * Leaves a file of applications to be looked at, with what its columns probably are; answers with its id. Nothing of it
 * is entered yet. Refuses a call that is not public or follows another, and what cannot be read as a table.
 */
export async function uploadImport(db: Db, who: Organiser, { name, bytes }: SentFile, at: Date): Promise<string> {
	if (bytes.length > mostFileBytes) throw importTooLarge();
	const { call, fields } = await callForm(reading(db), who.callId);
	if (call.published_at === null) throw importTooEarly();
	if (call.follows_id) throw importFollows();
	const { reading: found, table } = tableFrom(bytes);
	const mapping = guessed(table.heads, fields, await savedMapping(reading(db), who.callId));
	const file_hash = createHash('sha256').update(bytes).digest('hex');
	return together(db, async (tx) => {
		const { id } = await tx
			.insertInto('imports')
			.values({
				...{ call_id: who.callId, file_name: name, file_hash, file: bytes, reading: found, mapping },
				...{ uploaded_at: at, uploaded_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, {
			...{ at, by: who.personId, callId: who.callId, verb: 'import.uploaded', about: id },
			detail: { fileHash: file_hash, rows: table.lines.length }
		});
		return id;
	});
}

/** Leaves how a file is read: its encoding, delimiter or sheet; what its columns are is guessed anew. */
export async function readImport(db: Db, who: Organiser, given: { id: string; reading: TableReading }, at: Date) {
	const { fields } = await callForm(reading(db), who.callId);
	await together(db, async (tx) => {
		const { file, mapping: before } = await holdImport(tx, who, given.id);
		const { reading: found, table } = tableFrom(file, given.reading);
		const mapping = guessed(table.heads, fields, before);
		await tx.updateTable('imports').set({ reading: found, mapping }).where('id', '=', given.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'import.read', about: given.id });
	});
}

/** Leaves what the columns of a file are, by their places; the call's next file begins with it. */
export async function mapImport(
	db: Db,
	who: Organiser,
	given: { id: string; columns: Map<number, string> },
	at: Date
): Promise<void> {
	const { fields } = await callForm(reading(db), who.callId);
	await together(db, async (tx) => {
		const { file, reading: read } = await holdImport(tx, who, given.id);
		const { heads } = tableFrom(file, read).table;
		const pairs = heads.map((head, place) => [head, given.columns.get(place) ?? ''] as const);
		const mapping: Mapping = Object.fromEntries(pairs.filter(([, target]) => target !== ''));
		checkMapping(mapping, fields);
		await tx.updateTable('imports').set({ mapping }).where('id', '=', given.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'import.mapped', about: given.id });
	});
}

/** Puts a file away that is not to be entered: its contents are gone. `who` is null when its day is over. */
export async function dropImport(
	db: Db,
	who: Organiser | null,
	given: { id: string; callId: string },
	at: Date
): Promise<void> {
	await together(db, async (tx) => {
		const { numUpdatedRows } = await tx
			.updateTable('imports')
			.set({ file: null, ended_at: at })
			.where('id', '=', given.id)
			.where('call_id', '=', given.callId)
			.where('ended_at', 'is', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) throw importNotFound();
		await note(tx, { at, by: who?.personId ?? null, callId: given.callId, verb: 'import.dropped', about: given.id });
	});
}

async function holdImport(tx: Tx, who: Organiser, id: string) {
	const { id: known } = await importOf(reading(tx), who, id);
	await tx.selectFrom('imports').select('id').where('id', '=', known).forUpdate().execute();
	const { file, ...row } = await importOf(reading(tx), who, known);
	if (!file) throw importNotFound();
	return { ...row, file };
}
