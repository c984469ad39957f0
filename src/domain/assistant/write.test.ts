import { deepEqual, doesNotMatch, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { withdrawConsent } from '#domain/applications/consents.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { makeQuote } from '#domain/records/quotes.write.server.ts';
import { QuoteForm } from '#domain/records/quotes.form.ts';
import { reading } from '#lib/db.server.ts';
import { opened, reviewing, saidAndWritten, server, turnOn } from '../../../tests/assistant.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { addSession, asked, moderating, segmentFor } from '../../../tests/floor.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { draftOf, draftsIn, usesOf } from './read.server.ts';
import { keptAs, subjectOf, type Subject, type Use } from './rules.ts';
import { mayBeRead, passagesOf } from './sources.read.server.ts';
import {
	answerDraft,
	askDraft,
	dropDrafts,
	missDraft,
	putAwayDraft,
	sendDraft,
	switchAssistant,
	type Sent
} from './write.server.ts';

const answer = (...pieces: [string, ...string[]][]) =>
	JSON.stringify({ pieces: pieces.map(([text, ...sources]) => ({ text, sources })) });
const verbs = async ({ db }: Scene) => (await told(db)).filter((verb) => /^(assistant|draft)\./.test(verb));

async function sent(world: Scene, at = noon): Promise<Sent> {
	const one = await sendDraft(world.db, server, at);
	if (one === null || one === 'ended') throw new Error(String(one));
	return one;
}

async function transcript(world: Scene) {
	const stage = await saidAndWritten(world);
	await turnOn(world, 'record', 'translation');
	const subject: Subject = { of: 'transcript', stopId: stage.stopId };
	const ask = () => askDraft(world.db, stage.who, { subject, locale: 'ko', server }, noon);
	const seeing = { by: stage.who, at: noon };
	return { ...stage, subject, ask, seen: (id: string) => draftOf(reading(world.db), id, seeing) };
}

test('nothing is on until a host says so, each use apart, and for the server it was said of alone', () =>
	scene(async (world) => {
		const { db, host } = world;
		const who = hanaAtDesk(world);
		const on = async (url = server.url) => usesOf(reading(db), host, { url });
		deepEqual([await on(), await usesOf(reading(db), host, null)], [[], []]);
		const stage = await saidAndWritten(world);
		const subject: Subject = { of: 'transcript', stopId: stage.stopId };
		const ask = () => askDraft(db, who, { subject, locale: 'ko', server }, noon);
		await rejects(ask(), { code: 'assistant.off' });
		await turnOn(world, 'translation');
		await turnOn(world, 'translation');
		await rejects(ask(), { code: 'assistant.off' });
		deepEqual([await on(), await on('https://elsewhere.example/v1')], [['translation'], []]);
		await turnOn(world);
		deepEqual(await on(), []);
		await switchAssistant(db, nariAtDesk(world), { form: { host: world.otherHost, uses: ['record'] }, server }, noon);
		deepEqual(await on(), []);
		deepEqual(await verbs(world), ['assistant.set', 'assistant.set', 'assistant.set']);
	}));

test('a draft is asked for once, goes out once, and comes back with the passages it rests on', () =>
	scene(async (world) => {
		const { db } = world;
		const { ask, seen } = await transcript(world);
		const id = await ask();
		equal(await ask(), id, 'the same while it is wanted');
		equal((await seen(id)).state, 'waiting');
		const one = await sent(world);
		equal(await sendDraft(db, server, noon), null, 'nobody else takes it');
		deepEqual(
			one.passages.map(({ id, text }) => [id, text]),
			[
				['p1', 'Sori: We will open the lab.'],
				['p2', 'Sori: It opens in May.']
			]
		);
		equal((await seen(id)).state, 'working');
		await answerDraft(db, one, answer(['연구실을 5월에 연다고 했다.', 'p1', 'p2'], ['둘째.', 'p2']), noon);
		await answerDraft(db, one, answer(['다른 글', 'p1']), noon);
		const { state, pieces, model, promptVersion, isWhole } = await seen(id);
		deepEqual([state, model, promptVersion, isWhole], ['done', 'small', 1, true]);
		deepEqual(
			pieces.map(({ text, sources }) => [text, sources.map((source) => source.text)]),
			[
				['연구실을 5월에 연다고 했다.', ['Sori: We will open the lab.', 'Sori: It opens in May.']],
				['둘째.', ['Sori: It opens in May.']]
			]
		);
		deepEqual(await verbs(world), ['assistant.set', 'draft.asked', 'draft.sent', 'draft.answered']);
		const other = askDraft(db, nariAtDesk(world), { subject: (await seen(id)).subject, locale: 'ko', server }, noon);
		await rejects(other, { kind: 'unknown' });
	}));

test('words that a speaker holds back go nowhere, and take what rests on them out of sight', () =>
	scene(async (world) => {
		const { db } = world;
		const { ask, seen, who, stopId, speaker, session, utterances, subject } = await transcript(world);
		const id = await ask();
		await answerDraft(db, await sent(world), answer(['연구실.', 'p1'], ['5월.', 'p2']), noon);
		const form = QuoteForm.parse({
			...{ locale: 'en', text: 'We will open the lab.', speaker, session: session.id, utterance: utterances[0] },
			...{ 'said.day': '2026-12-10', 'said.time': '09:10' }
		});
		await makeQuote(db, who, { stopId, form }, noon);
		const { pieces, hidden, isWhole } = await seen(id);
		deepEqual([pieces.map(({ text }) => text), hidden, isWhole], [['5월.'], 1, false]);
		const now = await passagesOf(reading(db), { subject, locale: 'ko', by: who }, noon);
		deepEqual(
			now.map(({ text }) => text),
			['Sori: It opens in May.']
		);
	}));

test('ids that were not given, nonsense and a translation with a gap are no answers, and are not tried again', () =>
	scene(async (world) => {
		const { db } = world;
		const { ask, seen, stopId, who } = await transcript(world);
		const tries: [string, string][] = [
			[answer(['글', 'p1', 'p9']), 'foreign'],
			[answer(['글']), 'nonsense'],
			['{"pieces":[{"text":"글"', 'nonsense'],
			[answer(['{quote 1}', 'p1']), 'nonsense'],
			[answer(['글'.repeat(2001), 'p1']), 'nonsense']
		];
		for (const [text, failure] of tries) {
			const id = await ask();
			await answerDraft(db, await sent(world), text, noon);
			deepEqual([(await seen(id)).state, (await seen(id)).failure, (await seen(id)).pieces], ['failed', failure, []]);
		}
		equal(await sendDraft(db, server, hours(1)), null);
		const body: Subject = { of: 'record', stopId, field: 'body' };
		const translate = () => askDraft(db, who, { subject: body, locale: 'en', server }, noon);
		const gap = await translate();
		const one = await sent(world);
		equal(one.passages.length, 2, 'what is drawn from facts stays');
		await answerDraft(db, one, answer(['It opens.', 'p1']), noon);
		equal((await seen(gap)).failure, 'nonsense');
		const whole = await translate();
		await answerDraft(db, await sent(world), answer(['In May.', 'p2'], ['It opens.', 'p1']), noon);
		deepEqual(
			(await seen(whole)).pieces.map(({ text }) => text),
			['It opens.', 'In May.']
		);
		await rejects(askDraft(db, who, { subject: body, locale: 'ko', server }, noon), { code: 'assistant.nothing' });
	}));

test('what may pass is tried again, three times at most, after what the server said; the end of the process is no try', () =>
	scene(async (world) => {
		const { db } = world;
		const { ask, seen } = await transcript(world);
		const id = await ask();
		await missDraft(db, await sent(world), { fault: 'ended', retryAfterS: null }, noon);
		const first = await sent(world);
		equal(first.tries, 1);
		await missDraft(db, first, { fault: 'busy', retryAfterS: 60 }, noon);
		equal(await sendDraft(db, server, new Date(+noon + 59_000)), null);
		const second = await sent(world, new Date(+noon + 60_000));
		// Its process died: its time is over, and another takes it.
		const later = hours(1);
		const third = await sent(world, later);
		equal(third.tries, 3);
		await answerDraft(db, second, answer(['too late', 'p1']), later);
		equal((await seen(id)).pieces.length, 0);
		await missDraft(db, third, { fault: 'down', retryAfterS: null }, later);
		deepEqual([(await seen(id)).state, (await seen(id)).failure], ['failed', 'down']);
		const again = await ask();
		await missDraft(db, await sent(world, later), { fault: 'refused', retryAfterS: null }, later);
		equal((await seen(again)).failure, 'refused', 'a key that is wrong stays wrong');
	}));

test('so many at once as may be, and a use that is turned off meanwhile sends nothing', () =>
	scene(async (world) => {
		const { db } = world;
		const { ask, seen, stopId, who } = await transcript(world);
		const id = await ask();
		await askDraft(db, who, { subject: { of: 'record', stopId, field: 'title' }, locale: 'en', server }, noon);
		await sent(world);
		equal(await sendDraft(db, { ...server, atOnce: 1 }, noon), null);
		await turnOn(world);
		equal(await sendDraft(db, server, noon), 'ended');
		const all = await draftsIn(reading(db), { stop: stopId }, { by: who, at: noon });
		deepEqual(all.map(({ state, failure }) => failure ?? state).toSorted(), ['not-allowed', 'working']);
		equal((await seen(id)).hidden, 0);
	}));

test('a proposal is read only where its applicant let it be, by whom it is given to, without what reaches anybody', () =>
	scene(async (world) => {
		const { db } = world;
		await turnOn(world, 'summary');
		const [yes, no] = [await opened(world, { nth: 1, agrees: true }), await opened(world, { nth: 2, agrees: false })];
		const ask = (who: typeof world.seriReviewing, applicationId: string) =>
			askDraft(db, who, { subject: { of: 'proposal', applicationId }, locale: 'ko', server }, reviewing);
		await rejects(ask(world.seriReviewing, no), { kind: 'unknown' });
		await rejects(ask(world.doyunReviewing, yes), { kind: 'unknown' });
		const id = await ask(world.seriReviewing, yes);
		const one = await sent(world, reviewing);
		const out = one.passages.map(({ text }) => text).join('\n');
		match(out, /The plan of 1/);
		doesNotMatch(out, /@|2345|Firm 1/);
		await answerDraft(db, one, answer(['계획을 냈다.', one.passages[0]!.id]), reviewing);
		const seen = (by: { personId: string }) => draftOf(reading(db), id, { by, at: reviewing });
		equal((await seen(world.seriReviewing)).pieces.length, 1);
		equal((await seen(world.doyunReviewing)).pieces.length, 0, 'nobody else reads it by this door');
		const { applicant_id } = await db
			.selectFrom('applications')
			.select('applicant_id')
			.where('id', '=', yes)
			.executeTakeFirstOrThrow();
		const person = { id: applicant_id, email: 'x@example.test', name: 'x', locale: 'ko' as const };
		const owner = gate.applicant({ person, roles: [], signInId: '' }, world.call.id);
		await ask(world.seriReviewing, yes);
		await withdrawConsent(db, owner, 'assistant', reviewing);
		equal(await sendDraft(db, server, reviewing), 'ended', 'taken back before it went out');
		equal((await seen(world.seriReviewing)).pieces.length, 0);
		equal(await mayBeRead(reading(db), yes, reviewing), false);
		deepEqual([await dropDrafts(db, reviewing), await dropDrafts(db, reviewing)], [2, 0], 'and nothing of it is kept');
	}));

test('of a blind call goes out what reviewers read, and no name', () =>
	scene(async (world) => {
		const { db, call } = world;
		await turnOn(world, 'summary');
		const id = await opened(world, { nth: 3, agrees: true });
		await db.updateTable('calls').set({ hides_applicants: true }).where('id', '=', call.id).execute();
		await db
			.insertInto('masks')
			.values({ application_id: id, text: 'The plan', is_hidden: true, set_at: noon, set_by: world.hana.id })
			.execute();
		await askDraft(
			db,
			world.seriReviewing,
			{ subject: { of: 'proposal', applicationId: id }, locale: 'ko', server },
			reviewing
		);
		const { passages } = await sent(world, reviewing);
		const out = JSON.stringify(passages);
		match(out, /▇▇▇ of 3/);
		doesNotMatch(out, /The plan|Firm 3/);
	}));

test('questions are grouped as they wait; those of a private session and of who is banned go nowhere', () =>
	scene(async (world) => {
		const { db } = world;
		await turnOn(world, 'groups');
		const session = await addSession(world);
		const [one, two, three] = [
			await asked(world, session, '언제 열리나요? 010-2345-6789'),
			await asked(world, session, '문은 언제 여나요?'),
			await asked(world, session, '요금은 얼마인가요?')
		];
		await db
			.updateTable('askers')
			.set({ banned_at: noon, banned_by: world.hana.id })
			.where('id', 'in', db.selectFrom('questions').select('asker_id').where('id', '=', three.id))
			.execute();
		const who = moderating(world, session);
		const segment: Subject = { of: 'segment', sessionId: session.id, id: segmentFor(session, 'anyone').id };
		const ask = () => askDraft(db, who, { subject: segment, locale: 'ko', server }, noon);
		const id = await ask();
		const out = await sent(world);
		deepEqual(out.passages.map(({ ref }) => ref).toSorted(), [one.id, two.id].toSorted());
		doesNotMatch(JSON.stringify(out.passages), /2345/);
		await answerDraft(db, out, answer(['언제 여는지 묻습니다.', 'p1']), noon);
		const seen = () => draftOf(reading(db), id, { by: who, at: noon });
		equal((await seen()).failure, 'nonsense', 'one question is no group');
		await putAwayDraft(db, who, id, noon);
		await putAwayDraft(db, who, id, noon);
		await rejects(seen(), { kind: 'unknown' });
		await rejects(putAwayDraft(db, nariAtDesk(world), id, noon), { kind: 'unknown' });
		await db.updateTable('sessions').set({ visibility: 'private' }).where('id', '=', session.id).execute();
		await rejects(ask(), { code: 'assistant.nothing' });
	}));

test('a subject is found again as it was kept', () => {
	const [stopId, id] = ['s', 'i'];
	const all: [Subject, Use][] = [
		[{ of: 'record', stopId, field: 'lead' }, 'translation'],
		[{ of: 'term', stopId, id, field: 'explanation' }, 'translation'],
		[{ of: 'quote', stopId, id }, 'translation'],
		[{ of: 'transcript', stopId }, 'record'],
		[{ of: 'proposal', applicationId: 'a' }, 'summary'],
		[{ of: 'segment', sessionId: 'e', id }, 'groups']
	];
	for (const [subject] of all) deepEqual(subjectOf(keptAs(subject)), subject);
});
