import { reading, together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { checkHours } from './hours.read.server.ts';
import { callForm } from './read.server.ts';
import { applicationNotFound, formIsNewest } from './rules.ts';

/**
 * Takes the applicant's draft over to the newest version of the call's form; all that was typed stays. What was already
 * submitted stays on its own version until it is submitted again. Refuses outside the call's hours, where nothing has
 * been written, and where the draft is on the newest already.
 */
export async function moveDraft(db: Db, who: Applicant, at: Date): Promise<void> {
	const form = await callForm(reading(db), who.callId);
	const { formVersion } = form;
	await together(db, async (tx) => {
		await checkHours(reading(tx), who, { form, trackId: null }, at);
		const own = await tx
			.selectFrom('applications')
			.select(['id', 'version', 'form_version'])
			.where('call_id', '=', who.callId)
			.where('applicant_id', '=', who.personId)
			.forUpdate()
			.executeTakeFirst();
		if (!own) throw applicationNotFound();
		if (own.form_version >= formVersion) throw formIsNewest();
		// Another device that still shows the earlier form has not seen this one: its next save must ask.
		const row = { form_version: formVersion, version: own.version + 1, saved_at: at };
		await tx.updateTable('applications').set(row).where('id', '=', own.id).execute();
		await note(tx, {
			...{ at, by: who.personId, callId: who.callId, verb: 'application.moved', about: own.id },
			detail: { from: own.form_version, to: formVersion }
		});
	});
}
