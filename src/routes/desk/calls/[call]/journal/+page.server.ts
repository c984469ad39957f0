import { callBySlug } from '#domain/calls/read.server.ts';
import { firstBrokenLine, journalOf } from '#domain/journal/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

const pageSize = 50;

export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const before = Number(url.searchParams.get('before')) || undefined;
	const [lines, broken] = await Promise.all([
		journalOf(reading(db), call.id, before, pageSize + 1),
		firstBrokenLine(reading(db))
	]);
	const shown = lines
		.slice(0, pageSize)
		.map(({ hash, ...line }) => ({ ...line, mark: hash.toString('hex').slice(0, 8) }));
	return { lines: shown, broken, older: lines.length > pageSize ? shown.at(-1)?.seq : undefined, before };
}
