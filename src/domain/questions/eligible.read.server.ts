import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isAccredited } from '#domain/programme/accreditations.read.server.ts';
import type { Segment, WholeSession } from '#domain/programme/rules.ts';
import { notAccredited, notYourTurn, onlyModerator } from './rules.ts';

/** As whom somebody asks: for which firm, by which application. Nobody in particular has neither. */
export type Standing = { firm: string; applicationId: string | null };

const plain: Standing = { firm: '', applicationId: null };

/**
 * As whom this person, or nobody in particular, may ask in a segment. Refuses whose turn it is not: where only the
 * moderator asks, everybody; where the drawn ask, who has not accepted an invitation of the session's call; where the
 * press asks, who is not accredited.
 */
export async function standingIn(
	db: Reader,
	session: WholeSession,
	segment: Segment,
	personId: string | null
): Promise<Standing> {
	if (segment.askers === 'anyone') return plain;
	if (segment.askers === 'moderator') throw onlyModerator();
	if (segment.askers === 'press') {
		if (!personId || !(await isAccredited(db, personId, session.stop_id))) throw notAccredited();
		return plain;
	}
	const own =
		personId && session.call_id ? await acceptedOf(db, { ...session, call_id: session.call_id }, personId) : undefined;
	if (!own) throw notYourTurn();
	return own;
}

/**
 * The application by which a person comes to a call's sessions: its invitation stands accepted, and they are the one who
 * comes for it, be it who applied or a substitute who was admitted, by the address they sign in with.
 */
export async function acceptedOf(db: Reader, session: OfCall, personId: string): Promise<Standing | undefined> {
	const row = await acceptedIn(db, session)
		.where(
			sql<boolean>`case when coming.is_applicant is not false then applications.applicant_id = ${personId}
				else lower(coming.email) = (select email from people where id = ${personId}) end`
		)
		.executeTakeFirst();
	return row && { firm: row.firm ?? '', applicationId: row.id };
}

/** A session with its call: of a joint draw, only those invited to its stop come to it. */
export type OfCall = { call_id: string; stop_id: string };

/** The applications of a session's call whose invitation stands accepted, with who comes and speaks for each. */
export function acceptedIn(db: Reader, { call_id, stop_id }: OfCall) {
	return db
		.selectFrom('invitations')
		.innerJoin('applications', 'applications.id', 'invitations.application_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('attendees as coming', (join) =>
			join
				.onRef('coming.invitation_id', '=', 'invitations.id')
				.on('coming.admitted_at', 'is not', null)
				.on('coming.ended_at', 'is', null)
		)
		.select(['applications.id', 'applications.applicant_id', 'applications.answers', 'organisations.name as firm'])
		.select((eb) => eb.fn.coalesce('coming.name', 'people.name').as('person'))
		.where('invitations.call_id', '=', call_id)
		.where((eb) => eb.or([eb('invitations.stop_id', 'is', null), eb('invitations.stop_id', '=', stop_id)]))
		.where('applications.withdrawn_at', 'is', null)
		.where(
			sql<boolean>`not exists (select from lapses where invitation_id = invitations.id) and 'accept' = (
				select reply from replies where invitation_id = invitations.id order by replies.id desc limit 1)`
		);
}
