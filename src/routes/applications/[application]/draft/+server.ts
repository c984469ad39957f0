import { sharedApplication } from '#domain/applications/coapplicants.read.server.ts';
import { DraftSent } from '#domain/applications/form.ts';
import { badRequest } from '#domain/applications/rules.ts';
import { saveSharedDraft } from '#domain/applications/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { draftProblem } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';

/** Saves a draft as somebody who applies along types it. A newer one is not overwritten: it comes back, to be shown. */
export async function POST({ request, params, locals: { db, visitor, arrivedAt } }) {
	const who = gate.signedIn(visitor);
	const sent = DraftSent.safeParse(await request.json().catch(() => null));
	if (!sent.success) throw badRequest();
	try {
		const what = { applicationId: params.application, sent: sent.data };
		const { version, savedAt } = await saveSharedDraft(db, who, what, arrivedAt);
		return Response.json({ version, savedAt });
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		const isNewer = fault.code === 'applications.newer-draft';
		const shared = isNewer ? await sharedApplication(reading(db), who, params.application) : null;
		const draft = shared && { answers: shared.answers, version: shared.version, savedAt: shared.saved_at };
		return draftProblem(fault, draft ? { draft } : {});
	}
}
