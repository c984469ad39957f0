import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import type { InCall } from '#domain/people/rules.ts';
import type { Band } from '#domain/bands/rules.ts';
import type { Told } from './rules.ts';

const waits = sql<boolean>`exists (
	select from decision_change_items item left join decision_answers answer on answer.change_id = item.change_id
	where item.application_id = standings.application_id and answer.change_id is null)`;

/** Every application of a call whose bands are frozen: its band as frozen and as it holds now, by track and score. */
export async function decisionsOf(db: Reader, callId: string) {
	const rows = await db
		.selectFrom('standings')
		.innerJoin('bands_in_force', 'bands_in_force.application_id', 'standings.application_id')
		.innerJoin('applications', 'applications.id', 'standings.application_id')
		.innerJoin('tracks', 'tracks.id', 'standings.track_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('feedback', 'feedback.application_id', 'standings.application_id')
		.select(['applications.id', 'applications.number', 'organisations.name as organisation', 'standings.track_id'])
		.select(['score', 'reviews', 'standings.band', 'bands_in_force.band as now', 'applications.applicant_id'])
		.select([waits.as('waits'), 'feedback.version', 'feedback.read_at'])
		.where('standings.call_id', '=', callId)
		.where(takesPart)
		.orderBy('tracks.position')
		.orderBy('score', 'desc')
		.orderBy('applications.number')
		.execute();
	return rows.map(({ version, read_at, ...row }) => ({
		...row,
		...{ band: row.band as Band, now: row.now as Band },
		feedback: version === null ? null : { version, read_at }
	}));
}

export type DecisionRow = Awaited<ReturnType<typeof decisionsOf>>[number];

/** Every correction of a call, newest first, with whom it is about, who asked and who answered. */
export async function correctionsOf(db: Reader, callId: string) {
	const rows = await db
		.selectFrom('decision_changes')
		.innerJoin('people as asking', 'asking.id', 'decision_changes.asked_by')
		.leftJoin('decision_answers', 'decision_answers.change_id', 'decision_changes.id')
		.leftJoin('people as answering', 'answering.id', 'decision_answers.answered_by')
		.select(['decision_changes.id', 'band', 'reason', 'decision_changes.takes_away', 'content_hash', 'asked_at'])
		.select(['decision_changes.asked_by', 'answer', 'answered_at'])
		.select(['asking.name as askedName', 'asking.email as askedEmail'])
		.select(['answering.name as answeredName', 'answering.email as answeredEmail'])
		.where('decision_changes.call_id', '=', callId)
		.orderBy('asked_at', 'desc')
		.orderBy('decision_changes.id')
		.execute();
	const items = await itemsOf(db, callId);
	return rows.map((row) => ({ ...row, band: row.band as Band, items: items.get(row.id) ?? [] }));
}

async function itemsOf(db: Reader, callId: string) {
	const items = await db
		.selectFrom('decision_change_items')
		.innerJoin('decision_changes', 'decision_changes.id', 'decision_change_items.change_id')
		.innerJoin('applications', 'applications.id', 'decision_change_items.application_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['change_id', 'applications.id', 'applications.number', 'organisations.name as organisation', 'from_band'])
		.where('decision_changes.call_id', '=', callId)
		.orderBy('applications.number')
		.execute();
	return Map.groupBy(items, (item) => item.change_id);
}

/** When and by whom a call's decisions were announced, or undefined. */
export function announcementOf(db: Reader, callId: string) {
	return db
		.selectFrom('announcements')
		.leftJoin('people', 'people.id', 'announcements.announced_by')
		.select(['announced_at', 'people.name as byName', 'people.email as byEmail'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
}

/**
 * What an applicant has been told of their own application: nothing before the announcement, by the announcement's own
 * row. The one way by which a decision comes to its applicant.
 */
export async function toldDecision(db: Reader, who: InCall): Promise<Told | undefined> {
	const row = await db
		.selectFrom('announcements')
		.innerJoin('applications', 'applications.call_id', 'announcements.call_id')
		.innerJoin('bands_in_force', 'bands_in_force.application_id', 'applications.id')
		.leftJoin('feedback', (join) =>
			join.onRef('feedback.application_id', '=', 'applications.id').on('bands_in_force.band', '=', 'decline')
		)
		.select(['bands_in_force.band', 'announced_at', 'feedback.body'])
		.where('announcements.call_id', '=', who.callId)
		.where('applications.applicant_id', '=', who.personId)
		.where('applications.withdrawn_at', 'is', null)
		.executeTakeFirst();
	return row && { outcome: row.band as Band, announcedAt: row.announced_at, feedback: row.body };
}
