import { ConsistencyAsked } from '#domain/applications/form.ts';
import { logOf } from '#domain/applications/log.read.server.ts';
import { checkSizes } from '#domain/applications/log.rules.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The proof that the log of `from` leaves begins the log of `to` leaves (RFC 9162 §2.1.4), with both roots. */
export async function GET({ params, url, locals: { db } }) {
	const call = await publishedCall(reading(db), params.call);
	const sizes = readQuery(ConsistencyAsked, url);
	const { tree } = await logOf(reading(db), call.id);
	checkSizes(sizes, tree.size);
	const { from, to } = sizes;
	return Response.json({
		from,
		to,
		fromRoot: tree.root(from),
		toRoot: tree.root(to),
		path: tree.consistency(from, to)
	});
}
