import { reading } from '#lib/db.server.ts';

/** Whether this process can reach its database, and what time it is by its clock. */
export async function GET({ locals: { db, arrivedAt } }) {
	await reading(db).selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
	return Response.json({ ok: true, now: arrivedAt });
}
