import { reading, together, type Db } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { journalPurpose, journalTree } from './checkpoints.read.server.ts';
import { journalOrigin } from './checkpoints.rules.ts';
import { checkpointText, readNote, signedNote } from './notes.rules.ts';
import { note } from './write.server.ts';

/**
 * Signs the head of the journal as it is now and leaves it to be shown, once for each length; answers with the note, or
 * null where another process was first. The journal tells of it by a line, which the next head covers.
 */
export async function signJournal(db: Db, at: Date): Promise<string | null> {
	const key = await signingKey(db, journalPurpose, at);
	const tree = await journalTree(reading(db));
	const head = { origin: journalOrigin(baseUrl), size: tree.size, root: tree.root() };
	const text = signedNote(head, key.publicKey, signed(checkpointText(head), key));
	return together(db, async (tx) => {
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('journal_checkpoints')
			.values({ size: head.size, root: head.root, note: text, signed_at: at })
			.onConflict((oc) => oc.column('size').doNothing())
			.executeTakeFirst();
		if (!numInsertedOrUpdatedRows) return null;
		const detail = { size: head.size, root: head.root };
		await note(tx, { at, by: null, callId: null, verb: 'journal.signed', about: 'journal', detail });
		return text;
	});
}

/** Leaves in the journal that the store was restored, why, and the newest head of the journal that was lost, if one was. */
export function recordRestore(db: Db, { reason, lost }: { reason: string; lost: string | null }, at: Date) {
	const head = lost ? readNote(lost) : null;
	const detail = { reason, ...(head ? { size: head.size, root: head.root } : {}) };
	return together(db, (tx) => note(tx, { at, by: null, callId: null, verb: 'store.restored', about: 'store', detail }));
}
