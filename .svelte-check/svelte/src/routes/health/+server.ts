import { reading } from '#lib/db.server.ts';

/** Whether this process can reach its database. */
export async function GET({ locals: { db } }: import('./$types.js').RequestEvent) : Promise<Response> {
	await reading(db).selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
	return Response.json({ ok: true });
}
