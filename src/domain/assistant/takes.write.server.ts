import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, Moderator } from '#domain/people/rules.ts';
import { together, type Db } from '#lib/db.server.ts';
import { draftNotFound } from './rules.ts';

/** Pieces that were put into a place: `body.ko` of a stop's article; `isRead` where the press that put them there reads them. */
export type Taken = { draftId: string; place: string; pieces: { nth: number; text: string }[]; isRead?: boolean };

/**
 * Leaves that somebody took pieces of a draft into a place: whose they are stays known there until they are changed or
 * read. Refuses a draft of another host as not there, and one without an answer.
 */
export function takePieces(
	db: Db,
	who: HostOrganiser | Moderator,
	{ draftId, place, pieces, isRead = false }: Taken,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const draft = await tx
			.selectFrom('assistant_drafts')
			.select(['id', 'stop_id', 'model'])
			.where('id', '=', draftId)
			.where('host_id', '=', who.hostId)
			.where('pieces', 'is not', null)
			.executeTakeFirstOrThrow(draftNotFound);
		const read = isRead ? { read_at: at, read_by: who.personId } : {};
		const left = { draft_id: draftId, stop_id: draft.stop_id, place, taken_at: at, taken_by: who.personId, ...read };
		await tx
			.insertInto('assistant_takes')
			.values(pieces.map(({ nth, text }) => ({ ...left, piece: nth, text })))
			.execute();
		const detail = { count: pieces.length, name: place };
		await note(tx, { at, by: who.personId, callId: null, verb: 'draft.taken', about: draftId, detail });
	});
}

/** Leaves that somebody has read a piece where it was put, and answers for it. Twice is once; another host's is not there. */
export function readTake(db: Db, who: HostOrganiser, take: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const row = await tx
			.selectFrom('assistant_takes')
			.innerJoin('assistant_drafts', 'assistant_drafts.id', 'draft_id')
			.select(['assistant_takes.id', 'read_at', 'draft_id'])
			.where('assistant_takes.id', '=', take)
			.where('host_id', '=', who.hostId)
			.forUpdate()
			.executeTakeFirstOrThrow(draftNotFound);
		if (row.read_at) return;
		await tx
			.updateTable('assistant_takes')
			.set({ read_at: at, read_by: who.personId })
			.where('id', '=', take)
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'draft.read', about: row.draft_id });
	});
}
