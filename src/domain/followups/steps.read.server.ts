import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Side } from './rules.ts';
import type { Step } from './steps.rules.ts';

/**
 * The steps of a follow-up, oldest first, as one of the three reads them: that and when a step was made they all see,
 * its words and its money only who wrote them where they are not shared.
 */
export async function stepsFor(db: Reader, applicationId: string, reader: Side | 'host') {
	const rows = await db
		.selectFrom('followup_steps')
		.select(['id', 'step', 'side', 'noted_at', 'is_shared', 'remind_on'])
		.select([
			sql<string>`case when is_shared or side = ${reader} then note else '' end`.as('note'),
			sql<number | null>`case when is_shared or side = ${reader} then amount end`.as('amount'),
			sql<string | null>`case when is_shared or side = ${reader} then currency end`.as('currency')
		])
		.where('application_id', '=', applicationId)
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ ...row, step: row.step as Step, side: row.side as Side | 'host' }));
}
export type ShownStep = Awaited<ReturnType<typeof stepsFor>>[number];

/** The follow-ups that are to be asked about on `at`'s day: whose last step has a day that has come, once each. */
export function stepsToAsk(db: Reader, at: Date) {
	return db
		.selectFrom('followup_steps')
		.innerJoin('applications', 'applications.id', 'followup_steps.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.select(['followup_steps.id', 'application_id as applicationId', 'calls.id as callId', 'calls.host_id as hostId'])
		.where('remind_on', 'is not', null)
		.where(sql<boolean>`remind_on <= (${at}::timestamptz at time zone stops.time_zone)::date`)
		.where(sql<boolean>`not exists (select from followup_reminders where step_id = followup_steps.id)`)
		.where(
			sql<boolean>`not exists (select from followup_steps later
				where later.application_id = followup_steps.application_id and later.id > followup_steps.id)`
		)
		.where('applications.withdrawn_at', 'is', null)
		.orderBy('followup_steps.id')
		.execute();
}
