import { isForReviewers, fileNotFound } from '#domain/applications/attachments.rules.ts';
import { shownToReviewers, usesOf, wholeFile, type WholeFile } from '#domain/applications/attachments.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorById } from '#domain/people/read.server.ts';
import { hasRole, type SignedIn } from '#domain/people/rules.ts';
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
export async function GET({ params, url, request, locals }: RequestEvent) {
	const { db, arrivedAt } = locals;
	const linked = await linkedPerson(reading(db), params.file, url, arrivedAt);
	const visitor = linked ? await visitorById(reading(db), linked) : locals.visitor;
	const file = await wholeFile(reading(db), params.file);
	const who = gate.signedIn(visitor);
	const name = await nameFor({ ...locals, visitor }, who, file);
	if (name === undefined) throw fileNotFound();
	if (filesOrigin && !linked) return linkFor(db, { id: file.id, personId: who.personId }, arrivedAt);
	return sendFile({ ...file, name, kind: file.kind! }, request);
}

/** The name a file is sent under to who may have it: to a reviewer of a blind application it tells nothing. */
async function nameFor(
	{ db, visitor, arrivedAt }: App.Locals,
	who: SignedIn,
	file: WholeFile
): Promise<string | undefined> {
	if (file.applicant_id === who.personId) return file.name;
	for (const { applicationId, call } of await usesOf(reading(db), file.id)) {
		if (hasRole(visitor, 'organiser', call) || hasRole(visitor, 'auditor', call)) return file.name;
		if (!(await hasOpened(reading(db), who, applicationId, arrivedAt))) continue;
		if (!isForReviewers(file.state, await shownToReviewers(reading(db), call.id))) continue;
		if (!(await isBlind(reading(db), applicationId))) return file.name;
		if ((await filesLetThrough(reading(db), applicationId)).includes(file.id)) return `file.${file.kind}`;
	}
	return undefined;
}
