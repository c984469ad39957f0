import { reading, together, type Db } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { sessionTopic } from '#domain/programme/rules.ts';
import type { TranslationForm } from './form.ts';
import type { LinkHolder } from './links.read.server.ts';
import { heldQuestion } from './read.server.ts';
import { changedMeanwhile, isShown, questionNotFound } from './rules.ts';
import { deskTopic } from './topics.rules.ts';

/** Who puts questions into the other language: a moderator, or an interpreter by their link. */
export type Translator = (Moderator & { sessionId: string }) | LinkHolder;

/**
 * Leaves a question in the other language; its original stays as it was asked. An interpreter's link reaches only what
 * everybody sees. Refuses when another translation was written since the one it was written over.
 */
export function translateQuestion(db: Db, who: Translator, form: TranslationForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const question = await heldQuestion(reading(tx), who.sessionId, form.question);
		if ('linkId' in who && (!isShown(question.state) || question.merged_into)) throw questionNotFound();
		const newest = await tx
			.selectFrom('question_translations')
			.select(['id', 'text'])
			.where('question_id', '=', question.id)
			.orderBy('id', 'desc')
			.executeTakeFirst();
		if (newest?.text === form.text) return;
		if ((newest?.id ?? 0) !== form.over) throw changedMeanwhile();
		const by = 'linkId' in who ? { link_id: who.linkId } : { written_by: who.personId };
		const row = { question_id: question.id, text: form.text, written_at: at, ...by };
		await tx.insertInto('question_translations').values(row).execute();
		const [personId, callId] = 'linkId' in who ? [null, null] : [who.personId, who.callId];
		await note(tx, { at, by: personId, callId, verb: 'question.translated', about: question.id });
		const floor = isShown(question.state) ? [sessionTopic(who.sessionId)] : [];
		await announce(tx, [deskTopic(who.sessionId), ...floor], 'floor', at);
	});
}
