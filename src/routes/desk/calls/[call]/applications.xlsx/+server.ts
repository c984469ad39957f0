import { exportedApplications } from '#domain/applications/desk.read.server.ts';
import { tableOf } from '#domain/applications/exports.rules.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import { checkMassExport } from '#domain/applications/shown.read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { ReasonForm } from '#domain/reads/form.ts';
import { noteExport } from '#domain/reads/write.server.ts';
import { readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { streamedTable } from '#lib/streamed.server.ts';

/** Every submitted application as a workbook. That personal data went out, and why, is a fact: the log and the journal tell it. */
export async function GET({ params, url, getClientAddress, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.organiser(visitor, call);
	const { reason } = readQuery(ReasonForm, url);
	await checkMassExport(reading(db), who, arrivedAt);
	const all = await exportedApplications(reading(db), who);
	const forms = await formFieldsOf(reading(db), call.id);
	const taken = { reason, call, applicationIds: all.map(({ id }) => id), address: getClientAddress() };
	await noteExport(db, who, taken, arrivedAt);
	const sheet = call.notice_number.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
	return streamedTable(tableOf(all, forms, locale), 'xlsx', `applications-${call.slug}`, sheet);
}
