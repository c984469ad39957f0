import { saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { guardianOf } from '#domain/applications/consents.read.server.ts';
import { oneApplication } from '#domain/applications/desk.read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const application = await oneApplication(reading(db), who, params.application);
	const { fields, terms } = await callForm(reading(db), call.id, application.formVersion);
	const [newest] = application.receipts;
	const guardian = newest && application.answers ? await guardianOf(reading(db), newest.id) : undefined;
	const files = await saidOfFiles(reading(db), application.answers ?? {});
	const read = { what: 'application' as const, call, applicationIds: [application.id], address: getClientAddress() };
	await noteRead(db, who, read, arrivedAt);
	return { application, fields, terms, guardian, files };
}
