import { DraftForm, QuoteIdForm } from '#domain/assistant/form.ts';
import { draftsIn, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { otherLocale } from '#domain/assistant/rules.ts';
import { takePieces } from '#domain/assistant/takes.write.server.ts';
import { askDraft, putAwayDraft } from '#domain/assistant/write.server.ts';
import { sendQuoteLink } from '#domain/records/answers.write.server.ts';
import { linksOfStop, placesOf, publicQuotes, quotesOfStop } from '#domain/records/quotes.read.server.ts';
import { EmbargoForm, LinkForm, QuoteForm, ReviseForm, WithdrawForm } from '#domain/records/quotes.form.ts';
import { embargoQuote, makeQuote, reviseQuote, withdrawQuote } from '#domain/records/quotes.write.server.ts';
import { speakersOf } from '#domain/programme/desk.read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { assistant } from '#lib/settings.server.ts';
import { acting, ownStop } from '../../acting.ts';
import { takenWith } from '../../taken.ts';
import type { Actions } from './$types';

export async function load({ params, url, locals }) {
	const { stop, who } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [quotes, links, speakers, places, uses] = await Promise.all([
		quotesOfStop(db, stop.id),
		linksOfStop(db, stop.id),
		speakersOf(db, stop.id),
		placesOf(db, stop.id),
		usesOf(db, who.hostId, assistant)
	]);
	const isOn = uses.includes('translation');
	const [drafts, open] = isOn
		? await Promise.all([
				draftsIn(db, { stop: stop.id }, { by: who, at: locals.arrivedAt }),
				publicQuotes(db, stop.id, locals.arrivedAt)
			])
		: [[], []];
	return {
		...{ stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, quotes, links, now: locals.arrivedAt },
		places,
		assistant: isOn ? { drafts, stopId: stop.id, open: open.map(({ id }) => id) } : null,
		taking: url.searchParams.get('draft') ?? '',
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
			together(db, async (tx) => {
				const taken = await takenWith(reading(tx), data, { who, at });
				await reviseQuote(tx, who, { stopId, form: readForm(ReviseForm, data) }, at);
				if (taken) await takePieces(tx, who, taken, at);
			})
		),
	translate: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const { id } = readForm(QuoteIdForm, data);
				const quote = (await publicQuotes(reading(db), stopId, at)).find((one) => one.id === id);
				const locale = otherLocale(quote?.locale ?? 'ko');
				await askDraft(db, who, { subject: { of: 'quote', stopId, id }, locale, server: serverInUse() }, at);
				return id;
			},
			(id) => `#q-${id}`
		),
	putAway: (event) =>
		acting(event, ({ db, who, data, at }) => putAwayDraft(db, who, readForm(DraftForm, data).draft, at)),
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
