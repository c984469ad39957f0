import { DraftForm, LocaleForm, TakeForm } from '#domain/assistant/form.ts';
import { draftsIn, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { checkAllRead, unreadIn } from '#domain/assistant/takes.read.server.ts';
import { readTake } from '#domain/assistant/takes.write.server.ts';
import { askDraft, putAwayDraft } from '#domain/assistant/write.server.ts';
import { ArticleForm, EditionForm, PublishForm } from '#domain/records/article.form.ts';
import { editionsOf, recordOf } from '#domain/records/article.read.server.ts';
import { beginRecord, publishRecord, recallEdition, saveRecord } from '#domain/records/article.write.server.ts';
import { emptyArticle, typedOf } from '#domain/records/article.rules.ts';
import { adviceFor } from '#domain/records/advice.rules.ts';
import { draftFor, quotesFor } from '#domain/records/page.read.server.ts';
import { addPicture } from '#domain/records/pictures.write.server.ts';
import { termsOf } from '#domain/records/terms.read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { readMultipart } from '#lib/multipart.server.ts';
import { assistant } from '#lib/settings.server.ts';
import { redirect } from '@sveltejs/kit';
import { acting, ownStop } from '../acting.ts';
import { askTranslation, takeDraft } from './assisted.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop, who } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const at = locals.arrivedAt;
	const [record, editions, quotes, terms, uses, unread] = await Promise.all([
		recordOf(db, stop.id),
		editionsOf(db, stop.id),
		quotesFor(db, stop, at),
		termsOf(db, stop.tour_id),
		usesOf(db, who.hostId, assistant),
		unreadIn(db, stop.id)
	]);
	const drafts = uses.length ? await draftsIn(db, { stop: stop.id }, { by: who, at }) : [];
	const ids = quotes.map(({ id }) => id);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		record: record && {
			...{ typed: typedOf(record.content), version: record.version },
			...{ savedAt: record.saved_at, savedBy: record.savedByName }
		},
		advice: record ? adviceFor(record.content, terms, ids) : [],
		...{ editions, quotes, now: at, unread, assistant: uses.length ? { uses, drafts, stopId: stop.id } : null }
	};
}

export const actions = {
	begin: (event) =>
		acting(event, async ({ db, who, stop, data, at }) => {
			const isEmpty = data.get('from') === 'nothing';
			const article = isEmpty ? emptyArticle : await draftFor(reading(db), stop, at);
			await beginRecord(db, who, { stopId: stop.id, article }, at);
		}),
	save: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			saveRecord(db, who, { stopId, form: readForm(ArticleForm, data) }, at)
		),
	publish: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) =>
				together(db, async (tx) => {
					await checkAllRead(reading(tx), stopId);
					await publishRecord(tx, who, { stopId, form: readForm(PublishForm, data) }, at);
				}),
			'#publish'
		),
	recall: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => recallEdition(db, who, { stopId, ...readForm(EditionForm, data) }, at),
			'#publish'
		),
	translate: (event) => acting(event, askTranslation, (place) => place),
	draft: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => {
				const { locale } = readForm(LocaleForm, data);
				const subject = { of: 'transcript' as const, stopId };
				return askDraft(db, who, { subject, locale, server: serverInUse() }, at);
			},
			'#machine'
		),
	take: (event) => acting(event, takeDraft, (place) => place),
	readTake: (event) =>
		acting(event, ({ db, who, data, at }) => readTake(db, who, readForm(TakeForm, data).take, at), '#publish'),
	putAway: (event) =>
		acting(event, ({ db, who, data, at }) => putAwayDraft(db, who, readForm(DraftForm, data).draft, at)),
	picture: async (event) => {
		const { stop, who } = await ownStop(event);
		const { db, arrivedAt: at } = event.locals;
		const sent = await readMultipart(event.request, ({ name, body }) =>
			addPicture(db, who, { stopId: stop.id, name, body }, at)
		);
		const answer = await forForm(sent.data, () => {
			if (sent.fault) throw sent.fault;
		});
		if ('done' in answer) redirect(303, `${event.url.pathname}#picture`);
		return answer;
	}
} satisfies Actions;
