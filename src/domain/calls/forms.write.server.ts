import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { CorrectionForm } from './form.ts';
import { wholeCall } from './read.server.ts';
import { callClosed, callNotFound, notPublished, type Call } from './rules.ts';
import { changesBetween, correctedFields, formNewer } from './versions.rules.ts';

/**
 * Leaves the next version of a published form, with the reason its applicants will read; answers with its number.
 * Applications begun before stay on theirs. Refuses a draft, a call that has closed, a correction of a version that is
 * no longer the newest, and whatever is more than wording and optional fields.
 */
export function correctForm(db: Db, who: Organiser, form: CorrectionForm, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await held(tx, who.callId);
		if (!call.published_at) throw notPublished();
		if (call.closes_at <= at) throw callClosed();
		const whole = await wholeCall(reading(tx), call);
		if (whole.formVersion !== form.version) throw formNewer();
		const tracks = whole.tracks.map((track) => track.key);
		const fields = correctedFields(whole.fields, form.fields, tracks);
		const version = whole.formVersion + 1;
		const row = { call_id: call.id, version, reason: form.reason, made_at: at, made_by: who.personId };
		await tx
			.insertInto('form_versions')
			.values({ ...row, fields: JSON.stringify(fields) })
			.execute();
		await note(tx, {
			...{ at, by: who.personId, callId: call.id, verb: 'form.corrected', about: call.id },
			detail: { version, fields: changesBetween(whole.fields, fields).map(({ key }) => key) }
		});
		return version;
	});
}

// Two corrections of one version: the second waits here, and then finds that its version is no longer the newest.
async function held(tx: Tx, id: string): Promise<Call> {
	const call = await tx.selectFrom('calls').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!call) throw callNotFound();
	return call;
}
