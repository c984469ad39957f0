import { sql, type SqlBool } from 'kysely';
import type { Reader } from '#lib/db.server.ts';

/** What was submitted, not withdrawn, and not found ineligible since it was last submitted. */
export const mayTakePart = sql<SqlBool>`(
	applications.submitted_at is not null and applications.withdrawn_at is null
	and 'ineligible' is distinct from (
		select outcome from screenings
		where application_id = applications.id and screened_at >= applications.submitted_at
		order by screenings.id desc limit 1))`;

/** Whether an application was entered by its organiser: the first of its receipts says so. */
export const wasEntered = sql<boolean>`exists (
	select from receipts join import_entries on receipt_id = receipts.id
	where receipts.application_id = applications.id)`.as('wasEntered');

/**
 * The one question of who takes part, wherever `applications` are asked for: what may, and has not been set aside for
 * another application of the same party. Reviews, the draw and the rounds to come see nobody else.
 */
export const takesPart = sql<SqlBool>`(applications.set_aside_at is null and ${mayTakePart})`;

/**
 * Whether it has been decided who goes where: the bands are frozen. From then on nobody is let in late or screened. The
 * fact is a later stage's; this one only looks whether it is there.
 */
export async function isDecided(db: Reader, callId: string): Promise<boolean> {
	const freeze = await db.selectFrom('band_freezes').select('call_id').where('call_id', '=', callId).executeTakeFirst();
	return freeze !== undefined;
}
