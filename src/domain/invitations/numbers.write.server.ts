import { together, type Db } from '#lib/db.server.ts';
import { ownApplication } from '#domain/applications/read.server.ts';
import { applicationNotFound } from '#domain/applications/rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import type { ShortNumberForm } from './attendees.form.ts';

/** Leaves the number at which an applicant agrees to get short messages of their invitation; a later one replaces it. */
export function leaveNumber(db: Db, who: Applicant, { phone }: ShortNumberForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const own = await ownApplication(tx, who);
		if (!own?.submitted_at || own.withdrawn_at) throw applicationNotFound();
		const row = { application_id: own.id, phone, agreed_at: at };
		await tx
			.insertInto('short_numbers')
			.values(row)
			.onConflict((oc) => oc.column('application_id').doUpdateSet(row))
			.execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'number.left', about: own.id });
	});
}

/** Takes the number away: no short message is written any more. Without one nothing changes. */
export function takeNumberBack(db: Db, who: Applicant, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const own = await ownApplication(tx, who);
		if (!own) throw applicationNotFound();
		const { numDeletedRows } = await tx
			.deleteFrom('short_numbers')
			.where('application_id', '=', own.id)
			.executeTakeFirst();
		if (numDeletedRows === 0n) return;
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'number.taken-back', about: own.id });
	});
}
