import { newestJournalCheckpoint } from '#domain/journal/checkpoints.read.server.ts';
import { nothingSigned } from '#domain/journal/checkpoints.rules.ts';
import { reading } from '#lib/db.server.ts';

/** The newest signed head of the journal, as a signed note (C2SP tlog-checkpoint). */
export async function GET({ locals: { db } }) {
	const newest = await newestJournalCheckpoint(reading(db));
	if (!newest) throw nothingSigned();
	return new Response(newest.note, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
