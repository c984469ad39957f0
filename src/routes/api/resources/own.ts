import { exportShown, massFrom } from '#domain/applications/shown.read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { noteProgramRead } from '#domain/reads/programs.write.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import type { ReadOf } from '#domain/reads/rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Asked } from '../operation.ts';

/** The call of the address, and proof of an auditor of it. Another's is not there. */
export async function auditedCall({ read, params, visitor }: Asked) {
	const call = await callBySlug(read, params.call!);
	return { call, who: gate.auditor(visitor, call) };
}

/** Leaves that a program has read these applications; from so many on it is an export, which two people decide. */
export async function noteProgram(
	asked: Asked,
	{ call, who }: Awaited<ReturnType<typeof auditedCall>>,
	read: Pick<ReadOf, 'what' | 'applicationIds'>
): Promise<void> {
	const all = (db: Reader) => exportShown(db, call.id);
	const by = { ...read, call, address: asked.address, token: asked.token, most: massFrom, all };
	await noteProgramRead(asked.db, { ...who, hostId: call.host_id }, by, asked.at);
}

/** Leaves that a program has seen these applications in a list that holds nothing of what they say. */
export async function noteListed(
	asked: Asked,
	{ call, who }: Awaited<ReturnType<typeof auditedCall>>,
	read: Pick<ReadOf, 'what' | 'applicationIds'>
): Promise<void> {
	await noteRead(asked.db, who, { ...read, call, address: asked.address, tokenId: asked.token.id }, asked.at);
}

/** Proof of an organiser of the call that the address names. */
export async function organisedCall({ read, params, visitor }: Asked) {
	const call = await callBySlug(read, params.call!);
	return { call, who: gate.organiser(visitor, call) };
}

/** The stop of the address, and proof of an organiser of its host. */
export async function organisedStop({ read, params, visitor }: Asked) {
	const stop = await stopBySlug(read, params.stop!);
	return { stop, who: gate.hostOrganiser(visitor, stop.host_id ?? '') };
}

/** The session of the address, and proof of an organiser of its host. */
export async function organisedSession({ read, params, visitor }: Asked) {
	const session = await sessionBySlug(read, params.session!);
	return { session, who: gate.hostOrganiser(visitor, session.host_id) };
}

/** The session of the address, for one who moderates it. */
export async function moderatedSession({ read, params, visitor }: Asked) {
	const session = await sessionBySlug(read, params.session!);
	gate.moderator(visitor, atGate(session));
	return session;
}
