import { PromiseForm, UpdateForm } from '#domain/records/promises.form.ts';
import { promisesOfStop } from '#domain/records/promises.read.server.ts';
import { makePromise, updatePromise } from '#domain/records/promises.write.server.ts';
import { quotesOfStop } from '#domain/records/quotes.read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [promises, quotes] = await Promise.all([
		promisesOfStop(db, stop.id, locals.arrivedAt),
		quotesOfStop(db, stop.id)
	]);
	return {
		...{ stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, promises },
		quotes: quotes.map(({ id, text }) => ({ id, text }))
	};
}

export const actions = {
	make: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => makePromise(db, who, { stopId, form: readForm(PromiseForm, data) }, at),
			(id) => `#p-${id}`
		),
	update: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			updatePromise(db, who, { stopId, form: readForm(UpdateForm, data) }, at)
		)
} satisfies Actions;
