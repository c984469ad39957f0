import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { checkSecond } from '#domain/approvals/read.server.ts';
import { hashOf, type Shown } from '#domain/approvals/rules.ts';
import type { Organiser } from '#domain/people/rules.ts';

/** From so many applications on, to take all of them away takes two people. */
export const massFrom = 100;

/** What a table of all applications would hold, by parts: how many, and which, as they were last submitted. */
export async function exportShown(db: Reader, callId: string): Promise<Shown> {
	const rows = await db
		.selectFrom('applications')
		.select(['id', sql<string>`submitted_at::text`.as('at')])
		.where('call_id', '=', callId)
		.where('submitted_at', 'is not', null)
		.where('withdrawn_at', 'is', null)
		.orderBy('id')
		.execute();
	return { applications: String(rows.length), contents: hashOf(rows.map(({ id, at }) => [id, at])) };
}

/** Refuses to hand out a great many applications that a second organiser has not approved. */
export async function checkMassExport(db: Reader, who: Organiser, at: Date): Promise<void> {
	const shown = await exportShown(db, who.callId);
	if (Number(shown.applications) >= massFrom) await checkSecond(db, who, { act: 'export', shown }, at);
}
