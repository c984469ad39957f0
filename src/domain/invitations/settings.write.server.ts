import { together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { SettingsForm } from './settings.form.ts';
import { settingsOf } from './settings.read.server.ts';

/** Leaves how the call's invitations go from now on. The same again changes nothing. */
export function setInvitations(db: Db, who: Organiser, form: SettingsForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const before = await settingsOf(tx, who.callId);
		const changes = (['moves_by', 'remind_days', 'holds_letters'] as const)
			.filter((what) => before[what] !== form[what])
			.map((what) => ({ what, from: before[what], to: form[what] }));
		if (changes.length === 0) return;
		const row = { call_id: who.callId, ...form, changed_at: at, changed_by: who.personId };
		await tx
			.insertInto('invitation_rules')
			.values(row)
			.onConflict((oc) => oc.column('call_id').doUpdateSet(row))
			.execute();
		const detail = { changes };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'invitations.set', about: who.callId, detail });
	});
}
