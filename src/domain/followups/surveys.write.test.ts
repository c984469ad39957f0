import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { handIn, mannedDoor, registeringSession, scanned, ticketsFor } from '../../../tests/doorway.ts';
import { hours, letters, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { certificateByToken, certificatePdf, checkedCertificate } from './certificates.read.server.ts';
import { issueCertificates } from './certificates.write.server.ts';
import type { SurveyForm } from './surveys.form.ts';
import { answersOf, surveyByToken, surveyOf, whoCame } from './surveys.read.server.ts';
import { byComing, fixedQuestions, resultsOf } from './surveys.rules.ts';
import { answerSurvey, makeSurvey, sendSurvey } from './surveys.write.server.ts';

const names = ['가람', 'Noor', '다온', '라온', '마루', '바다'];

/** Six came of seven who had tickets. */
async function gathered(world: Scene) {
	const { db } = world;
	const at = await registeringSession(world);
	const tickets = await ticketsFor(db, at, [...names, 'Stayed away']);
	const { device } = await mannedDoor(world, at);
	await handIn(
		db,
		device,
		tickets.slice(0, names.length).map(({ secret }, nth) => scanned(`n${nth}`, secret))
	);
	const who = gate.hostOrganiser(world.visitors.hana, world.host);
	return { ...at, who, stop: await stopBySlug(reading(db), 'seoul-stop') };
}

const form = (session: string | null): SurveyForm => ({
	...{ session, closes: { day: '2026-11-30', time: '18:00' } },
	own: [{ kind: 'choice', label: words('Lunch?'), options: [words('Rice'), words('Noodles')] }]
});
const answer = (mark: string, more: object = {}) => ({
	data: Object.entries({ 'q.overall': mark, 'q.again': '0', 'q.own-1': '1', ...more }),
	named: false
});

async function sent(world: Scene) {
	const on = await gathered(world);
	const id = await makeSurvey(world.db, on.who, { stop: on.stop, form: form(on.session.id) }, noon);
	equal(await sendSurvey(world.db, on.who, { stop: on.stop, id }, noon), 6);
	const tokens = (await letters(world.db)).flatMap(({ body }) => /\/surveys\/([\w-]{43})/.exec(body)?.[1] ?? []);
	return { ...on, id, tokens };
}

test('everyone who came is asked once; who answers can change it until it closes', () =>
	scene(async (world) => {
		const { who, stop, id, tokens } = await sent(world);
		const { db } = world;
		equal(new Set(tokens).size, 6);
		equal(await sendSurvey(db, who, { stop, id }, hours(1)), 0);
		await answerSurvey(db, tokens[0]!, answer('3'), hours(1));
		await answerSurvey(db, tokens[0]!, answer('5'), hours(2));
		const { answers } = await surveyByToken(reading(db), tokens[0]!);
		deepEqual(answers, { overall: '5', again: '0', 'own-1': '1' });
		equal((await surveyOf(reading(db), stop.id, id)).answered, 1);
		await rejects(answerSurvey(db, tokens[1]!, answer('5'), new Date('2026-11-30T09:00:00Z')), {
			code: 'followups.survey-closed'
		});
		for (const wrong of ['6', '0', 'x'])
			await rejects(answerSurvey(db, tokens[1]!, answer(wrong), noon), { fields: { 'q.overall': 'lib.not-a-choice' } });
		await rejects(answerSurvey(db, 'nobody', answer('5'), noon), {
			code: 'followups.survey-not-found',
			kind: 'unknown'
		});
	}));

test('what is kept of an answer says nothing of whose it is; named only by those who wish it', () =>
	scene(async (world) => {
		const { id, tokens } = await sent(world);
		const { db } = world;
		await answerSurvey(db, tokens[0]!, answer('4', { 'q.words': 'Thank you' }), noon);
		await answerSurvey(db, tokens[1]!, { ...answer('5'), named: true }, noon);
		const rows = await db.selectFrom('survey_answers').selectAll().execute();
		const links = await db.selectFrom('survey_links').select('token_hash').execute();
		const quiet = rows.find(({ link_hash }) => !link_hash)!;
		deepEqual(Object.keys(quiet).sort(), ['answers', 'came_as', 'key', 'link_hash', 'survey_id']);
		equal(
			links.some(({ token_hash }) => token_hash.equals(quiet.key)),
			false
		);
		equal((await answersOf(reading(db), id)).filter(({ name }) => name !== null).length, 1);
		await answerSurvey(db, tokens[1]!, answer('5'), noon);
		deepEqual(
			(await answersOf(reading(db), id)).map(({ name }) => name),
			[null, null]
		);
	}));

test('fewer than five are not shown, nor a group from which a small one could be reckoned', () => {
	const four = Array.from({ length: 4 }, () => ({ overall: '5' }));
	equal(resultsOf(fixedQuestions, four), null);
	const shown = resultsOf(fixedQuestions, [...four, { overall: '2', again: '1' }])!;
	deepEqual([shown[0]!.counts, shown[0]!.mean, shown[3]!.counts], [[0, 1, 0, 0, 4], 4.4, [0, 1, 0]]);
	const of = (came_as: string, count: number) =>
		Array.from({ length: count }, () => ({ came_as, answers: { overall: '4' } }));
	deepEqual(byComing('overall', [...of('invited', 9), ...of('public', 4)]), []);
	equal(byComing('overall', [...of('invited', 5), ...of('public', 5)]).length, 2);
});

test('a second survey of the same, another stop’s session and a close that is past are refused', () =>
	scene(async (world) => {
		const { who, stop, session } = await gathered(world);
		const { db } = world;
		const past = { ...form(session.id), closes: { day: '2026-11-22', time: '10:00' } };
		await rejects(makeSurvey(db, who, { stop, form: past }, noon), { fields: { 'closes.day': 'followups.day-past' } });
		await rejects(makeSurvey(db, who, { stop, form: form(world.call.id) }, noon), { kind: 'unknown' });
		await makeSurvey(db, who, { stop, form: form(null) }, noon);
		await rejects(makeSurvey(db, who, { stop, form: form(null) }, noon), { code: 'followups.survey-is-out' });
	}));

test('who came gets a signed certificate, who did not gets none; a changed line is none of ours', () =>
	scene(async (world) => {
		const { who, stop, session } = await gathered(world);
		const { db } = world;
		equal((await whoCame(reading(db), [session.id])).length, 6);
		equal(await issueCertificates(db, who, { stop, sessionId: session.id }, hours(3)), 6);
		equal(await issueCertificates(db, who, { stop, sessionId: session.id }, hours(4)), 0);
		const tokens = (await letters(db)).flatMap(({ body }) => /\/certificates\/([\w-]{43})/.exec(body)?.[1] ?? []);
		const one = await certificateByToken(reading(db), tokens[0]!);
		match((await certificatePdf(one, 'ko')).toString('latin1'), /^%PDF-1\.7/);
		equal((await checkedCertificate(reading(db), ` ${one.line} `))?.name, one.name);
		const other = await certificateByToken(reading(db), tokens[1]!);
		for (const wrong of [
			'',
			'1',
			one.line.replace(/.$/, one.line.endsWith('A') ? 'B' : 'A').replace(/-./, '-Z'),
			`${other.number}-${one.signature}`
		])
			equal(await checkedCertificate(reading(db), wrong), null, wrong);
		await db.updateTable('certificates').set({ name: 'Somebody else' }).where('id', '=', one.id).execute();
		equal(await checkedCertificate(reading(db), one.line), null);
		await rejects(certificateByToken(reading(db), 'x'), { code: 'followups.certificate-not-found', kind: 'unknown' });
		await rejects(issueCertificates(db, who, { stop, sessionId: world.call.id }, noon), { kind: 'unknown' });
	}));
