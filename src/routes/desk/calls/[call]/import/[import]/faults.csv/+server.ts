import { dryRun, importOf } from '#domain/applications/imports.read.server.ts';
import { headOfTarget } from '#domain/applications/imports.rules.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { sentenceFor } from '#lib/answer.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { streamed } from '#lib/streamed.server.ts';

/** Everything that is wrong in a file, a line for each: the row, the column, and what to do. The cells stay out of it. */
export async function GET({ params, locals: { db, visitor, arrivedAt } }) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const row = await importOf(reading(db), who, params.import);
	const { judged } = await dryRun(reading(db), row, { at: arrivedAt });
	const lines = judged.flatMap(({ row: nth, faults }) =>
		faults.map(({ target, code, detail }) => [
			String(nth),
			headOfTarget(row.mapping, target),
			sentenceFor(code, detail)
		])
	);
	const table = csv([[m.import_row(), m.import_column(), m.import_what_wrong()], ...lines]);
	return streamed([table], { type: 'text/csv; charset=utf-8', name: `faults-${params.call}.csv` });
}
