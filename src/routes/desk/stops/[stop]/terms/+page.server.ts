import { DraftForm, TermFieldForm } from '#domain/assistant/form.ts';
import { draftsIn, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { takePieces } from '#domain/assistant/takes.write.server.ts';
import { askDraft, putAwayDraft } from '#domain/assistant/write.server.ts';
import { IdForm, TermForm } from '#domain/records/article.form.ts';
import { removeTerm, saveTerm } from '#domain/records/terms.write.server.ts';
import { termsOf } from '#domain/records/terms.read.server.ts';
import { byWord } from '#domain/records/terms.rules.ts';
import { tourOf } from '#domain/tours/read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { assistant } from '#lib/settings.server.ts';
import { clockIn } from '#lib/zone.ts';
import { acting, ownStop } from '../acting.ts';
import { takenWith } from '../taken.ts';
import type { Actions } from './$types';

export async function load({ params, url, locals }) {
	const { stop, who } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [tour, terms, uses] = await Promise.all([
		tourOf(db, stop),
		termsOf(db, stop.tour_id),
		usesOf(db, who.hostId, assistant)
	]);
	const seeing = { by: who, at: locals.arrivedAt };
	const drafts = uses.includes('translation') ? await draftsIn(db, { stop: stop.id }, seeing) : null;
	const own = new Set(terms.filter(({ host_id }) => host_id === who.hostId).map(({ id }) => id));
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		tour: { slug: tour.slug, title: tour.title },
		terms: byWord(
			terms.map(({ host_id: _, ...term }) => term),
			locals.locale
		).map((term) => ({ ...term, isOwn: own.has(term.id) })),
		...{ assistant: drafts && { drafts, stopId: stop.id }, taking: url.searchParams.get('draft') ?? '' },
		...{ word: url.searchParams.get('word') ?? '', today: clockIn(stop.time_zone, locals.arrivedAt).day }
	};
}

export const actions = {
	save: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) =>
				together(db, async (tx) => {
					const id = await saveTerm(tx, who, { stopId, form: readForm(TermForm, data) }, at);
					const taken = await takenWith(reading(tx), data, { who, at });
					if (taken) await takePieces(tx, who, taken, at);
					return id;
				}),
			(id) => `#w-${id}`
		),
	translate: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const { id, to } = readForm(TermFieldForm, data);
				const [field, locale] = to;
				const subject = { of: 'term' as const, stopId, id, field };
				await askDraft(db, who, { subject, locale, server: serverInUse() }, at);
				return id;
			},
			(id) => `#w-${id}`
		),
	putAway: (event) =>
		acting(event, ({ db, who, data, at }) => putAwayDraft(db, who, readForm(DraftForm, data).draft, at)),
	remove: (event) =>
		acting(event, ({ db, who, stopId, data, at }) => removeTerm(db, who, { stopId, ...readForm(IdForm, data) }, at))
} satisfies Actions;
