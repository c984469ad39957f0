import { issueCertificates } from '#domain/followups/certificates.write.server.ts';
import { answerKey } from '#domain/followups/surveys.read.server.ts';
import { makeSurvey, sendSurvey } from '#domain/followups/surveys.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading, type Db, type Tx } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { answersOf, ownQuestions } from '../survey.ts';
import { veteran } from '../staff.ts';
import type { SampleProgramme } from '../types.ts';
import { after, days, hours, koreanDay } from '../zone.ts';
import { lettersGone } from './held.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants what those who were in Dubai were asked, what sixty of them answered, and the certificates of who was let in. */
export async function plantAfterwards(tx: Tx, { at }: SampleProgramme, ids: Ids): Promise<void> {
	const db = tx as Db;
	const person = { id: must(ids.people, 'organiser'), email: '', name: '', locale: 'ko' as const };
	const roles = [{ role: 'organiser' as const, hostId: ids.host, callId: null }];
	const who = gate.hostOrganiser({ person, roles, signInId: null }, ids.host);
	const stop = await stopBySlug(reading(tx), 'dubai');
	const made = after(at, -days(3));
	const closes = { day: koreanDay(at, 10), time: '18:00' };
	const [dialogue, talk] = await sessionsOf(tx);
	const whole = await makeSurvey(db, who, { stop, form: { session: null, closes, own: ownQuestions } }, made);
	const small = await makeSurvey(db, who, { stop, form: { session: talk!, closes, own: [] } }, after(made, hours(2)));
	await sendSurvey(db, who, { stop, id: whole }, after(made, hours(1)));
	await plantAnswers(tx, { survey: whole, most: 61 });
	await sendSurvey(db, who, { stop, id: small }, after(at, -hours(3)));
	await plantAnswers(tx, { survey: small, most: 3 });
	await issueCertificates(db, who, { stop, sessionId: dialogue! }, after(made, hours(3)));
	await lettersGone(tx, at);
}

async function sessionsOf(tx: Tx): Promise<string[]> {
	const rows = await tx.selectFrom('sessions').select('id').where('slug', 'like', 'dubai-%').orderBy('slug').execute();
	return rows.map(({ id }) => id);
}

/** Some of those who were asked answer by the link in their letter; whoever was there in every story has not yet. */
async function plantAnswers(tx: Tx, { survey, most }: { survey: string; most: number }): Promise<void> {
	const letters = await tx
		.selectFrom('letters')
		.select('body')
		.where('body', 'like', '%/surveys/%')
		.where('to_address', '<>', veteran.email)
		.orderBy('to_address')
		.execute();
	const tokens = letters.map(({ body }) => /\/surveys\/([\w-]+)/.exec(body)![1]!);
	const links = await tx
		.selectFrom('survey_links')
		.select(['token_hash', 'attendee_id'])
		.where('survey_id', '=', survey)
		.execute();
	const cameAs = new Map(
		links.map(({ token_hash, attendee_id }) => [token_hash.toString('hex'), attendee_id !== null])
	);
	const asked = tokens.flatMap((token) => {
		const isInvited = cameAs.get(hashed(token).toString('hex'));
		return isInvited === undefined ? [] : { token, isInvited };
	});
	const some = spread(asked, Math.min(most, Math.ceil(asked.length * 0.7)));
	await insertAll(
		tx,
		'survey_answers',
		answersOf(some.length).map(({ answers, isNamed }, nth) => ({
			...{ key: answerKey(some[nth]!.token), survey_id: survey, answers: JSON.stringify(answers) },
			came_as: some[nth]!.isInvited ? 'invited' : 'public',
			link_hash: isNamed ? hashed(some[nth]!.token) : null
		}))
	);
}

/** So many of a list, from all over it. */
const spread = <T>(list: T[], most: number): T[] =>
	Array.from({ length: most }, (_, nth) => list[Math.floor((nth * list.length) / most)]!);
