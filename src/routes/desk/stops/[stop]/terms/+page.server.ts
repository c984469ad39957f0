import { IdForm, TermForm } from '#domain/records/article.form.ts';
import { removeTerm, saveTerm } from '#domain/records/terms.write.server.ts';
import { termsOf } from '#domain/records/terms.read.server.ts';
import { byWord } from '#domain/records/terms.rules.ts';
import { tourOf } from '#domain/tours/read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';
import { acting, ownStop } from '../acting.ts';
import type { Actions } from './$types';

export async function load({ params, url, locals }) {
	const { stop, who } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [tour, terms] = await Promise.all([tourOf(db, stop), termsOf(db, stop.tour_id)]);
	const own = new Set(terms.filter(({ host_id }) => host_id === who.hostId).map(({ id }) => id));
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		tour: { slug: tour.slug, title: tour.title },
		terms: byWord(
			terms.map(({ host_id: _, ...term }) => term),
			locals.locale
		).map((term) => ({ ...term, isOwn: own.has(term.id) })),
		...{ word: url.searchParams.get('word') ?? '', today: clockIn(stop.time_zone, locals.arrivedAt).day }
	};
}

export const actions = {
	save: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => saveTerm(db, who, { stopId, form: readForm(TermForm, data) }, at),
			(id) => `#w-${id}`
		),
	remove: (event) =>
		acting(event, ({ db, who, stopId, data, at }) => removeTerm(db, who, { stopId, ...readForm(IdForm, data) }, at))
} satisfies Actions;
