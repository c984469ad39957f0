import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { attendeeNotFound, attendeeState, type Access, type Diet, type Needs } from './attendees.rules.ts';
import { invitationById, invitationByToken } from './read.server.ts';
import { stateOf } from './rules.ts';

function attendees(db: Reader) {
	return db
		.selectFrom('attendees')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('recording_consents')
					.select(['consents', 'said_at as consent_said_at'])
					.whereRef('attendee_id', '=', 'attendees.id')
					.orderBy('recording_consents.id', 'desc')
					.limit(1)
					.as('recording'),
			(join) => join.onTrue()
		)
		.select(['attendees.id', 'invitation_id', 'is_applicant', 'name', 'title', 'email', 'phone', 'locale'])
		.select([
			'pass_code',
			'named_at',
			'admitted_at',
			'refused_at',
			'ended_at',
			'reason',
			'consents',
			'consent_said_at'
		]);
}

type Row = Awaited<ReturnType<ReturnType<typeof attendees>['execute']>>[number];
const told = (row: Row) => ({ ...row, state: attendeeState(row) });

/** Somebody who is, was or may be to come for an organisation. */
export type Attendee = ReturnType<typeof told>;

/** Everybody an organisation named for its place, the first first. */
export async function attendeesOf(db: Reader, invitationId: string): Promise<Attendee[]> {
	const rows = await attendees(db).where('invitation_id', '=', invitationId).orderBy('named_at').execute();
	return rows.map(told);
}

/**
 * Who speaks for themselves by a personal link: the substitute to whom it was sent, or who applied, by the invitation's.
 * Refuses everybody who is not in.
 */
export async function attendeeByToken(db: Reader, token: string): Promise<Attendee> {
	const hash = hashed(token);
	const own = await attendees(db)
		.where('token_hash', '=', hash)
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (own) return told(own);
	const { id } = await invitationByToken(db, token);
	const row = await attendees(db)
		.where('invitation_id', '=', id)
		.where('is_applicant', '=', true)
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.executeTakeFirstOrThrow(attendeeNotFound);
	return told(row);
}

/** The substitute a link was sent to, while they are in. Refuses an invitation's own link too. */
export async function substituteByToken(
	db: Reader,
	token: string
): Promise<Attendee & { call_id: string; stop_id: string | null }> {
	const row = await attendees(db)
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.select(['call_id', 'stop_id'])
		.where('attendees.token_hash', '=', hashed(token))
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.executeTakeFirstOrThrow(attendeeNotFound);
	return { ...told(row), call_id: row.call_id, stop_id: row.stop_id };
}

/** What somebody said they need: for themselves by their link. */
export async function needsOf(db: Reader, attendeeId: string): Promise<Needs | null> {
	const row = await db
		.selectFrom('attendee_needs')
		.selectAll()
		.where('attendee_id', '=', attendeeId)
		.executeTakeFirst();
	return row ? inWords(row) : null;
}

type NeedsRow = { diet: string[]; diet_more: string; access: string[]; access_more: string };
const inWords = ({ diet, diet_more: dietMore, access, access_more: accessMore }: NeedsRow): Needs => ({
	...{ diet: diet as Diet[], dietMore, access: access as Access[], accessMore }
});

/** What everybody who is in needs, for the organisers of the call alone. */
export async function needsFor(db: Reader, who: Organiser): Promise<(Needs & { invitationId: string })[]> {
	const rows = await db
		.selectFrom('attendee_needs')
		.innerJoin('attendees', 'attendees.id', 'attendee_id')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.select(['diet', 'diet_more', 'access', 'access_more', 'invitation_id'])
		.where('call_id', '=', who.callId)
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map((row) => ({ ...inWords(row), invitationId: row.invitation_id }));
}

/** How many substitutes of a call wait to be screened, by invitation. */
export async function waitingSubstitutes(db: Reader, callId: string): Promise<Set<string>> {
	const rows = await db
		.selectFrom('attendees')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.select('invitation_id')
		.where('call_id', '=', callId)
		.where('admitted_at', 'is', null)
		.where('refused_at', 'is', null)
		.where('ended_at', 'is', null)
		.execute();
	return new Set(rows.map(({ invitation_id }) => invitation_id));
}

/**
 * Who may come in with a pass code: in, and their organisation's place accepted. Undefined for a code that is nobody's,
 * or that is dead because somebody else comes now or the place was given back.
 */
export async function attendeeByPass(db: Reader, callId: string, code: string): Promise<Attendee | undefined> {
	const row = await attendees(db)
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.where('call_id', '=', callId)
		.where('pass_code', '=', code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!row) return undefined;
	const invitation = await invitationById(db, callId, row.invitation_id);
	return stateOf(invitation) === 'accepted' ? told(row) : undefined;
}

/** An attendee of a call, held; refuses another call's as not there. */
export async function heldAttendee(db: Reader, callId: string, id: string): Promise<Attendee> {
	const row = await attendees(db)
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.where('call_id', '=', callId)
		.where(sql<boolean>`attendees.id::text = ${id}`)
		.executeTakeFirstOrThrow(attendeeNotFound);
	return told(row);
}

/** The number for short messages of an application, while its owner agrees. */
export async function shortNumberOf(db: Reader, applicationId: string): Promise<string | null> {
	const row = await db
		.selectFrom('short_numbers')
		.select('phone')
		.where('application_id', '=', applicationId)
		.executeTakeFirst();
	return row?.phone ?? null;
}
