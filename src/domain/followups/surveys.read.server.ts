import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import type { Locale } from '#lib/words.ts';
import { booksOf } from '#domain/doors/books.rules.ts';
import { scansOf } from '#domain/doors/read.server.ts';
import { surveyNotFound } from './surveys.rules.ts';

/** Where a link's answer is kept: found by the secret in the address alone, of which the store has another hash only. */
export const answerKey = (token: string) => hashed(`answer ${token}`);

/** Whoever came to these sessions by the readings at their doors, by their tickets, with where to write to. */
export async function whoCame(db: Reader, sessionIds: string[]) {
	const scans = (await Promise.all(sessionIds.map((id) => scansOf(db, id)))).flat();
	const ids = [...booksOf(scans)].filter(([, { moves }]) => moves.some(({ way }) => way === 'entry')).map(([id]) => id);
	if (ids.length === 0) return [];
	const rows = await db
		.selectFrom('tickets')
		.leftJoin('attendees', 'attendees.id', 'attendee_id')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.select(['tickets.id', 'tickets.session_id', 'tickets.name', 'attendee_id', 'registration_id'])
		.select((eb) => [
			eb.fn.coalesce('attendees.email', 'registrations.email').as('email'),
			eb.fn.coalesce('attendees.locale', 'registrations.locale').as('locale')
		])
		.where('tickets.id', 'in', ids)
		.where('revoked_at', 'is', null)
		.orderBy('tickets.number')
		.execute();
	return rows.flatMap((row) => (row.email ? [{ ...row, email: row.email, locale: row.locale as Locale }] : []));
}
export type Came = Awaited<ReturnType<typeof whoCame>>[number];

function surveys(db: Reader) {
	return db
		.selectFrom('surveys')
		.innerJoin('stops', 'stops.id', 'surveys.stop_id')
		.innerJoin('hosts', 'hosts.id', 'stops.host_id')
		.leftJoin('sessions', 'sessions.id', 'surveys.session_id')
		.selectAll('surveys')
		.select([
			'stops.city',
			'stops.time_zone as zone',
			'stops.slug as stop',
			'hosts.id as host_id',
			'hosts.name as host'
		])
		.select('sessions.title as session');
}

/** A survey by somebody's own link, with what they have answered by now. */
export async function surveyByToken(db: Reader, token: string) {
	const link = await db
		.selectFrom('survey_links')
		.select(['survey_id', 'attendee_id', 'token_hash'])
		.where('token_hash', '=', hashed(token))
		.executeTakeFirstOrThrow(surveyNotFound);
	const [survey, answer] = await Promise.all([
		surveys(db).where('surveys.id', '=', link.survey_id).executeTakeFirstOrThrow(),
		db
			.selectFrom('survey_answers')
			.select(['answers', 'link_hash'])
			.where('key', '=', answerKey(token))
			.executeTakeFirst()
	]);
	const cameAs = link.attendee_id ? ('invited' as const) : ('public' as const);
	return { survey, cameAs, linkHash: link.token_hash, answers: answer?.answers, isNamed: Boolean(answer?.link_hash) };
}

/** The surveys of a stop, each with how many were asked and how many have answered. */
export function surveysOf(db: Reader, stopId: string) {
	return surveys(db)
		.select((eb) => [
			eb
				.selectFrom('survey_links')
				.select(eb.fn.countAll<number>().as('n'))
				.whereRef('survey_id', '=', 'surveys.id')
				.as('asked'),
			eb
				.selectFrom('survey_answers')
				.select(eb.fn.countAll<number>().as('n'))
				.whereRef('survey_id', '=', 'surveys.id')
				.as('answered')
		])
		.where('surveys.stop_id', '=', stopId)
		.orderBy('surveys.made_at')
		.execute();
}

/** A survey of this stop. Another stop's is not there. */
export async function surveyOf(db: Reader, stopId: string, id: string) {
	const survey = isId(id) ? (await surveysOf(db, stopId)).find((one) => one.id === id) : undefined;
	if (!survey) throw surveyNotFound();
	return survey;
}

/** What was answered, in an order that says nothing. Named where who answered wished to be. */
export function answersOf(db: Reader, surveyId: string) {
	return db
		.selectFrom('survey_answers')
		.leftJoin('survey_links', 'survey_links.token_hash', 'link_hash')
		.leftJoin('attendees', 'attendees.id', 'survey_links.attendee_id')
		.leftJoin('registrations', 'registrations.id', 'survey_links.registration_id')
		.select(['came_as', 'answers'])
		.select((eb) => eb.fn.coalesce('attendees.name', 'registrations.name').as('name'))
		.where('survey_answers.survey_id', '=', surveyId)
		.orderBy('key')
		.execute();
}
