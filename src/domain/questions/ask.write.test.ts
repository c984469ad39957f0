import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import {
	acceptedApplication,
	addSession,
	asked,
	asking,
	inAudience,
	moderating,
	pressOf,
	segmentFor
} from '../../../tests/floor.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { markSegment } from '#domain/programme/marks.write.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { newsAfter } from '#lib/news.server.ts';
import { askQuestion, putQuestion, withdrawQuestion } from './ask.write.server.ts';
import { acceptedIn } from './eligible.read.server.ts';
import { AskForm } from './form.ts';
import { actOnQuestion, banAsker } from './moderate.write.server.ts';
import { askerOf, ownQuestions, shownIn } from './read.server.ts';
import { checkSeen, longest, newcomersMost } from './rules.ts';

const count = async (db: Db) => (await db.selectFrom('questions').select('id').execute()).length;
const topics = async (db: Db) => (await newsAfter(reading(db), 0)).map(({ topic }) => topic.split(':')[0]!).sort();

test('a question waits for its approval: its asker finds it, nobody else does, and only they and the desk are told', () =>
	scene(async (world) => {
		const session = await addSession(world);
		const { who } = await asked(world, session, '어떤 데이터로 배우나요?');
		const asker = await askerOf(reading(world.db), session.id, who);
		const own = await ownQuestions(reading(world.db), asker!.id);
		deepEqual(
			own.map(({ text, state }) => [text, state]),
			[['어떤 데이터로 배우나요?', 'asked']]
		);
		deepEqual(await shownIn(reading(world.db), session), []);
		deepEqual(await topics(world.db), ['desk', 'own']);
		deepEqual((await told(world.db)).slice(-1), ['question.asked']);
		equal(await askerOf(reading(world.db), session.id, inAudience()), undefined, 'another browser has asked nothing');
	}));

test('the same press sent ten times at once is one question; other words under it are refused', () =>
	scene(async ({ db, ...world }) => {
		const session = await addSession({ db, ...world });
		const who = inAudience();
		const form = asking(session, 'Once only?');
		const answers = await Promise.all(Array.from({ length: 10 }, () => askQuestion(db, who, { session, form }, noon)));
		equal(new Set(answers.map(({ id }) => id)).size, 1);
		equal(await count(db), 1);
		const other = { ...form, text: 'Twice?' };
		await rejects(askQuestion(db, who, { session, form: other }, noon), { code: 'questions.other-words' });
		const stranger = await askQuestion(db, inAudience(), { session, form }, noon);
		notEqual(stranger.id, answers[0]!.id, 'another asker’s key is their own');
	}));

test('whose turn it is not is refused: the moderator’s dialogue, the drawn, the press', () =>
	scene(async (world) => {
		const { db, visitors, mina, joon } = world;
		const session = await addSession(world);
		const ask = (askers: 'moderator' | 'drawn' | 'press', visitor = visitors.mina) =>
			askQuestion(
				db,
				inAudience(visitor),
				{ session, form: asking(session, 'May I?', { segment: segmentFor(session, askers).id }) },
				noon
			);
		await rejects(ask('moderator', visitors.hana), { code: 'questions.only-moderator' });
		await rejects(ask('drawn'), { code: 'questions.not-your-turn' });
		await rejects(ask('press'), { code: 'questions.not-accredited' });
		const { reply, application, firm } = await acceptedApplication(world, mina.id);
		await ask('drawn');
		const row = await db.selectFrom('questions').select(['application_id', 'firm']).executeTakeFirstOrThrow();
		deepEqual(
			row,
			{ application_id: application, firm: '' },
			'unnamed as the asker chose, and yet of their firm to the desk'
		);
		await reply('decline');
		await rejects(ask('drawn'), { code: 'questions.not-your-turn' });
		equal(firm.startsWith('Firm'), true);
		const decide = await pressOf(world, joon.id);
		await rejects(ask('press', visitors.joon), { code: 'questions.not-accredited' }, 'to apply is not enough');
		await decide('accredited');
		await ask('press', visitors.joon);
		await decide('withdrawn');
		await rejects(ask('press', visitors.joon), { code: 'questions.not-accredited' });
	}));

test('where somebody else comes for a firm, they ask, by the address they sign in with, and who applied does not', () =>
	scene(async (world) => {
		const { db, visitors, mina, joon } = world;
		const session = await addSession(world);
		const { invitation, application } = await acceptedApplication(world, mina.id);
		const ask = (visitor: Visitor) => {
			const form = asking(session, 'May I?', { segment: segmentFor(session, 'drawn').id });
			return askQuestion(db, inAudience(visitor), { session, form }, noon);
		};
		const named = { invitation_id: invitation, is_applicant: false, name: 'Joon', locale: 'ko', named_at: noon };
		await db
			.insertInto('attendees')
			.values({ ...named, email: joon.email.toUpperCase(), pass_code: 'JOONSPASS234' })
			.execute();
		await rejects(ask(visitors.joon), { code: 'questions.not-your-turn' }, 'named, and not yet admitted');
		await db.updateTable('attendees').set({ admitted_at: noon }).execute();
		await ask(visitors.joon);
		await rejects(ask(visitors.mina), { code: 'questions.not-your-turn' });
		equal(
			(await acceptedIn(reading(db), { call_id: world.call.id, stop_id: world.call.stop_id }).execute())[0]?.person,
			'Joon'
		);
		const row = await db.selectFrom('questions').select('application_id').executeTakeFirstOrThrow();
		equal(row.application_id, application);
	}));

