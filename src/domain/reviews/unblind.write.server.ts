import { approvedOf, checkSecond } from '#domain/approvals/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { notBlind } from './rules.ts';
import { unblindShown } from './unblind.read.server.ts';

/**
 * Lets the reviewers of one application of a blind call know from now on who applied, as another organiser approved it,
 * for the reason both saw. Refuses alone, a call that hides nobody, a second time, and what has changed since.
 */
export function unblindApplication(db: Db, who: Organiser, applicationId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', who.callId).forUpdate().execute();
		const shown = await unblindShown(reading(tx), who, applicationId);
		if (!shown) throw notBlind();
		const fits = (asked: Record<string, string>) => asked.application === shown.application;
		const { reason } = await approvedOf(reading(tx), who, { act: 'unblind', fits }, at);
		await checkSecond(reading(tx), who, { act: 'unblind', shown }, at);
		const row = { application_id: applicationId, reason, unblinded_at: at, unblinded_by: who.personId };
		await tx.insertInto('unblindings').values(row).execute();
		const detail = { reason, number: shown.application, people: 2 };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'copy.unblinded', about: applicationId, detail });
	});
}
