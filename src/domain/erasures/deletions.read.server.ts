import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { hashOf, type Shown } from '#domain/approvals/rules.ts';

/** What a call has that goes when it is deleted, and what of it stays: its sealed draws, its lines in the journal. */
export type Deleting = Awaited<ReturnType<typeof deletingOf>>;

/** Counts what a deletion would destroy, in the words of the certificate, and what it would not. */
export async function deletingOf(db: Reader, callId: string) {
	const these = sql`(select id from applications where call_id = ${callId})`;
	const count = (from: ReturnType<typeof sql>) => sql<number>`(select count(*)::int from ${from})`;
	const row = await db
		.selectFrom('calls')
		.select([
			count(sql`applications where call_id = ${callId}`).as('applications'),
			count(sql`receipts where erased_by is null and application_id in ${these}`).as('receipts'),
			count(sql`attachments join applications using (call_id, applicant_id) where attachments.call_id = ${callId}`).as(
				'files'
			),
			count(
				sql`attendees join invitations on invitations.id = invitation_id
					where call_id = ${callId} and attendees.name || attendees.email <> ''`
			).as('attendees'),
			count(sql`reviews where application_id in ${these} and comment || for_applicant <> ''`).as('reviews'),
			count(sql`draws join seals on draw_id = draws.id where call_id = ${callId}`).as('draws'),
			count(sql`journal where call_id = ${callId}`).as('lines')
		])
		.where('id', '=', callId)
		.executeTakeFirstOrThrow();
	const { draws, lines, ...gone } = row;
	return { gone, stays: { draws, lines } };
}

/** What would be deleted now, by parts: how many of what, and which applications as they stand. Null once it is done. */
export async function deletionShown(db: Reader, callId: string): Promise<Shown | null> {
	if (await deletionOf(db, callId)) return null;
	const { gone, stays } = await deletingOf(db, callId);
	const rows = await db
		.selectFrom('applications')
		.select(['id', sql<string>`submitted_at::text`.as('at'), sql<string>`withdrawn_at::text`.as('off')])
		.where('call_id', '=', callId)
		.orderBy('id')
		.execute();
	const parts = Object.entries({ ...gone, draws: stays.draws }).map(([name, count]) => [name, String(count)] as const);
	return { ...Object.fromEntries(parts), contents: hashOf(rows.map(({ id, at, off }) => [id, at, off])) };
}

/** When, by whom and why a call was deleted, with the record of what was destroyed; undefined where it was not. */
export function deletionOf(db: Reader, callId: string) {
	return db
		.selectFrom('call_deletions')
		.innerJoin('people', 'people.id', 'deleted_by')
		.select(['erasure_id', 'reason', 'deleted_at', 'people.name', 'people.email'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
}

/** Whether a call is a draft that nobody applied in: one organiser may delete it. */
export async function isMereDraft(db: Reader, callId: string): Promise<boolean> {
	const row = await db
		.selectFrom('calls')
		.select('id')
		.where('id', '=', callId)
		.where('published_at', 'is', null)
		.where(sql<boolean>`not exists (select from applications where call_id = calls.id)`)
		.where(sql<boolean>`not exists (select from draws where call_id = calls.id)`)
		.executeTakeFirst();
	return row !== undefined;
}
