import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { chain } from '#domain/journal/chain.read.server.ts';
import { actorsOf, calledBy, journalOf } from '#domain/journal/read.server.ts';
import { kindNamed } from '#domain/journal/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

const pageSize = 50;

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const before = Number(url.searchParams.get('before')) || undefined;
	const sought = { kind: kindNamed(url.searchParams.get('kind')), by: url.searchParams.get('by') };
	const [lines, chained, actors, { tracks }] = await Promise.all([
		journalOf(reading(db), call.id, { before, ...sought }, pageSize + 1),
		chain.look(reading(db), arrivedAt),
		actorsOf(reading(db), call.id),
		wholeCall(reading(db), call)
	]);
	const shown = lines
		.slice(0, pageSize)
		.map(({ hash, ...line }) => ({ ...line, mark: hash.toString('hex').slice(0, 8) }));
	const ids = shown.flatMap(({ about, detail }) => [about, String(detail.reviewer ?? '')]);
	return {
		...{ lines: shown, chained, before, sought, actors },
		called: await calledBy(reading(db), ids),
		trackNames: Object.fromEntries(tracks.map(({ key, name }) => [key, name])),
		older: lines.length > pageSize ? shown.at(-1)?.seq : undefined
	};
}
