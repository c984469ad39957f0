import { LeavesAsked } from '#domain/applications/form.ts';
import { leavesFrom } from '#domain/applications/log.read.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The leaves of the call's log from `from` on, each on a line of its own; at most 5,000 at once. */
export async function GET({ params, url, locals: { db } }) {
	const call = await publishedCall(reading(db), params.call);
	const { from } = readQuery(LeavesAsked, url);
	const leaves = await leavesFrom(reading(db), call.id, from, 5_000);
	const text = leaves.map(({ leaf }) => `${leaf}\n`).join('');
	return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
