import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
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
		if (!personId || !(await mayAskAsPress(db, session, personId))) throw notAccredited();
		return plain;
	}
	const own = personId && session.call_id ? await acceptedOf(db, session.call_id, personId) : undefined;
	if (!own) throw notYourTurn();
	return own;
}

/** Whether a person is accredited as press where the session is. */
export async function mayAskAsPress(db: Reader, session: WholeSession, personId: string): Promise<boolean> {
	const role = await db
		.selectFrom('roles')
		.select('id')
		.where('person_id', '=', personId)
		.where('role', '=', 'press')
		.where('host_id', '=', session.host_id)
		.where((eb) => eb.or([eb('call_id', 'is', null), eb('call_id', '=', session.call_id)]))
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	return role !== undefined;
}

/** The application by which a person comes to a call's sessions: its invitation stands accepted. */
export async function acceptedOf(db: Reader, callId: string, personId: string): Promise<Standing | undefined> {
	const row = await acceptedIn(db, callId).where('applications.applicant_id', '=', personId).executeTakeFirst();
	return row && { firm: row.firm ?? '', applicationId: row.id };
}

/** The applications of a call whose invitation stands accepted, with who speaks for each. */
export function acceptedIn(db: Reader, callId: string) {
	return db
		.selectFrom('invitations')
		.innerJoin('applications', 'applications.id', 'invitations.application_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.select(['applications.id', 'applications.applicant_id', 'applications.answers', 'organisations.name as firm'])
		.select('people.name as person')
		.where('invitations.call_id', '=', callId)
		.where('applications.withdrawn_at', 'is', null)
		.where(
			sql<boolean>`not exists (select from lapses where invitation_id = invitations.id) and 'accept' = (
				select reply from replies where invitation_id = invitations.id order by replies.id desc limit 1)`
		);
}
