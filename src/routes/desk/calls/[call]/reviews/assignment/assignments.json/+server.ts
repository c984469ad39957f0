import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { exportAssignments } from '#domain/assignments/transfers.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';

/** Who reads what, as pretalx takes it: by reviewer, or with `?by=application` the other way round. */
export async function GET({ params, url, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const pairs = await exportAssignments(db, who, 'json', arrivedAt);
	const isByApplication = url.searchParams.get('by') === 'application';
	const keyed = Map.groupBy(pairs, (pair) => (isByApplication ? (pair.application ?? '') : pair.reviewer));
	const lists = [...keyed].map(([key, own]) => [
		key,
		own.map((pair) => (isByApplication ? pair.reviewer : (pair.application ?? '')))
	]);
	const text = JSON.stringify(Object.fromEntries(lists), null, '\t');
	return streamed([text], { type: 'application/json', name: `${params.call}-assignments.json` });
}
