import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import type { Named } from './rules.ts';

/** Hosts, each with whether the thing is its own (0) or only leads to it (1). */
type Hosts = RawBuilder<{ id: string | null; nth: number }>;

/**
 * The hosts of what a request names: of a call with the stops it is drawn for, of a stop with the calls that invite to
 * it, of what a personal link opens. Of what is not there, none. Asked of a store that sees all, before the request's own.
 */
export function hostsOf(db: Reader, named: Named, key: string): Promise<string[]> {
	return listed(db, lookups[named](key), 1);
}

/** Of these hosts those whose own it is: who made the call, whose the stop is. */
export function ownersOf(db: Reader, named: Named, key: string): Promise<string[]> {
	return listed(db, lookups[named](key), 0);
}

/** The hosts a person has to do with by something of their own: what they applied for, speak at, report from, were sent. */
export async function hostsOfPerson(db: Reader, who: SignedIn): Promise<string[]> {
	const me = who.personId;
	const along = sql`select application_id from coapplicants
		where email = (select email from people where id = ${me}) and removed_at is null`;
	const stops = sql`select stop_id from speakers where person_id = ${me}
		union select stop_id from accreditations where person_id = ${me}
		union select stop_id from briefings where person_id = ${me}`;
	return listed(
		db,
		sql`select host_id as id, 0 as nth from roles where person_id = ${me} and ended_at is null
			union select calls.host_id, 0 from applications join calls on calls.id = call_id
				where applicant_id = ${me} or applications.id in (${along})
			union select host_id, 0 from stops where id in (${stops})`,
		0
	);
}

async function listed(db: Reader, hosts: Hosts, most: 0 | 1): Promise<string[]> {
	const rows = await db
		.selectFrom(sql<{ id: string | null; nth: number }>`(${hosts})`.as('hosts'))
		.select('id')
		.distinct()
		.where('id', 'is not', null)
		.where('nth', '<=', most)
		.execute();
	return rows.map(({ id }) => id!);
}

const none: Hosts = sql`select null::uuid as id, 0 as nth`;

const ofCall = (which: RawBuilder<unknown>): Hosts => sql`
	select calls.host_id as id, 0 as nth from calls where ${which}
	union select stops.host_id, 1 from calls join stops on stops.id = calls.stop_id where ${which}
	union select stops.host_id, 1 from calls join call_stops on call_stops.call_id = calls.id
		join stops on stops.id = call_stops.stop_id where ${which}`;

const ofStop = (which: RawBuilder<unknown>): Hosts => sql`
	select stops.host_id as id, 0 as nth from stops where ${which}
	union select calls.host_id, 1 from calls join stops on stops.id = calls.stop_id where ${which}
	union select calls.host_id, 1 from calls join call_stops on call_stops.call_id = calls.id
		join stops on stops.id = call_stops.stop_id where ${which}`;

const ofSession = (which: RawBuilder<unknown>): Hosts => sql`
	select stops.host_id as id, 0 as nth from sessions join stops on stops.id = sessions.stop_id where ${which}
	union select calls.host_id, 1 from sessions join calls on calls.id = sessions.call_id where ${which}`;

const ofApplication = (ids: RawBuilder<unknown>): Hosts =>
	ofCall(sql`calls.id in (select call_id from applications where applications.id in (${ids}))`);
const ofInvitation = (ids: RawBuilder<unknown>): Hosts =>
	ofCall(sql`calls.id in (select call_id from invitations where invitations.id in (${ids}))`);

/** By an id, which a request may have got wrong. */
const byId = (id: string, of: (id: RawBuilder<unknown>) => Hosts): Hosts => (isId(id) ? of(sql`${id}::uuid`) : none);

const invitationsBy = (hash: Buffer) => sql`
	select invitations.id from invitations where token_hash = ${hash}
	union select invitation_id from invitation_links where token_hash = ${hash}
	union select invitation_id from attendees where attendees.token_hash = ${hash}`;

const lookups: Record<Named, (key: string) => Hosts> = {
	call: (slug) => ofCall(sql`calls.slug = ${slug}`),
	draw: (slug) => ofCall(sql`calls.id in (select call_id from draws where draws.slug = ${slug})`),
	stop: (slug) => ofStop(sql`stops.slug = ${slug}`),
	tour: (slug) => ofStop(sql`stops.tour_id in (select id from tours where tours.slug = ${slug})`),
	session: (slug) => ofSession(sql`sessions.slug = ${slug}`),
	application: (id) => byId(id, ofApplication),
	file: (id) =>
		byId(id, (file) => ofCall(sql`calls.id in (select call_id from attachments where attachments.id = ${file})`)),
	briefing: (id) =>
		byId(id, (file) =>
			ofStop(sql`stops.id in (select stop_id from briefings
				join briefing_files on briefing_id = briefings.id where briefing_files.id = ${file})`)
		),
	erasure: (id) =>
		byId(
			id,
			(erasure) => sql`
				${ofCall(sql`calls.id = (select call_id from erasures where erasures.id = ${erasure})`)}
				union ${ofStop(sql`stops.id = (select stop_id from erasures where erasures.id = ${erasure})`)}
				union ${ofSession(sql`sessions.id = (select session_id from erasures where erasures.id = ${erasure})`)}`
		),
	invitation: (token) => ofInvitation(invitationsBy(hashed(token))),
	coapplicant: (token) =>
		ofApplication(sql`select application_id from coapplicants where token_hash = ${hashed(token)}`),
	followup: (token) =>
		isId(token)
			? byId(token, ofApplication)
			: ofApplication(sql`select application_id from followup_links where token_hash = ${hashed(token)}`),
	quote: (token) =>
		ofStop(sql`stops.id in (select stop_id from speakers join quote_links on speaker_id = speakers.id
			where quote_links.token_hash = ${hashed(token)})`),
	survey: (token) =>
		ofStop(sql`stops.id in (select stop_id from surveys join survey_links on survey_id = surveys.id
			where survey_links.token_hash = ${hashed(token)})`),
	certificate: (token) =>
		ofSession(sql`sessions.id in (select session_id from certificates where token_hash = ${hashed(token)})`),
	registration: (token) =>
		ofSession(sql`sessions.id in (select session_id from registrations where token_hash = ${hashed(token)}
			union select session_id from registrations join registration_links on registration_id = registrations.id
				where registration_links.token_hash = ${hashed(token)})`),
	// Its link is its id with a signature, which is looked at where the ticket is.
	ticket: (link) =>
		byId(link.split('.')[0]!, (id) =>
			ofSession(sql`sessions.id in (select session_id from tickets where tickets.id = ${id})`)
		),
	device: (id) =>
		byId(id, (device) =>
			ofSession(sql`sessions.id in (select session_id from doors
				join door_devices on door_id = doors.id where door_devices.id = ${device})`)
		),
	scanner: (token) =>
		ofSession(sql`sessions.id in (select session_id from doors
			join door_devices on door_id = doors.id where door_devices.token_hash = ${hashed(token)})`),
	program: (token) => sql`select host_id as id, 0 as nth from tokens where hash = ${hashed(token)}`
};
