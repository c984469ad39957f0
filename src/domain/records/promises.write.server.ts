import { together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { writtenDay } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { InStop } from '#domain/programme/rules.ts';
import type { PromiseForm, UpdateForm } from './promises.form.ts';
import { promiseLetter } from './promises.mail.ts';
import { promiseNotFound } from './promises.rules.ts';
import { quoteNotFound } from './quotes.rules.ts';
import { heldStop } from './stops.read.server.ts';

/** Leaves a promise of the stop, after those there are. Answers with its id. Refuses another stop's quote as not there. */
export function makePromise(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: PromiseForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		await heldStop(tx, who, stopId);
		const { quote: quote_id, ...promise } = form;
		if (quote_id) await checkQuote(tx, stopId, quote_id);
		const { last } = await tx
			.selectFrom('promises')
			.select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(-1)).as('last'))
			.where('stop_id', '=', stopId)
			.executeTakeFirstOrThrow();
		const made = { made_at: at, made_by: who.personId };
		const { id } = await tx
			.insertInto('promises')
			.values({ stop_id: stopId, position: last + 1, ...promise, quote_id, ...made })
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: null, verb: 'promise.made', about: id });
		return id;
	});
}

async function checkQuote(tx: Tx, stopId: string, id: string): Promise<void> {
	const found = tx.selectFrom('quotes').select('id').where('id', '=', id).where('stop_id', '=', stopId);
	await found.executeTakeFirstOrThrow(quoteNotFound);
}

/** Leaves how a promise stands from now on, with a word on it and where to read more. Refuses another stop's as not there. */
export function updatePromise(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: UpdateForm }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldStop(tx, who, stopId);
		const { id, ...update } = form;
		const found = tx.selectFrom('promises').select('id').where('id', '=', id).where('stop_id', '=', stopId);
		await found.executeTakeFirstOrThrow(promiseNotFound);
		await tx
			.insertInto('promise_updates')
			.values({ promise_id: id, ...update, told_at: at, told_by: who.personId })
			.execute();
		const detail = { to: update.state };
		await note(tx, { at, by: who.personId, callId: null, verb: 'promise.updated', about: id, detail });
	});
}

/** Tells a host's organisers by letter that a promise is due, once for its day. The clock asks. */
export function remindOfPromise(db: Db, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const promise = await tx
			.selectFrom('promises')
			.innerJoin('stops', 'stops.id', 'promises.stop_id')
			.select(['what', 'who', 'due_on', 'stops.host_id', 'slug', 'city'])
			.where('promises.id', '=', id)
			.executeTakeFirst();
		if (!promise?.due_on || !promise.host_id) return;
		const { due_on, what, who, city, slug } = promise;
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('promise_reminders')
			.values({ promise_id: id, due_on, reminded_at: at })
			.onConflict((oc) => oc.doNothing())
			.executeTakeFirst();
		if (!numInsertedOrUpdatedRows) return;
		const organisers = await organisersOf(tx, promise.host_id);
		const letters = organisers.map(({ email, locale }) => {
			const words = { what: inWords(what, locale), who: inWords(who, locale), city: inWords(city, locale) };
			const link = `${baseUrl}/desk/stops/${slug}/said/promises#p-${id}`;
			return promiseLetter(email, { ...words, due: writtenDay(due_on, locale), link }, locale);
		});
		await postAll(tx, letters, at);
		await note(tx, { at, by: null, callId: null, verb: 'promise.reminded', about: id });
	});
}

async function organisersOf(tx: Tx, hostId: string) {
	const rows = await tx
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['email', 'locale'])
		.distinct()
		.where('roles.host_id', '=', hostId)
		.where('role', '=', 'organiser')
		.where('call_id', 'is', null)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map(({ email, locale }) => ({ email, locale: locale as Locale }));
}
