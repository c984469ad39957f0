import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { invitationNotFound, isFree, isLapsing, stateOf, type Because, type Traces } from './rules.ts';
import { defaults } from './settings.rules.ts';

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
		.select('invitations.stop_id')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('reply_extensions')
					.select('reply_by as extended_to')
					.whereRef('invitation_id', '=', 'invitations.id')
					.orderBy('reply_extensions.id', 'desc')
					.limit(1)
					.as('extension'),
			(join) => join.onTrue()
		)
		.select(['invitations.in_place_of', 'invitations.because', 'invitations.invited_at', 'extended_to'])
		.select((eb) => eb.fn.coalesce('extended_to', 'invitations.reply_by').as('reply_by'))
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
		.where((eb) => {
			const hash = hashed(token);
			const links = eb.selectFrom('invitation_links').select('invitation_id').where('token_hash', '=', hash);
			return eb.or([eb('invitations.token_hash', '=', hash), eb('invitations.id', 'in', links)]);
		})
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

/**
 * Invitations nobody replied to in time. One whose letter an organiser still holds does not lapse, nor where mail is sent
 * (`isSent`) one whose letter is still on its way: nobody was told.
 */
export async function invitationsLapsing(db: Reader, at: Date, isSent = false): Promise<Invitation[]> {
	const isAway = isSent ? sql`gave_up_at is null` : sql`held_at is not null`;
	const rows = await invitations(db)
		.where('invitations.reply_by', '<=', at)
		.where('lapsed_at', 'is', null)
		.where(
			sql<boolean>`not exists (select from letters join invitation_letters on letter_id = letters.id
				where invitation_id = invitations.id and kind in ('invited', 'moved-up') and channel = 'mail'
					and sent_at is null and dropped_at is null and ${isAway})`
		)
		.orderBy('invitations.reply_by')
		.execute();
	return rows.map(told).filter((invitation) => isLapsing(invitation, at));
}

/** When the letter that invites left, if it has. */
export async function leftAt(db: Reader, invitationId: string): Promise<Date | null> {
	const row = await db
		.selectFrom('letters')
		.innerJoin('invitation_letters', 'letter_id', 'letters.id')
		.select((eb) => eb.fn.min('sent_at').as('left'))
		.where('invitation_id', '=', invitationId)
		.where('kind', 'in', ['invited', 'moved-up'])
		.where('channel', '=', 'mail')
		.executeTakeFirst();
	return row?.left ?? null;
}

/** Calls whose places move on by themselves, in which one is free for a reserve and whose gathering has not begun. */
export async function callsWithFreePlaces(db: Reader, at: Date): Promise<string[]> {
	const rows = await invitations(db)
		.innerJoin('stops', (join) =>
			join.on((eb) => eb('stops.id', '=', eb.fn.coalesce('invitations.stop_id', 'calls.stop_id')))
		)
		.leftJoin('invitation_rules', 'invitation_rules.call_id', 'calls.id')
		.where((eb) => eb(eb.fn.coalesce('moves_by', eb.val('itself')), '=', 'itself'))
		.where(sql<boolean>`(${at}::timestamptz at time zone stops.time_zone)::date < stops.starts_on`)
		.where((eb) => eb.or([eb('lapsed_at', 'is not', null), eb('reply', '=', 'decline')]))
		.where('next.id', 'is', null)
		.execute();
	const free = rows.map(told).filter((invitation) => isFree(invitation, at));
	return [...new Set(free.map(({ call_id }) => call_id))];
}

/** An invitation of a call by its id, for who works for it. Refuses another call's as not there. */
export async function invitationById(db: Reader, callId: string, id: string): Promise<Invitation> {
	if (!isId(id)) throw invitationNotFound();
	const row = await invitations(db)
		.where('invitations.id', '=', id)
		.where('invitations.call_id', '=', callId)
		.executeTakeFirstOrThrow(invitationNotFound);
	return told(row);
}

