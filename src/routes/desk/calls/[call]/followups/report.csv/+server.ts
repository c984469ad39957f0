import { callBySlug } from '#domain/calls/read.server.ts';
import { outcomeOf } from '#domain/followups/report.read.server.ts';
import { outcomeTable } from '#domain/followups/report.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { ReasonForm } from '#domain/reads/form.ts';
import { noteExport } from '#domain/reads/write.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { csvLines } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';

/** What came of a call as a table. That it went out, and why, is left in the log and the journal. */
export async function GET({ params, url, getClientAddress, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.organiser(visitor, call);
	const { reason } = readQuery(ReasonForm, url);
	const report = await outcomeOf(reading(db), call);
	const taken = { reason, call, applicationIds: report.rows.map(({ id }) => id), address: getClientAddress() };
	await noteExport(db, who, { ...taken, verb: 'followup.exported' }, arrivedAt);
	const pieces = csvLines(outcomeTable(report, locale));
	return streamed(pieces, { type: 'text/csv; charset=utf-8', name: `followups-${call.slug}.csv` });
}
