import { sendQuoteLink } from '#domain/records/answers.write.server.ts';
import { linksOfStop, placesOf, quotesOfStop } from '#domain/records/quotes.read.server.ts';
import { EmbargoForm, LinkForm, QuoteForm, ReviseForm, WithdrawForm } from '#domain/records/quotes.form.ts';
import { embargoQuote, makeQuote, reviseQuote, withdrawQuote } from '#domain/records/quotes.write.server.ts';
import { speakersOf } from '#domain/programme/desk.read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [quotes, links, speakers, places] = await Promise.all([
		quotesOfStop(db, stop.id),
		linksOfStop(db, stop.id),
		speakersOf(db, stop.id),
		placesOf(db, stop.id)
	]);
	return {
		...{ stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, quotes, links, now: locals.arrivedAt },
		places,
		speakers: speakers.map(({ id, name, title, email }) => ({ id, name, title, email }))
	};
}

export const actions = {
	make: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => makeQuote(db, who, { stopId, form: readForm(QuoteForm, data) }, at),
			(id) => `#q-${id}`
		),
	revise: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			reviseQuote(db, who, { stopId, form: readForm(ReviseForm, data) }, at)
		),
	withdraw: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			withdrawQuote(db, who, { stopId, form: readForm(WithdrawForm, data) }, at)
		),
	embargo: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			embargoQuote(db, who, { stopId, form: readForm(EmbargoForm, data) }, at)
		),
	send: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			sendQuoteLink(db, who, { stopId, form: readForm(LinkForm, data) }, at)
		)
} satisfies Actions;
