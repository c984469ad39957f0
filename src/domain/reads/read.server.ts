import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { HostAuditor } from '#domain/people/rules.ts';
import { bulk, monthBounds, type Reading } from './rules.ts';

/** What is looked for in a host's log: a month, and in it one person's reads, one call's, one application's. */
export type SoughtReads = {
	month: string;
	person: string | null;
	call: string | null;
	application: string | null;
	page: number;
};

export const readsPageSize = 50;

/** A read as the log shows it. */
export type ReadRow = Awaited<ReturnType<typeof readsPage>>['rows'][number];

/** One page of a host's log, newest first. Whose data it was is told by number, in the order of the numbers. */
export async function readsPage(db: Reader, who: Pick<HostAuditor, 'hostId'>, sought: SoughtReads) {
	const [total, rows] = await Promise.all([
		totalOf(db, who, sought),
		found(db, who, sought)
			.innerJoin('people', 'people.id', 'reads.person_id')
			.innerJoin('calls', 'calls.id', 'reads.call_id')
			.select(['reads.id', 'reads.read_at', 'reads.what', 'reads.reason', 'reads.address', 'calls.slug as call'])
			.select(['calls.notice_number', 'people.name', 'people.email', 'people.id as person_id'])
			.select(sql<number>`cardinality(application_ids)`.as('count'))
			.select(
				sql<string[]>`array(
				select coalesce(applications.number, '–') from applications where applications.id = any(application_ids[1:5])
				order by applications.number)`.as('numbers')
			)
			.orderBy('reads.read_at', 'desc')
			.orderBy('reads.id', 'desc')
			.limit(readsPageSize)
			.offset((sought.page - 1) * readsPageSize)
			.execute()
	]);
	return { total, rows: rows.map((row) => ({ ...row, what: row.what as Reading })) };
}

async function totalOf(db: Reader, who: Pick<HostAuditor, 'hostId'>, sought: SoughtReads): Promise<number> {
	const counts = sought.application
		? found(db, who, sought).select((eb) => eb.fn.countAll<number>().as('total'))
		: kept(db, who, sought).select((eb) => eb.fn.coalesce(eb.fn.sum<number>('reads'), eb.lit(0)).as('total'));
	return (await counts.executeTakeFirstOrThrow()).total;
}

/** Who read how much in the month, the busiest first. */
export function readersOf(db: Reader, who: HostAuditor, sought: SoughtReads) {
	const ofAll = { ...sought, person: null };
	return db
		.selectFrom(sought.application ? counted(found(db, who, ofAll)) : summed(kept(db, who, ofAll)))
		.innerJoin('people', 'people.id', 'person_id')
		.select(['people.id', 'people.name', 'people.email', 'reads', 'exports', 'applications'])
		.orderBy('applications', 'desc')
		.execute();
}

const counted = (rows: ReturnType<typeof found>) =>
	rows
		.select('person_id')
		.select((eb) => eb.fn.countAll<number>().as('reads'))
		.select(sql<number>`count(*) filter (where what = 'export')`.as('exports'))
		.select(sql<number>`sum(cardinality(application_ids))`.as('applications'))
		.groupBy('person_id')
		.as('counts');

const summed = (rows: ReturnType<typeof kept>) =>
	rows
		.select('person_id')
		.select((eb) => eb.fn.sum<number>('reads').as('reads'))
		.select((eb) => eb.fn.sum<number>('exports').as('exports'))
		.select((eb) => eb.fn.sum<number>('applications').as('applications'))
		.groupBy('person_id')
		.as('counts');

/** The sums the log keeps by itself: all but of one application can be said without reading a hundred thousand rows. */
function kept(db: Reader, who: Pick<HostAuditor, 'hostId'>, { month, person, call }: SoughtReads) {
	let rows = db.selectFrom('read_sums').where('host_id', '=', who.hostId).where('month', '=', `${month}-01`);
	if (person && isId(person)) rows = rows.where('person_id', '=', person);
	return call ? rows.where('call_id', 'in', db.selectFrom('calls').select('id').where('slug', '=', call)) : rows;
}

function found(db: Reader, who: Pick<HostAuditor, 'hostId'>, { month, person, call, application }: SoughtReads) {
	const { from, until } = monthBounds(month);
	let rows = db
		.selectFrom('reads')
		.where('reads.host_id', '=', who.hostId)
		.where('read_at', '>=', from)
		.where('read_at', '<', until);
	if (person && isId(person)) rows = rows.where('person_id', '=', person);
	if (call) rows = rows.where('reads.call_id', 'in', db.selectFrom('calls').select('id').where('slug', '=', call));
	if (application) {
		rows = rows.where(
			sql<boolean>`exists (select from applications where number = ${application} and applications.id = any(application_ids))`
		);
	}
	return rows;
}

/** The months of a host's log, newest first, with who has looked each over. */
export async function monthsOf(db: Reader, who: HostAuditor) {
	const [months, checks] = await Promise.all([
		monthsWith(db, sql<boolean>`host_id = ${who.hostId}`),
		db
			.selectFrom('read_checks')
			.innerJoin('people', 'people.id', 'checked_by')
			.select(['month', 'said', 'checked_at', 'checked_by', 'people.name', 'people.email'])
			.where('host_id', '=', who.hostId)
			.orderBy('checked_at')
			.execute()
	]);
	return months.map(({ month }) => ({ month, checks: checks.filter((check) => check.month === month) }));
}

