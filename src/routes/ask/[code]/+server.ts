import { redirect } from '@sveltejs/kit';
import { sessionOfCode } from '#domain/questions/read.server.ts';
import { isCode } from '#domain/questions/rules.ts';
import { sessionNotFound } from '#domain/programme/rules.ts';
import { reading } from '#lib/db.server.ts';

/** From the six digits shown in a hall to its session. Who may see that is asked there. */
export async function GET({ params: { code }, locals: { db, atHostId, arrivedAt } }) {
	if (!isCode(code)) throw sessionNotFound();
	redirect(303, `/sessions/${await sessionOfCode(reading(db), code, atHostId, arrivedAt)}`);
}
