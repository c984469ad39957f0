import { reading, together, type Db } from '#lib/db.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { postAll } from '#lib/mail.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { inWords } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';
import { written } from '#lib/zone.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { sessionsOf } from '#domain/programme/read.server.ts';
import { sessionNotFound } from '#domain/programme/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { surveyLetter } from './afterwards.mail.ts';
import { answersIn, type SurveyForm } from './surveys.form.ts';
import { answerKey, surveyByToken, surveyOf, whoCame } from './surveys.read.server.ts';
import { fixedQuestions, surveyClosed, surveyIsOut } from './surveys.rules.ts';

type At<T> = T & { stop: Stop };

/**
 * Leaves a survey of a session, or of the whole stop: what every one asks, and what is asked besides. Answers with its id.
 * Refuses a second of the same, a session of another stop, and a close that is past.
 */
export function makeSurvey(
	db: Db,
	who: HostOrganiser,
	{ stop, form }: At<{ form: SurveyForm }>,
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		if (form.session && !(await sessionsOf(reading(tx), stop.id)).some(({ id }) => id === form.session))
			throw sessionNotFound();
		const closes_at = instantIn(stop.time_zone, form.closes.day, form.closes.time);
		if (!closes_at) throw fieldsRefused({ 'closes.time': 'calls.no-such-time' });
		if (closes_at <= at) throw fieldsRefused({ 'closes.day': 'followups.day-past' });
		const own = form.own.map((one, nth) => ({ key: `own-${nth + 1}`, ...one }));
		const questions = JSON.stringify([...fixedQuestions.slice(0, -1), ...own, fixedQuestions.at(-1)]);
		const left = await tx
			.insertInto('surveys')
			.values({ stop_id: stop.id, session_id: form.session, questions, closes_at, made_at: at, made_by: who.personId })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!left) throw surveyIsOut();
		await note(tx, { at, by: who.personId, callId: null, verb: 'survey.made', about: left.id });
		return left.id;
	});
}

/**
 * Leaves a link for everyone who came and has none yet, and a letter with it. Answers with how many. Pressed again later,
 * it reaches who was missing. Refuses a survey that has closed, and another stop's as not there.
 */
export function sendSurvey(db: Db, who: HostOrganiser, { stop, id }: At<{ id: string }>, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const survey = await surveyOf(reading(tx), stop.id, id);
		await tx.selectFrom('surveys').select('id').where('id', '=', id).forUpdate().execute();
		if (survey.closes_at <= at) throw surveyClosed();
		const sessions = survey.session_id
			? [survey.session_id]
			: (await sessionsOf(reading(tx), stop.id)).map((one) => one.id);
		const came = await whoCame(reading(tx), sessions);
		const asked = await tx
			.selectFrom('survey_links')
			.select(['attendee_id', 'registration_id'])
			.where('survey_id', '=', id)
			.execute();
		const known = new Set(asked.map((one) => one.attendee_id ?? one.registration_id));
		const missing = [...new Map(came.map((one) => [one.attendee_id ?? one.registration_id, one])).entries()]
			.filter(([key]) => !known.has(key))
			.map(([, one]) => ({ ...one, token: newSecret() }));
		const rows = missing.map(({ token, attendee_id, registration_id }) => ({
			...{ token_hash: hashed(token), survey_id: id, attendee_id },
			registration_id: attendee_id ? null : registration_id
		}));
		for (const some of inChunks(rows)) await tx.insertInto('survey_links').values(some).execute();
		const about = survey.session ?? survey.city;
		const site = await siteOf(reading(tx), { host: who.hostId });
		const letters = missing.map(({ email, locale, token }) =>
			surveyLetter(
				email,
				{
					about: inWords(about, locale),
					until: written(survey.closes_at, survey.zone, locale, true),
					link: `${site}/surveys/${token}`
				},
				locale
			)
		);
		await postAll(tx, letters, at);
		await tx.updateTable('surveys').set({ sent_at: at }).where('id', '=', id).execute();
		const detail = { count: missing.length };
		await note(tx, { at, by: who.personId, callId: null, verb: 'survey.sent', about: id, detail });
		return missing.length;
	});
}

/**
 * Leaves what somebody answers by their link, over what they answered before. Nothing that is kept says whose it is,
 * unless they wish to be named. Refuses a survey that has closed, and what is no answer.
 */
export function answerSurvey(
	db: Db,
	token: string,
	{ data, named }: { data: Iterable<[string, unknown]>; named: boolean },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const { survey, cameAs, linkHash, answers: before } = await surveyByToken(reading(tx), token);
		if (survey.closes_at <= at) throw surveyClosed();
		const answers = JSON.stringify(answersIn(survey.questions, data));
		const row = { answers, link_hash: named ? linkHash : null };
		await tx
			.insertInto('survey_answers')
			.values({ key: answerKey(token), survey_id: survey.id, came_as: cameAs, ...row })
			.onConflict((oc) => oc.column('key').doUpdateSet(row))
			.execute();
		if (!before) await note(tx, { at, by: null, callId: null, verb: 'survey.answered', about: survey.id });
	});
}
