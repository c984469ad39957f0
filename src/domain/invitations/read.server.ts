import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { invitationNotFound, isFree, isLapsing, stateOf, type Because, type Traces } from './rules.ts';

function invitations(db: Reader) {
	return db
		.selectFrom('invitations')
		.innerJoin('calls', 'calls.id', 'invitations.call_id')
		.innerJoin('applications', 'applications.id', 'invitations.application_id')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.innerJoin('tracks', 'tracks.id', 'applications.track_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('lapses', 'lapses.invitation_id', 'invitations.id')
		.leftJoin('invitations as next', 'next.in_place_of', 'invitations.id')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('replies')
					.select(['reply', 'replied_at'])
					.whereRef('invitation_id', '=', 'invitations.id')
					.orderBy('replies.id', 'desc')
					.limit(1)
					.as('newest'),
			(join) => join.onTrue()
		)
		.select(['invitations.id', 'invitations.call_id', 'invitations.application_id', 'invitations.came_from'])
		.select(['invitations.in_place_of', 'invitations.because', 'invitations.invited_at', 'invitations.reply_by'])
		.select(['reply', 'replied_at', 'lapsed_at', 'next.id as next_id'])
		.select(['applications.number', 'applications.track_id', 'organisations.name as organisation'])
		.select(['tracks.name as track_name', 'tracks.key as track'])
		.select(['people.name as person', 'people.email', 'people.locale']);
}

function told<Row extends Omit<Traces, 'moved_on'> & { next_id: string | null; because: unknown }>(row: Row) {
	const moved_on = row.next_id !== null;
	return { ...row, moved_on, state: stateOf(row), because: row.because as Because };
}

/** Every invitation of a call, in the order they went out, with what became of each. */
export async function invitationsOf(db: Reader, callId: string) {
	const rows = await invitations(db)
		.where('invitations.call_id', '=', callId)
		.orderBy('invitations.invited_at')
		.orderBy('tracks.position')
		.orderBy('applications.number')
		.execute();
	return rows.map(told);
}

/** One invitation as the desk and the letters see it. */
export type Invitation = Awaited<ReturnType<typeof invitationsOf>>[number];

/** The invitation a personal link belongs to. Refuses any other link as if it were not there. */
export async function invitationByToken(db: Reader, token: string): Promise<Invitation> {
	const row = await invitations(db)
		.where('invitations.token_hash', '=', hashed(token))
		.executeTakeFirstOrThrow(invitationNotFound);
	return told(row);
}

/** An application's newest invitation, if it has one. */
export async function invitationOf(db: Reader, applicationId: string): Promise<Invitation | undefined> {
	const row = await invitations(db)
		.where('invitations.application_id', '=', applicationId)
		.orderBy('invitations.invited_at', 'desc')
		.executeTakeFirst();
	return row && told(row);
}

/** Invitations nobody replied to in time. */
export async function invitationsLapsing(db: Reader, at: Date): Promise<Invitation[]> {
	const rows = await invitations(db)
		.where('invitations.reply_by', '<=', at)
		.where('lapsed_at', 'is', null)
		.orderBy('invitations.reply_by')
		.execute();
	return rows.map(told).filter((invitation) => isLapsing(invitation, at));
}

/** Calls in which a place is free for a reserve. */
export async function callsWithFreePlaces(db: Reader, at: Date): Promise<string[]> {
	const rows = await invitations(db)
		.where((eb) => eb.or([eb('lapsed_at', 'is not', null), eb('reply', '=', 'decline')]))
		.where('next.id', 'is', null)
		.execute();
	const free = rows.map(told).filter((invitation) => isFree(invitation, at));
	return [...new Set(free.map(({ call_id }) => call_id))];
}

/** Every entrant who came out of the draw, with what the letter and the organiser's list need. */
export function outcomesOf(db: Reader, drawId: string) {
	return db
		.selectFrom('draw_outcomes')
		.innerJoin('lots', (join) =>
			join.onRef('lots.draw_id', '=', 'draw_outcomes.draw_id').onRef('lots.lot', '=', 'draw_outcomes.lot')
		)
		.innerJoin('applications', 'applications.id', 'lots.application_id')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.innerJoin('tracks', 'tracks.id', 'applications.track_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['lots.lot', 'lots.application_id', 'lots.band', 'outcome', 'rank', 'applications.number'])
		.select(['organisations.name as organisation', 'tracks.key as track', 'tracks.name as track_name'])
		.select(['people.name as person', 'people.email', 'people.locale'])
		.where('draw_outcomes.draw_id', '=', drawId)
		.where('withdrawn_at', 'is', null)
		.orderBy('outcome')
		.orderBy('rank')
		.execute();
}

export type Outcome = Awaited<ReturnType<typeof outcomesOf>>[number];

/** What an invitation invites to: the call with its stop, host and tracks, and the guest. */
export async function gatheringOf(db: Reader, callId: string) {
	const row = await db.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirstOrThrow();
	const call = await wholeCall(db, row);
	const tour = await db.selectFrom('tours').selectAll().where('id', '=', call.stop.tour_id).executeTakeFirstOrThrow();
	return { call, guest: { name: tour.guest_name, title: tour.guest_title, organisation: tour.guest_organisation } };
}

export type Gathering = Awaited<ReturnType<typeof gatheringOf>>;

/** Holds a call's row, so that its invitations are filled by one at a time. */
export async function heldCall(db: Reader, callId: string): Promise<void> {
	await db.selectFrom('calls').select('id').where('id', '=', callId).forUpdate().execute();
}

/** Holds one invitation's row against a reply and a lapse at the same moment, and reads it as it then is. */
export async function heldInvitation(db: Reader, id: string): Promise<Invitation> {
	await db.selectFrom('invitations').select('id').where('id', '=', id).forUpdate().execute();
	return told(await invitations(db).where('invitations.id', '=', id).executeTakeFirstOrThrow(invitationNotFound));
}
