import { isForReviewers, fileNotFound } from '#domain/applications/attachments.rules.ts';
import { shownToReviewers, usesOf, wholeFile, type WholeFile } from '#domain/applications/attachments.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorById } from '#domain/people/read.server.ts';
import { hasRole, type SignedIn } from '#domain/people/rules.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { filesLetThrough, isBlind } from '#domain/reviews/blind.read.server.ts';
import { hasOpened } from '#domain/reviews/desk.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { linkedPerson, linkFor, sendFile } from '#lib/serving.server.ts';
import { filesOrigin } from '#lib/settings.server.ts';
import type { RequestEvent } from './$types';

/**
 * A file, to keep and never to show: to its applicant, to the call's organisers and auditors, and to a reviewer who may
 * read the application. Where the settings name another origin for files, a link there that lasts some minutes; whom it
 * is for is asked again there, so that a conflict ends it too.
 */
export async function GET({ params, url, request, locals, getClientAddress }: RequestEvent) {
	const { db, arrivedAt } = locals;
	const linked = await linkedPerson(reading(db), params.file, url, arrivedAt);
	const visitor = linked ? await visitorById(reading(db), linked, locals.arrivedAt) : locals.visitor;
	const file = await wholeFile(reading(db), params.file);
	const who = gate.signedIn(visitor);
	const use = file.applicant_id === who.personId ? null : await useFor({ ...locals, visitor }, who, file);
	if (use && !linked) await noteRead(db, who, { what: 'file', ...use, address: getClientAddress() }, arrivedAt);
	if (filesOrigin && !linked) return linkFor(db, { id: file.id, personId: who.personId }, arrivedAt);
	return sendFile({ ...file, name: use?.name ?? file.name, kind: file.kind! }, request);
}

/**
 * The application as whose a visitor who works for its call may have the file, and the name it is sent under: to a
 * reviewer of a blind application it tells nothing. Refuses where there is none.
 */
async function useFor({ db, visitor, arrivedAt }: App.Locals, who: SignedIn, file: WholeFile) {
	for (const { applicationId, call } of await usesOf(reading(db), file.id)) {
		const use = { call, applicationIds: [applicationId], name: file.name };
		if (hasRole(visitor, 'organiser', call) || hasRole(visitor, 'auditor', call)) return use;
		if (!(await hasOpened(reading(db), who, applicationId, arrivedAt))) continue;
		if (!isForReviewers(file.state, await shownToReviewers(reading(db), call.id))) continue;
		if (!(await isBlind(reading(db), applicationId))) return use;
		if ((await filesLetThrough(reading(db), applicationId)).includes(file.id))
			return { ...use, name: `file.${file.kind}` };
	}
	throw fileNotFound();
}
