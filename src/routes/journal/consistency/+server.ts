import { ConsistencyAsked } from '#domain/applications/form.ts';
import { checkSizes } from '#domain/applications/log.rules.ts';
import { journalTree } from '#domain/journal/checkpoints.read.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** The proof that the journal of `from` lines begins the journal of `to` lines (RFC 9162 §2.1.4), with both roots. */
export async function GET({ url, locals: { db } }) {
	const { from, to } = readQuery(ConsistencyAsked, url);
	const tree = await journalTree(reading(db));
	checkSizes({ from, to }, tree.size);
	const roots = { fromRoot: tree.root(from), toRoot: tree.root(to) };
	return Response.json({ from, to, ...roots, path: tree.consistency(from, to) });
}
