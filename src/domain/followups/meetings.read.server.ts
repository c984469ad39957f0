import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { meetingNotFound, meetingState, type Between } from './meetings.rules.ts';
import { tellable } from './offers.read.server.ts';
import type { Party } from './rules.ts';

function meetings(db: Reader, applicationId: string) {
	return db
		.selectFrom('meetings')
		.innerJoin('delegates', 'delegates.id', 'delegate_id')
		.selectAll('meetings')
		.select(['delegates.name as delegate', 'delegates.title as delegateTitle'])
		.where('application_id', '=', applicationId);
}

/** The meetings of a follow-up, those to come first, each with the times to choose from. */
export async function meetingsOf(db: Reader, { applicationId }: Pick<Party, 'applicationId'>) {
	const rows = await meetings(db, applicationId).orderBy('proposed_at', 'desc').orderBy('meetings.id').execute();
	const ids = rows.map(({ id }) => id);
	const slots = ids.length
		? await db.selectFrom('meeting_slots').selectAll().where('meeting_id', 'in', ids).orderBy('starts_at').execute()
		: [];
	return rows.map(({ proposed_by: _, ...row }) => ({
		...row,
		state: meetingState(row),
		slots: slots
			.filter(({ meeting_id }) => meeting_id === row.id)
			.map(({ starts_at, ends_at }) => ({ starts_at, ends_at }))
	}));
}
export type ShownMeeting = Awaited<ReturnType<typeof meetingsOf>>[number];

/** A meeting that was set, of a follow-up. One that is not of it, or has no time, is not there. */
export async function setMeeting(db: Reader, { applicationId }: Pick<Party, 'applicationId'>, id: string) {
	if (!isId(id)) throw meetingNotFound();
	const row = await meetings(db, applicationId).where('meetings.id', '=', id).executeTakeFirstOrThrow(meetingNotFound);
	const { starts_at, ends_at } = row;
	if (!starts_at || !ends_at) throw meetingNotFound();
	return { ...row, starts_at, ends_at };
}

/** Who meets, as a calendar says it. */
export async function betweenOf(
	db: Reader,
	party: Pick<Party, 'applicationId' | 'hostId'>,
	{ delegate, url }: { delegate: Words; url: string }
): Promise<Between> {
	const { firm, number, guest, zone } = await tellable(db, party);
	return { firm: firm ?? number ?? '', guest, delegate, zone, url };
}

/** The clocks somebody may propose times by: the stop's first, then those of the tour's other stops, Seoul's and UTC. */
export async function zonesFor(db: Reader, { applicationId }: Pick<Party, 'applicationId'>): Promise<string[]> {
	const rows = await db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops as own', 'own.id', 'calls.stop_id')
		.innerJoin('stops', 'stops.tour_id', 'own.tour_id')
		.select(['own.time_zone as own', 'stops.time_zone as zone'])
		.where('applications.id', '=', applicationId)
		.orderBy('stops.time_zone')
		.execute();
	return [
		...new Set([rows[0]?.own ?? 'UTC', 'Asia/Seoul', ...rows.map(({ zone }) => zone), 'America/Los_Angeles', 'UTC'])
	];
}

/** The delegates one may meet: those of the tour that comes to the stop. */
export function delegatesFor(db: Reader, { applicationId }: Pick<Party, 'applicationId'>) {
	return db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('delegates', 'delegates.tour_id', 'stops.tour_id')
		.select(['delegates.id', 'delegates.name', 'delegates.title'])
		.where('applications.id', '=', applicationId)
		.orderBy('is_principal', 'desc')
		.orderBy('delegates.position')
		.execute();
}
