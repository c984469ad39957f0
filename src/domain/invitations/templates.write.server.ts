import { together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { TemplateForm } from './templates.form.ts';
import { checkTemplate } from './templates.rules.ts';

/**
 * Leaves the host's words for a kind of letter in one language, for the letters from now on. Refuses a placeholder this
 * kind does not know, by its name, and one that must bring the personal link without it.
 */
export function saveTemplate(db: Db, who: Organiser, form: TemplateForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { kind, locale } = form;
		const kept = checkTemplate(kind, form);
		const row = { call_id: who.callId, kind, locale, ...kept, changed_at: at, changed_by: who.personId };
		await tx
			.insertInto('letter_templates')
			.values(row)
			.onConflict((oc) => oc.columns(['call_id', 'kind', 'locale']).doUpdateSet(row))
			.execute();
		const detail = { letter: kind, locale };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'template.changed', about: who.callId, detail });
	});
}

/** Takes the host's words back: the program's stand again. Where there are none, nothing changes. */
export function resetTemplate(
	db: Db,
	who: Organiser,
	{ kind, locale }: Pick<TemplateForm, 'kind' | 'locale'>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const { numDeletedRows } = await tx
			.deleteFrom('letter_templates')
			.where('call_id', '=', who.callId)
			.where('kind', '=', kind)
			.where('locale', '=', locale)
			.executeTakeFirst();
		if (numDeletedRows === 0n) return;
		const detail = { letter: kind, locale };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'template.reset', about: who.callId, detail });
	});
}
