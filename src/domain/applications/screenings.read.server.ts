import { sql, type ExpressionBuilder } from 'kysely';
import type { DB } from '#db/tables.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { isCurrent, type Eligibility, type Screening } from './screenings.rules.ts';

const newest = (eb: ExpressionBuilder<DB, 'applications'>) =>
	eb
		.selectFrom('screenings')
		.selectAll('screenings')
		.whereRef('screenings.application_id', '=', 'applications.id')
		.orderBy('screenings.id', 'desc')
		.limit(1)
		.as('screening');

/** Every submitted application of a call by number, with the newest decision about it and whether it has been told. */
export async function screeningList(db: Reader, who: { callId: string }) {
	const rows = await db
		.selectFrom('applications')
		.leftJoinLateral(newest, (join) => join.onTrue())
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.leftJoin('people as screener', 'screener.id', 'screening.screened_by')
		.leftJoin('screening_tellings', 'screening_tellings.screening_id', 'screening.id')
		.select(['applications.id', 'applications.number', 'applications.submitted_at', 'applications.applicant_id'])
		.select(['organisations.name as organisation', 'tracks.name as track', 'screening.id as screening_id'])
		.select(['screening.outcome', 'screening.condition', 'screening.reason', 'screening.screened_at', 'told_at'])
		.select(['screener.name as byName', 'screener.email as byEmail'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.submitted_at', 'is not', null)
		.where('applications.withdrawn_at', 'is', null)
		.orderBy((eb) => eb.fn('length', ['applications.number']))
		.orderBy('applications.number')
		.execute();
	return rows.map(({ byName, byEmail, ...row }) => {
		const isNow = isCurrent(row.screened_at, row.submitted_at);
		return { ...row, by: byName || byEmail, isNow, state: isNow ? (row.outcome as Eligibility) : null };
	});
}

export type ScreeningRow = Awaited<ReturnType<typeof screeningList>>[number];

/** What has been decided about one application, newest first: each decision stays, with who took it and when. */
export function screeningsOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('screenings')
		.innerJoin('people', 'people.id', 'screenings.screened_by')
		.select(['screenings.id', 'outcome', 'condition', 'reason', 'screened_at', 'people.name as byName'])
		.where('application_id', '=', applicationId)
		.orderBy('screenings.id', 'desc')
		.execute();
}

/** What an applicant has been told of their own application's eligibility: the newest decision announced to them. */
export async function toldScreening(db: Reader, who: Applicant): Promise<Screening | undefined> {
	const row = await db
		.selectFrom('screenings')
		.innerJoin('screening_tellings', 'screening_tellings.screening_id', 'screenings.id')
		.innerJoin('applications', 'applications.id', 'screenings.application_id')
		.select(['outcome', 'condition', 'reason', 'screened_at'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.applicant_id', '=', who.personId)
		.where(sql<boolean>`screened_at >= applications.submitted_at`)
		.orderBy('screenings.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row && { ...row, outcome: row.outcome as Eligibility };
}
