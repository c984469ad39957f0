import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import type { GuestOffice, Visitor } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { isChosen, proposalFor } from './proposals.read.server.ts';
import { followupNotFound, type Party } from './rules.ts';

/** The office, for an application it may read. What it may not is not there. */
export async function guestParty(
	db: Reader,
	who: GuestOffice,
	{ stop, applicationId }: { stop: Stop; applicationId: string },
	at: Date
): Promise<Party> {
	if (stop.host_id !== who.hostId) throw followupNotFound();
	const { id, call_id: callId } = await proposalFor(db, stop, applicationId, at);
	return { side: 'guest', applicationId: id, callId, hostId: who.hostId, personId: who.personId };
}

/**
 * Who applied: whoever holds the link that was sent, or, by the application's id, its applicant signed in, with those
 * who may write in it. It must stand, and have been chosen. Anything else is not there.
 */
export async function applicantParty(db: Reader, token: string, visitor: Visitor): Promise<Party> {
	const own = isId(token) ? await ownedBy(db, token, visitor) : await byLink(db, token);
	const row = own && (await standing(db, own.applicationId));
	if (!row) throw followupNotFound();
	return { side: 'applicant', ...row, applicationId: row.id, personId: own.personId };
}

async function byLink(db: Reader, token: string) {
	const row = await db
		.selectFrom('followup_links')
		.select('application_id as applicationId')
		.where('token_hash', '=', hashed(token))
		.executeTakeFirst();
	return row && { ...row, personId: null };
}

async function ownedBy(db: Reader, id: string, visitor: Visitor) {
	if (!visitor.person) return undefined;
	const { id: personId, email } = visitor.person;
	const row = await db
		.selectFrom('applications')
		.select('id')
		.where('id', '=', id)
		.where((eb) =>
			eb.or([
				eb('applicant_id', '=', personId),
				eb.exists(
					eb
						.selectFrom('coapplicants')
						.select('coapplicants.id')
						.whereRef('application_id', '=', 'applications.id')
						.where('coapplicants.email', '=', email)
						.where('may_edit', '=', true)
						.where('accepted_at', 'is not', null)
						.where('removed_at', 'is', null)
				)
			])
		)
		.executeTakeFirst();
	return row && { applicationId: row.id, personId };
}

/** Whether there is anything to follow up for who applied: it stands, and was chosen. */
export async function mayFollowUp(db: Reader, applicationId: string): Promise<boolean> {
	return (await standing(db, applicationId)) !== undefined;
}

async function standing(db: Reader, id: string) {
	return db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['applications.id', 'calls.id as callId', 'calls.host_id as hostId'])
		.where('applications.id', '=', id)
		.where('withdrawn_at', 'is', null)
		.where(isChosen)
		.executeTakeFirst();
}
