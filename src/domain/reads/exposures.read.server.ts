import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { HostAuditor } from '#domain/people/rules.ts';
import { exposureNotFound, type Exposed, type SoughtExposure } from './exposures.rules.ts';
import type { Reading } from './rules.ts';

/**
 * What could have been seen of whom: every application of a host that was read as sought, with what of it and each time, in
 * the order of the first. Nothing is left out and nothing is guessed: it is what the log of reads has.
 */
export async function exposedTo(
	db: Reader,
	{ hostId }: Pick<HostAuditor, 'hostId'>,
	sought: SoughtExposure
): Promise<Exposed[]> {
	let seen = db
		.selectFrom('reads')
		.innerJoinLateral(sql<{ id: string }>`unnest(reads.application_ids)`.as('one'), (join) => join.onTrue())
		.select(sql<string>`one.one`.as('application_id'))
		.select(sql<Reading[]>`array_agg(distinct reads.what order by reads.what)`.as('readings'))
		.select(sql<Date[]>`array_agg(reads.read_at order by reads.read_at, reads.id)`.as('times'))
		.where('reads.host_id', '=', hostId)
		.where('reads.read_at', '>=', sought.from)
		.where('reads.read_at', '<', sought.until)
		.groupBy(sql`one.one`);
	if (sought.person) seen = seen.where('reads.person_id', '=', sought.person);
	if (sought.token) seen = seen.where('reads.token_id', '=', sought.token);
	if (sought.address) seen = seen.where('reads.address', '=', sought.address);
	const rows = await db
		.selectFrom(seen.as('seen'))
		.innerJoin('applications', 'applications.id', 'seen.application_id')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['seen.application_id', 'applications.number', 'applicant_id as person_id', 'readings', 'times'])
		.select(['calls.slug as call', 'calls.notice_number'])
		.select(
			sql<string[]>`array(select key from jsonb_each_text(applications.answers) where value <> '' order by key)`.as(
				'fields'
			)
		)
		.execute();
	return rows
		.map((row) => ({ ...row, first: row.times[0]!, last: row.times.at(-1)! }))
		.toSorted((a, b) => a.first.getTime() - b.first.getTime() || a.application_id.localeCompare(b.application_id));
}

/** The names of the asked for answers in the forms of these calls, in both languages, by key. */
export async function fieldLabels(db: Reader, slugs: string[]) {
	if (slugs.length === 0) return new Map<string, { ko: string; en: string }>();
	const rows = await db
		.selectFrom('fields')
		.innerJoin('calls', 'calls.id', 'fields.call_id')
		.select(['key', 'label'])
		.where('calls.slug', 'in', slugs)
		.execute();
	return new Map(rows.map(({ key, label }) => [key, label]));
}

/** Who of a host's log has read between two instants: accounts, tokens and addresses, to choose from. */
export async function soughtFrom(db: Reader, { hostId }: Pick<HostAuditor, 'hostId'>) {
	const [people, tokens] = await Promise.all([
		db
			.selectFrom('reads')
			.innerJoin('people', 'people.id', 'reads.person_id')
			.select(['people.id', 'people.name', 'people.email'])
			.distinct()
			.where('reads.host_id', '=', hostId)
			.orderBy('people.name')
			.execute(),
		db
			.selectFrom('tokens')
			.select(['id', 'name', 'revoked_at'])
			.where('host_id', '=', hostId)
			.orderBy('made_at')
			.execute()
	]);
	return { people, tokens };
}

/**
 * Whom these applications are about and who has an account: applicants, and co-applicants who have accepted. Each with the
 * applications; who was erased is no longer written to.
 */
export function concernedBy(db: Reader, applicationIds: string[]) {
	const ids = sql`${applicationIds}::uuid[]`;
	return db
		.selectFrom(
			sql<{ person_id: string; application_id: string }>`(
				select applicant_id as person_id, id as application_id from applications where id = any (${ids})
				union
				select people.id, coapplicants.application_id from coapplicants join people on people.email = coapplicants.email
				where coapplicants.application_id = any (${ids}) and accepted_at is not null)`.as('of')
		)
		.innerJoin('people', 'people.id', 'of.person_id')
		.select(['people.id', 'people.email', 'people.locale'])
		.select(sql<string[]>`array_agg(application_id order by application_id)`.as('applications'))
		.where('people.erased_at', 'is', null)
		.groupBy(['people.id', 'people.email', 'people.locale'])
		.orderBy('people.id')
		.execute();
}

/** What was found and said before, of a host, newest first. */
export function exposuresOf(db: Reader, { hostId }: Pick<HostAuditor, 'hostId'>) {
	return db
		.selectFrom('exposures')
		.select(['id', 'made_at', 'people', 'applications'])
		.where('host_id', '=', hostId)
		.orderBy('made_at', 'desc')
		.limit(50)
		.execute();
}

/** One that was kept, with its host and how its letters stand. Refuses what is not the host's. */
export async function exposureOf(db: Reader, { hostId }: Pick<HostAuditor, 'hostId'>, id: string) {
	const kept = await db
		.selectFrom('exposures')
		.innerJoin('hosts', 'hosts.id', 'exposures.host_id')
		.selectAll('exposures')
		.select('hosts.name as host')
		.where('host_id', '=', hostId)
		.where('exposures.id', '=', isId(id) ? id : hostId)
		.executeTakeFirst();
	if (!kept) throw exposureNotFound();
	const letters = await db
		.selectFrom('exposure_letters')
		.innerJoin('letters', 'letters.id', 'letter_id')
		.select((eb) => eb.fn.countAll<number>().as('all'))
		.select(sql<number>`count(*) filter (where held_at is not null and dropped_at is null)`.as('held'))
		.select(sql<number>`count(*) filter (where sent_at is not null)`.as('sent'))
		.select(sql<number>`count(*) filter (where dropped_at is not null)`.as('dropped'))
		.where('exposure_id', '=', kept.id)
		.executeTakeFirstOrThrow();
	return { ...kept, letters };
}

/** The hosts there are, by address: whoever runs the program asks for one by it. */
export function hostBySlug(db: Reader, slug: string) {
	return db.selectFrom('hosts').select(['id', 'name']).where('slug', '=', slug).executeTakeFirst();
}
