import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RatingColumns } from '#db/kinds.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { inChunks } from '#lib/chunks.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';
import { heldForReview } from '#domain/reviews/read.server.ts';
import { triedRatings, waitingRatings } from './ratings.read.server.ts';
import {
	checkColumns,
	guessedColumns,
	ratingScale,
	ratingsLarge,
	ratingsNotFound,
	ratingsNothing
} from './ratings.rules.ts';

/** A file as it was sent, or pasted, and between which two numbers its ratings lie. */
export type SentRatings = { name: string; bytes: Buffer; least: number; most: number };

const mostBytes = 16 * 2 ** 20;

/**
 * Leaves a file of ratings to be tried, with what its columns probably are; answers with its id. Nothing counts yet.
 * Refuses before the call has closed, after the freeze, and what cannot be read as a table.
 */
export async function uploadRatings(db: Db, who: Organiser, sent: SentRatings, at: Date): Promise<string> {
	if (sent.bytes.length > mostBytes) throw ratingsLarge();
	if (!(sent.least < sent.most)) throw ratingScale();
	const { heads, lines } = tableFrom(sent.bytes).table;
	return together(db, async (tx) => {
		const { id: call_id, criteria } = await wholeCall(reading(tx), await heldForReview(tx, who.callId, at));
		const columns = { ...guessedColumns(heads, criteria), least: sent.least, most: sent.most };
		const file_hash = createHash('sha256').update(sent.bytes).digest('hex');
		const { id } = await tx
			.insertInto('rating_imports')
			.values({
				...{ call_id, file_name: sent.name, file_hash, file: sent.bytes, columns },
				...{ uploaded_at: at, uploaded_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await tell(
			tx,
			who,
			{ verb: 'ratings.uploaded', about: id, detail: { fileHash: file_hash, rows: lines.length } },
			at
		);
		return id;
	});
}

/** Leaves what the columns of a waiting file are. Refuses columns that are not there. */
export function mapRatings(
	db: Db,
	who: Organiser,
	given: { id: string; columns: RatingColumns },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldForReview(tx, who.callId, at);
		const { table } = await waitingRatings(reading(tx), who.callId, given.id);
		checkColumns(given.columns, table.heads);
		await tx.updateTable('rating_imports').set({ columns: given.columns }).where('id', '=', given.id).execute();
		await tell(tx, who, { verb: 'ratings.mapped', about: given.id }, at);
	});
}

/**
 * Leaves the ratings of a waiting file: they count from now on, beside the reviews. Rows that are wrong are left out. The
 * file itself is gone then. Refuses when nothing in it can be entered; answers with how many were.
 */
export function enterRatings(db: Db, who: Organiser, id: string, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await wholeCall(reading(tx), await heldForReview(tx, who.callId, at));
		const waiting = await waitingRatings(reading(tx), call.id, id);
		checkColumns(waiting.columns, waiting.table.heads);
		const { found } = await triedRatings(reading(tx), call, waiting);
		if (found.length === 0) throw ratingsNothing();
		for (const rows of inChunks(found.map((one) => ({ ...one, import_id: id }))))
			await tx.insertInto('ratings').values(rows).execute();
		await tx
			.updateTable('rating_imports')
			.set({ file: null, entered_at: at, entered_by: who.personId })
			.where('id', '=', id)
			.execute();
		await tell(tx, who, { verb: 'ratings.entered', about: id, detail: { rows: found.length } }, at);
		return found.length;
	});
}

/** Puts a file away, or takes its entered ratings back: they count no more. Refuses after the freeze. */
export function dropRatings(db: Db, who: Organiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await heldForReview(tx, who.callId, at);
		const dropped = await tx
			.updateTable('rating_imports')
			.set({ file: null, dropped_at: at })
			.where('id', '=', id)
			.where('call_id', '=', who.callId)
			.where('dropped_at', 'is', null)
			.executeTakeFirst();
		if (dropped.numUpdatedRows === 0n) throw ratingsNotFound();
		await sql`delete from ratings where import_id = ${id}`.execute(tx);
		await tell(tx, who, { verb: 'ratings.dropped', about: id }, at);
	});
}

/** Puts a file away that nobody has entered within its day: its contents are gone. What is entered already stays. */
export function forgetRatings(db: Db, { id, callId }: { id: string; callId: string }, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { numUpdatedRows } = await tx
			.updateTable('rating_imports')
			.set({ file: null, dropped_at: at })
			.where('id', '=', id)
			.where('file', 'is not', null)
			.executeTakeFirst();
		if (numUpdatedRows > 0n) await note(tx, { at, by: null, callId, verb: 'ratings.dropped', about: id });
	});
}

function tell(
	tx: Tx,
	who: Organiser,
	line: { verb: `ratings.${string}`; about: string; detail?: Record<string, string | number> },
	at: Date
): Promise<void> {
	return note(tx, { at, by: who.personId, callId: who.callId, ...line });
}
