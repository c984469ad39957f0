import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { coapplicantNotFound, type Coapplicant } from './coapplicants.rules.ts';
import { applicationNotFound } from './rules.ts';

const seen = [
	...(['id', 'application_id', 'email', 'name', 'role', 'may_edit', 'invited_at', 'expires_at'] as const),
	...(['accepted_at', 'declined_at', 'removed_at', 'lead_offered_at'] as const)
] as const;

/** Who was invited to an application and not removed, in the order in which they were asked. */
export function coapplicantsOf(db: Reader, applicationId: string): Promise<Coapplicant[]> {
	return db
		.selectFrom('coapplicants')
		.select(seen)
		.where('application_id', '=', applicationId)
		.where('removed_at', 'is', null)
		.orderBy('invited_at')
		.orderBy('id')
		.execute();
}

/** Whom a personal link is for, into which application, who leads it. Refuses any other link as if it were not there. */
export async function coapplicantByToken(db: Reader, token: string) {
	const row = await db
		.selectFrom('coapplicants')
		.innerJoin('applications', 'applications.id', 'coapplicants.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('people as lead', 'lead.id', 'applications.applicant_id')
		.select(seen.map((name) => `coapplicants.${name}` as const))
		.select(['calls.id as call_id', 'calls.slug', 'calls.title', 'stops.time_zone as zone'])
		.select(['lead.name as lead_name', 'lead.email as lead_email', 'lead.locale as lead_locale'])
		.where('token_hash', '=', hashed(token))
		.where('removed_at', 'is', null)
		.executeTakeFirst();
	if (!row) throw coapplicantNotFound();
	return row;
}

function shared(db: Reader, who: SignedIn) {
	return db
		.selectFrom('coapplicants')
		.innerJoin('people as me', 'me.email', 'coapplicants.email')
		.innerJoin('applications', 'applications.id', 'coapplicants.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.innerJoin('people as lead', 'lead.id', 'applications.applicant_id')
		.select(['applications.id', 'applications.applicant_id as lead_id', 'applications.number', 'applications.answers'])
		.select(['applications.version', 'applications.saved_at', 'applications.submitted_at', 'applications.withdrawn_at'])
		.select(['applications.track_id', 'calls.id as call_id', 'calls.slug', 'calls.title', 'stops.time_zone as zone'])
		.select(['coapplicants.id as mine_id', 'coapplicants.role', 'may_edit', 'lead_offered_at', 'coapplicants.email'])
		.select(['lead.name as lead_name', 'lead.email as lead_email', 'lead.locale as lead_locale', 'me.name as my_name'])
		.where('me.id', '=', who.personId)
		.where('accepted_at', 'is not', null)
		.where('removed_at', 'is', null);
}

/** The applications of others in which the asking person takes part, the newest first. */
export function sharedApplications(db: Reader, who: SignedIn) {
	return shared(db, who).orderBy('coapplicants.accepted_at', 'desc').execute();
}

/** One of them. Refuses an application in which the person has no part as if it were not there. */
export async function sharedApplication(db: Reader, who: SignedIn, id: string) {
	const row = isId(id) ? await shared(db, who).where('applications.id', '=', id).executeTakeFirst() : undefined;
	if (!row) throw applicationNotFound();
	return row;
}

export type SharedApplication = Awaited<ReturnType<typeof sharedApplication>>;

/** The addresses of all who apply together in a call, by application: who must not review it. */
export async function addressesTogether(db: Reader, callId: string): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom('coapplicants')
		.innerJoin('applications', 'applications.id', 'coapplicants.application_id')
		.select(['application_id', 'email'])
		.where('call_id', '=', callId)
		.where('removed_at', 'is', null)
		.where('declined_at', 'is', null)
		.execute();
	return new Map(
		[...Map.groupBy(rows, (row) => row.application_id)].map(([id, own]) => [id, own.map(({ email }) => email)])
	);
}
