import { LeavesAsked } from '#domain/applications/form.ts';
import { journalCheckpoints } from '#domain/journal/checkpoints.read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The signed heads of the journal above `from` lines, oldest first, one after another; at most 1,000 at once. */
export async function GET({ url, locals: { db } }) {
	const { from } = readQuery(LeavesAsked, url);
	const heads = await journalCheckpoints(reading(db), from);
	const text = heads.map(({ note }) => note).join('\n');
	return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
