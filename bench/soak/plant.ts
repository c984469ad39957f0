import pg from 'pg';
import { plantPresent } from '../intake/people.ts';
import { hashed, newSecret } from '../../src/lib/secret.server.ts';
import type { People } from './mix.ts';

/** How much lies in the store before: of an ordinary house, or of the reference one of the promises. */
export type Size = { applications: number; lines: number; reads: number; calls: number; files: number };

/** People who apply, one who organises and one who reviews, each signed in; and what years have left in the store. */
export async function plantHouse(
	url: string,
	base: string,
	{ applications, lines, reads, calls, files }: Size
): Promise<People> {
	const { slug, present } = await plantPresent(url, applications);
	const client = new pg.Client(url);
	await client.connect();
	try {
		const organiser = await signIn(client, 'organiser@madang.example');
		const reviewer = await signIn(
			client,
			`(select email from people where id = (select person_id from roles where role = 'reviewer' and ended_at is null limit 1))`
		);
		await client.query(`insert into calls select past.* from calls, generate_series(1, ${calls}) as n, jsonb_populate_record(calls, jsonb_build_object(
			'id', gen_random_uuid(), 'slug', 'past-' || n, 'notice_number', 'past ' || n)) as past where calls.slug = 'busan-2026'`);
		for (let done = 0; done < lines; done += 10_000)
			await client.query(`insert into journal (seq, hash, at, by_id, call_id, verb, about, detail)
				select 0, '', now() - interval '1 day', null, ids[1 + n % cardinality(ids)], 'application.submitted', 'x' || n, '{}'
				from (select array_agg(id) as ids from calls) as every, generate_series(1, ${Math.min(10_000, lines - done)}) as n`);
		await client.query(`insert into reads (host_id, call_id, person_id, what, application_ids, address, read_at)
			select calls.host_id, calls.id, people.id, 'application', array[applications.id], '192.0.2.1', now() - interval '60 days' * n / ${reads || 1}
			from generate_series(1, ${reads}) as n, calls, people, lateral (select id from applications where call_id = calls.id limit 1) as applications
			where calls.slug = 'busan-2026' and people.email = 'organiser@madang.example'`);
		await client.query(`insert into attachments (call_id, applicant_id, field, name, size, received, begun_at, touched_at, completed_at, kind, sha256)
			select call_id, applicant_id, 'deck', n || '.pdf', 1000, 1000, saved_at, saved_at, saved_at, 'pdf', encode(sha256((applications.id || ' ' || n)::bytea), 'hex')
			from applications join calls on calls.id = call_id, generate_series(1, ${Math.ceil(files / applications)}) as n where calls.slug = '${slug}'`);
		await client.query('vacuum analyze');
		return { slug, present, organiser, reviewer, base };
	} finally {
		await client.end();
	}
}

async function signIn(client: pg.Client, email: string): Promise<string> {
	const secret = newSecret();
	const whose = email.startsWith('(') ? email : `'${email}'`;
	const { rowCount } = await client.query(
		`insert into sign_ins (token_hash, person_id, way, signed_in_at, expires_at, staff_until)
		select $1, id, 'totp', now(), now() + interval '14 days', now() + interval '12 hours' from people where email = ${whose}`,
		[hashed(secret)]
	);
	if (!rowCount) throw new Error(`nobody is ${email}`);
	return secret;
}
