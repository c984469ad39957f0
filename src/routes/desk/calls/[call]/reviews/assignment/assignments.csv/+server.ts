import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { exportAssignments } from '#domain/assignments/transfers.write.server.ts';
import { csvLines } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';

/** Who reads what, a row for each pair. */
export async function GET({ params, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const pairs = await exportAssignments(db, who, 'csv', arrivedAt);
	const rows = pairs.map(({ application, reviewer, name }) => [application ?? '', reviewer, name]);
	const table = csvLines([['application', 'reviewer', 'name'], ...rows]);
	return streamed(table, { type: 'text/csv; charset=utf-8', name: `${params.call}-assignments.csv` });
}
