import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { approvedOf, checkSecond } from '#domain/approvals/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { deletionShown, isMereDraft } from './deletions.read.server.ts';
import { runningIn } from './read.server.ts';
import { alreadyDeleted, callRuns, laterFirst } from './rules.ts';
import { eraseAllOf } from './write.server.ts';

/**
 * Deletes a call: destroys what it holds, on the record, and shows its notice to nobody any more. Its published draws, its
 * lines in the journal and its place in the public logs stay. It takes two organisers, and the reason is the one both saw;
 * a draft that nobody applied in one may delete, saying why. Refuses while an application of it runs or is kept for a
 * place to come, before the rounds that follow it, what has changed since it was approved, and a second time.
 */
export function deleteCall(db: Db, who: Organiser, form: { reason: string }, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', who.callId).forUpdate().execute();
		const shown = await deletionShown(reading(tx), who.callId);
		if (!shown) throw alreadyDeleted();
		await checkOver(tx, who.callId, at);
		const isDraft = await isMereDraft(reading(tx), who.callId);
		const reason = isDraft ? form.reason : (await approvedOf(reading(tx), who, { act: 'call-delete' }, at)).reason;
		const people = isDraft ? 1 : await checkSecond(reading(tx), who, { act: 'call-delete', shown }, at);
		const erasureId = isDraft ? null : await destroyed(tx, who.callId, at);
		const row = { call_id: who.callId, erasure_id: erasureId, reason, deleted_at: at, deleted_by: who.personId };
		await tx.insertInto('call_deletions').values(row).execute();
		await tx.updateTable('calls').set({ published_at: null }).where('id', '=', who.callId).execute();
		const line = { verb: 'call.deleted' as const, about: erasureId ?? who.callId };
		const detail = { reason, people, count: Number(shown.applications) };
		await note(tx, { at, by: who.personId, callId: who.callId, ...line, detail });
	});
}

// What its day has destroyed already is on that day's record.
async function destroyed(tx: Tx, callId: string, at: Date): Promise<string> {
	const before = await tx.selectFrom('erasures').select('id').where('call_id', '=', callId).executeTakeFirst();
	return before?.id ?? (await eraseAllOf(tx, { callId, rule: 'deleted', due_on: null }, at)).id;
}

async function checkOver(tx: Tx, callId: string, at: Date): Promise<void> {
	const running = await runningIn(reading(tx), callId, at);
	if (running) throw callRuns(running);
	const later = await tx
		.selectFrom('calls')
		.select('id')
		.where('follows_id', '=', callId)
		.where('id', 'not in', (eb) => eb.selectFrom('call_deletions').select('call_deletions.call_id'))
		.executeTakeFirst();
	if (later) throw laterFirst();
}
