import { sql } from 'kysely';
import type { Db } from '#lib/db.server.ts';

type World = { host: string; call: { id: string } };
/** One hidden read: whose application, as what, and when. */
export type Hidden = { application_id: string; what: 'application' | 'file'; at: Date };

/** Applications of made-up people in a call, straight into the store. Answers with their ids. */
export async function plantApplications(db: Db, { call }: World, count: number): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		with applying as (
			insert into people (email, name, locale, made_at)
			select 'leak-' || n || '@example.test', 'Applicant ' || n, case when n % 2 = 0 then 'en' else 'ko' end, '2026-01-01'
			from generate_series(1, ${count}::int) as n returning id
		)
		insert into applications (call_id, applicant_id, answers, saved_at, submitted_at)
		select ${call.id}, id, '{"proposal": "…", "empty": ""}', '2026-11-01', '2026-11-01' from applying returning id`.execute(
		db
	);
	return rows.map(({ id }) => id);
}

/** Many lines of honest reading in the four weeks before `at`, by these people, a list of three among every ten. */
export async function plantReads(
	db: Db,
	{ host, call }: World,
	{ readers, applications, lines, at }: { readers: string[]; applications: string[]; lines: number; at: Date }
): Promise<void> {
	await sql`
		insert into reads (host_id, call_id, person_id, what, application_ids, address, read_at)
		select ${host}, ${call.id}, (${readers}::uuid[])[1 + n % ${readers.length}::int],
			case when n % 10 < 3 then 'list' else 'application' end,
			case when n % 10 < 3 then ids[1 + (n * 7) % size : 20 + (n * 7) % size] else array[ids[1 + (n * 13) % size]] end,
			'192.0.2.' || (1 + n % ${readers.length}::int),
			${at}::timestamptz - interval '28 days' * n / ${lines}::int
		from generate_series(1, ${lines}::int) as n, (select ${applications}::uuid[] as ids, ${applications.length}::int as size) as all_of`.execute(
		db
	);
}

/** What somebody means to read: of so many applications, one after the other within three days before `at`. */
export function hiddenReads(applications: string[], { count, at }: { count: number; at: Date }): Hidden[] {
	const stepMs = (3 * 86_400_000) / count;
	return Array.from({ length: count }, (_, nth) => ({
		application_id: applications[(nth * 17) % applications.length]!,
		what: nth % 5 === 0 ? 'file' : 'application',
		at: new Date(Math.floor(at.getTime() - (count - nth) * stepMs))
	}));
}