test('a floor that is closed, a segment that has ended, a day that is over take nothing', () =>
	scene(async (world) => {
		const { db } = world;
		let session = await addSession(world);
		const segment = segmentFor(session, 'anyone');
		const ask = (at: Date) => askQuestion(db, inAudience(), { session, form: asking(session, 'Now?') }, at);
		await rejects(ask(hours(3)), { code: 'questions.floor-closed' });
		await db.insertInto('floors').values({ segment_id: segment.id, is_open: false, set_at: noon }).execute();
		await rejects(ask(noon), { code: 'questions.floor-closed' });
		await db.updateTable('floors').set({ is_open: true }).execute();
		await ask(noon);
		const who = moderating(world, session);
		await markSegment(db, who, { segmentId: segment.id, mark: 'begin' }, noon);
		await markSegment(db, who, { segmentId: segment.id, mark: 'end' }, hours(1));
		session = await sessionBySlug(reading(db), session.slug);
		await rejects(ask(hours(1)), { code: 'questions.floor-closed' });
	}));

test('one asker leaves so many and not too fast; the banned leave none; new browsers of one network are counted', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = inAudience();
		const ask = (text: string, at = noon) => askQuestion(db, who, { session, form: asking(session, text) }, at);
		const { id } = await ask('one');
		await ask('two');
		await ask('three');
		await rejects(ask('four', hours(0.1)), { code: 'questions.enough' });
		await db
			.insertInto('floors')
			.values({ segment_id: segmentFor(session, 'anyone').id, most_each: 9, set_at: noon })
			.execute();
		await rejects(ask('four'), { code: 'questions.too-fast' });
		await banAsker(db, moderating(world, session), { question: id, ban: 'ban' }, noon);
		await rejects(ask('four', hours(0.1)), { code: 'questions.banned' });
		const { block_hash } = await db.selectFrom('askers').select('block_hash').executeTakeFirstOrThrow();
		const many = Array.from({ length: newcomersMost }, () => ({
			...{ session_id: session.id, browser_hash: Buffer.from(randomUUID()), block_hash, made_at: noon }
		}));
		await db.insertInto('askers').values(many).execute();
		const newcomer = (at: Date, address?: string) =>
			askQuestion(db, inAudience(undefined, undefined, address), { session, form: asking(session, 'Me too') }, at);
		await rejects(newcomer(noon), { code: 'questions.too-many' });
		await newcomer(noon, '203.0.113.9');
		await newcomer(hours(0.5));
	}));

test('who is named is said by the segment: always, never, or as each likes', () =>
	scene(async (world) => {
		const { db, visitors } = world;
		for (const [naming, named, name] of [
			['named', false, 'mina'],
			['anonymous', true, ''],
			['choice', true, 'mina'],
			['choice', false, '']
		] as const) {
			const session = await addSession(world, { slug: `${naming}-${named}`, naming });
			await askQuestion(db, inAudience(visitors.mina), { session, form: asking(session, 'Who?', { named }) }, noon);
			const row = await db
				.selectFrom('questions')
				.select('name')
				.where('session_id', '=', session.id)
				.executeTakeFirst();
			equal(row?.name, name, `${naming}, ${named}`);
		}
	}));

test('an asker takes their own question back and nobody else’s, and not once it is being answered', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const { id, who } = await asked(world, session, 'Back?');
		await rejects(withdrawQuestion(db, inAudience(), { session, question: id }, noon), { code: 'questions.not-found' });
		await withdrawQuestion(db, who, { session, question: id }, noon);
		await withdrawQuestion(db, who, { session, question: id }, noon);
		equal((await told(db)).filter((verb) => verb === 'question.withdrawn').length, 1);
		const desk = moderating(world, session);
		await rejects(actOnQuestion(db, desk, { question: id, version: 2, act: 'approve' }, noon), {
			code: 'questions.cannot'
		});
		const late = await asked(world, session, 'Late?');
		await actOnQuestion(db, desk, { question: late.id, version: 1, act: 'approve' }, noon);
		await actOnQuestion(db, desk, { question: late.id, version: 2, act: 'now' }, noon);
		await rejects(withdrawQuestion(db, late.who, { session, question: late.id }, noon), { code: 'questions.too-late' });
	}));

test('the moderator’s own question needs no approval, and is one however often it is sent', () =>
	scene(async (world) => {
		const session = await addSession(world);
		const form = asking(session, 'To begin with?', { segment: segmentFor(session, 'moderator').id });
		const put = () => putQuestion(world.db, moderating(world, session), { session, form, name: 'Hana' }, noon);
		deepEqual(await put(), await put());
		deepEqual(
			(await shownIn(reading(world.db), session)).map(({ text, name }) => [text, name]),
			[['To begin with?', 'Hana']]
		);
	}));

test('what is sent is read as people write: long by letters, never blank, without hidden turns of the text', () => {
	const read = (text: string, more = {}) =>
		AskForm.safeParse({ intent: randomUUID(), segment: randomUUID(), text, ...more });
	equal(read('가'.repeat(longest.question).normalize('NFD')).data?.text, '가'.repeat(longest.question));
	for (const text of ['', ' \u3164\u200b', 'a\u202eb', '가'.repeat(longest.question + 1), '900101-1234567'])
		equal(read(text).success, false, text);
	equal(read('ok', { intent: '<script>' }).success, false);
});

test('a session that is not public is not there for who does not work for its host', () =>
	scene(async (world) => {
		const session = await addSession(world, { visibility: 'private' });
		checkSeen(world.visitors.hana, session);
		for (const who of [world.visitors.nari, world.visitors.mina, inAudience().visitor]) {
			await rejects(async () => checkSeen(who, session), { code: 'programme.session-not-found' });
		}
	}));
