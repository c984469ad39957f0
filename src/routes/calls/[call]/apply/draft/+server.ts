import { DraftSent } from '#domain/applications/form.ts';
import { ownApplication } from '#domain/applications/read.server.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { draftProblem } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';

/** Saves a draft as it is typed. A newer one of another device is not overwritten: it comes back, to be shown. */
export async function POST({ request, params, locals: { db, visitor, arrivedAt } }) {
	const call = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, call.id);
	const sent = DraftSent.safeParse(await request.json().catch(() => null));
	if (!sent.success) throw badRequest();
	try {
		const { version, savedAt } = await saveDraft(db, who, sent.data, arrivedAt);
		return Response.json({ version, savedAt });
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return draftProblem(fault, fault.code === 'applications.newer-draft' ? { draft: await draftOf() } : {});
	}

	async function draftOf() {
		const own = await ownApplication(reading(db), who);
		return own && { answers: own.answers, version: own.version, savedAt: own.saved_at };
	}
}