/** Invitations without an answer whose call's rule asks for a reminder now, and which have had none. */
export async function invitationsToRemind(db: Reader, at: Date): Promise<Invitation[]> {
	const rows = await invitations(db)
		.leftJoin('invitation_rules', 'invitation_rules.call_id', 'calls.id')
		.leftJoin('invitation_reminders', 'invitation_reminders.invitation_id', 'invitations.id')
		.where('reminded_at', 'is', null)
		.where('lapsed_at', 'is', null)
		.where((eb) => eb.or([eb('reply', 'is', null), eb('reply', '=', 'undo')]))
		.where(
			sql<boolean>`coalesce(extended_to, invitations.reply_by) - make_interval(days =>
				case when invitation_rules.call_id is null then ${defaults.remind_days}::int else invitation_rules.remind_days end) <= ${at}`
		)
		.orderBy('invitations.reply_by')
		.execute();
	return rows.map(told).filter(({ reply_by, invited_at }) => reply_by > at && invited_at < at);
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
		.select('draw_outcomes.stop_id')
		.select(['organisations.name as organisation', 'tracks.key as track', 'tracks.name as track_name'])
		.leftJoin('short_numbers', 'short_numbers.application_id', 'lots.application_id')
		.select(['people.name as person', 'people.email', 'people.locale', 'short_numbers.phone'])
		.where('draw_outcomes.draw_id', '=', drawId)
		.where('withdrawn_at', 'is', null)
		.orderBy('outcome')
		.orderBy('rank')
		.execute();
}

export type Outcome = Awaited<ReturnType<typeof outcomesOf>>[number];

/**
 * What an invitation invites to: the call with its stop, host and tracks, and the guest. Of a joint draw the stop is the
 * one the invitation is for.
 */
export async function gatheringOf(db: Reader, { call_id, stop_id }: { call_id: string; stop_id?: string | null }) {
	const row = await db.selectFrom('calls').selectAll().where('id', '=', call_id).executeTakeFirstOrThrow();
	const call = await wholeCall(db, { ...row, stop_id: stop_id ?? row.stop_id });
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

/** The times an invitation was given more time, the first first. */
export function extensionsOf(db: Reader, invitationId: string) {
	return db
		.selectFrom('reply_extensions')
		.leftJoin('people', 'people.id', 'extended_by')
		.select(['reply_extensions.id', 'reply_by', 'reason', 'extended_at'])
		.select((eb) =>
			eb.fn.coalesce(eb.fn<string | null>('nullif', ['people.name', eb.val('')]), 'people.email').as('by')
		)
		.where('invitation_id', '=', invitationId)
		.orderBy('reply_extensions.id')
		.execute();
}

/** Why an invitation was declined, where it was said: of the newest reply. */
export async function reasonOf(db: Reader, invitationId: string): Promise<string | null> {
	const row = await db
		.selectFrom('replies')
		.leftJoin('reply_reasons', 'reply_id', 'replies.id')
		.select(['reply', 'reason'])
		.where('invitation_id', '=', invitationId)
		.orderBy('replies.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.reply === 'decline' ? row.reason : null;
}

/** Whose letter a host may look at before it is sent: those invited, or before that those who came out of the draw. */
export async function peopleToPreview(db: Reader, callId: string) {
	const invited = await invitations(db)
		.where('invitations.call_id', '=', callId)
		.orderBy('organisations.name')
		.execute();
	if (invited.length) {
		return invited.map(({ id, organisation, person, track_name, reply_by }) => ({
			...{ id, organisation, person, track_name, reply_by: reply_by as Date | null }
		}));
	}
	const submitted = await db
		.selectFrom('applications')
		.innerJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.innerJoin('tracks', 'tracks.id', 'applications.track_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['applications.id', 'organisations.name as organisation', 'people.name as person'])
		.select('tracks.name as track_name')
		.where('applications.call_id', '=', callId)
		.where('submitted_at', 'is not', null)
		.where('withdrawn_at', 'is', null)
		.orderBy('organisations.name')
		.limit(100)
		.execute();
	return submitted.map((row) => ({ ...row, reply_by: null }));
}
