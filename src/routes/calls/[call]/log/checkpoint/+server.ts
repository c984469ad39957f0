import { newestCheckpoint } from '#domain/applications/log.read.server.ts';
import { nothingLogged } from '#domain/applications/log.rules.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The newest signed head of the call's log, as a signed note (C2SP tlog-checkpoint). */
export async function GET({ params, locals: { db } }) {
	const call = await publishedCall(reading(db), params.call);
	const newest = await newestCheckpoint(reading(db), call.id);
	if (!newest) throw nothingLogged();
	return new Response(newest.note, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
