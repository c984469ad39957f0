import { callBySlug } from '#domain/calls/read.server.ts';
import { outcomeOf } from '#domain/followups/report.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reading } from '#lib/db.server.ts';

/** What came of a call, to read and to print. */
export async function load({ params, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const report = await outcomeOf(reading(db), call);
	const read = { call, applicationIds: report.rows.map(({ id }) => id), address: getClientAddress() };
	await noteRead(db, who, { what: 'list', ...read }, arrivedAt);
	return { report };
}