/** When it was told that somebody read a great many, newest first. */
export function alertsOf(db: Reader, who: HostAuditor, month: string) {
	const { from, until } = monthBounds(month);
	return db
		.selectFrom('read_alerts')
		.innerJoin('people', 'people.id', 'person_id')
		.select([
			'read_alerts.id',
			'rule',
			'applications',
			'alerted_at',
			'people.id as person_id',
			'people.name',
			'people.email'
		])
		.where('host_id', '=', who.hostId)
		.where('alerted_at', '>=', from)
		.where('alerted_at', '<', until)
		.orderBy('alerted_at', 'desc')
		.execute();
}

/** The hosts for all of whose calls a person organises or audits, by name. */
export function hostsNamed(db: Reader, ids: string[]) {
	if (ids.length === 0) return Promise.resolve([]);
	return db.selectFrom('hosts').select(['id', 'name']).where('id', 'in', ids).orderBy('slug').execute();
}

/** The calls of a host, to choose one of. */
export function callsOfHost(db: Reader, who: HostAuditor) {
	return db
		.selectFrom('calls')
		.select(['slug', 'notice_number', 'title'])
		.where('host_id', '=', who.hostId)
		.orderBy('made_at', 'desc')
		.execute();
}

// An export has said why; what is told is who reads through many, one after the other. Whoever looks at one list again and
// again reads the same: it is counted through once.
const many = (db: Reader, at: Date) =>
	db
		.selectFrom(lately(db, at).as('reads'))
		.innerJoinLateral(sql<{ id: string }>`unnest(reads.application_ids)`.as('one'), (join) => join.onTrue())
		.select(['reads.host_id', 'reads.person_id'])
		.select(sql<number>`count(distinct one.one)`.as('applications'))
		.select(sql<string>`(array_agg(reads.call_id order by reads.last desc))[1]`.as('call_id'))
		.where(
			sql<boolean>`not exists (select from read_alerts told where told.rule = 'bulk' and told.host_id = reads.host_id
				and told.person_id = reads.person_id and told.alerted_at > ${new Date(at.getTime() - bulk.quietMinutes * 60_000)})`
		)
		.groupBy(['reads.host_id', 'reads.person_id'])
		.having(sql<boolean>`count(distinct one.one) >= ${bulk.applications}`);

const lately = (db: Reader, at: Date) =>
	db
		.selectFrom('reads')
		.select(['host_id', 'person_id', 'call_id', 'application_ids'])
		.select((eb) => eb.fn.max('id').as('last'))
		.where('read_at', '>', new Date(at.getTime() - bulk.minutes * 60_000))
		.where('read_at', '<=', at)
		.where('what', '<>', 'export')
		.groupBy(['host_id', 'person_id', 'call_id', 'application_ids']);

/** Who has just read a great many applications of a host, and nobody has been told within the hour. */
export function bulkReaders(db: Reader, at: Date): Promise<{ host_id: string; person_id: string }[]> {
	return many(db, at).execute();
}

/** The same of one person, with their name. */
export async function bulkReader(db: Reader, who: { personId: string; hostId: string }, at: Date) {
	const row = await many(db, at)
		.where('reads.person_id', '=', who.personId)
		.where('reads.host_id', '=', who.hostId)
		.executeTakeFirst();
	if (!row) return undefined;
	const person = await db
		.selectFrom('people')
		.select(['name', 'email'])
		.where('id', '=', who.personId)
		.executeTakeFirstOrThrow();
	return { ...row, name: person.name || person.email };
}

/** The organisers of a host, for all of its calls. */
export function organisersOf(db: Reader, hostId: string) {
	return db
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['people.email', 'people.locale'])
		.distinct()
		.where('roles.host_id', '=', hostId)
		.where('role', '=', 'organiser')
		.where('call_id', 'is', null)
		.where('ended_at', 'is', null)
		.execute();
}

/** Whether there is anything the log need not keep any longer. */
export async function hasReadsBefore(db: Reader, before: Date): Promise<boolean> {
	const row = await db.selectFrom('reads').select('id').where('read_at', '<', before).limit(1).executeTakeFirst();
	return row !== undefined;
}

/** The months in which a call's applications were read, newest first. */
export async function monthsOfCall(db: Reader, callId: string): Promise<string[]> {
	const ofCall = sql<boolean>`host_id = (select host_id from calls where id = ${callId}) and call_id = ${callId}`;
	return (await monthsWith(db, ofCall)).map(({ month }) => month);
}

// Of years of reads only the first, the last and one of each month between are looked up, by the index.
function monthsWith(db: Reader, which: RawBuilder<boolean>) {
	const from = sql`date_trunc('month', (select min(read_at) from reads where ${which}) at time zone 'UTC')`;
	const to = sql`(select max(read_at) from reads where ${which}) at time zone 'UTC'`;
	return db
		.selectFrom(
			sql<{ start: Date }>`generate_series(${from}, ${to}, interval '1 month')`.as<'months'>(sql`months(start)`)
		)
		.select(sql<string>`to_char(start, 'YYYY-MM')`.as('month'))
		.where(
			// By a limit, not by exists: that is planned as a join over all there are.
			sql<boolean>`(select true from reads where ${which} and read_at >= start at time zone 'UTC'
				and read_at < (start + interval '1 month') at time zone 'UTC' limit 1)`
		)
		.orderBy('start', 'desc')
		.execute();
}
