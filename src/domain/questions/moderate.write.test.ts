import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import { addSession, asked, inAudience, moderating, segmentFor } from '../../../tests/floor.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { newsAfter } from '#lib/news.server.ts';
import { actOnQuestion, banAsker } from './moderate.write.server.ts';
import { askerOf, ownQuestions, queueOf, shownIn } from './read.server.ts';
import { actsOn, acts, type Act } from './rules.ts';
import { voteQuestion } from './votes.write.server.ts';

async function versionOf(db: Db, id: string) {
	return (await db.selectFrom('questions').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version;
}

test('a question is approved, called, answered: seen by everybody from its approval, and by nobody once hidden', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const { id } = await asked(world, session, 'Seen?');
		const act = async (act: Act, at = noon) =>
			actOnQuestion(db, who, { question: id, version: await versionOf(db, id), act }, at);
		const seen = async () => (await shownIn(reading(db), session)).map(({ state }) => state);
		deepEqual(await seen(), []);
		await act('approve');
		deepEqual(await seen(), ['approved']);
		await act('now');
		deepEqual(await seen(), ['answering']);
		await act('answered', hours(0.1));
		deepEqual(await seen(), ['answered']);
		await act('hide');
		deepEqual(await seen(), []);
		await act('approve');
		await act('archive');
		deepEqual(await seen(), []);
		const [row] = await queueOf(reading(db), session.id);
		equal(row!.spent_ms, 360_000, 'it had the floor for six minutes');
		deepEqual((await told(db)).filter((verb) => verb.startsWith('question.')).slice(1), [
			...['question.approved', 'question.called', 'question.answered', 'question.hidden', 'question.approved'],
			'question.archived'
		]);
	}));

test('nothing that others may not see is told where others hear; what they may see is told once it can be read', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const { id } = await asked(world, session, 'Quiet?');
		const onFloor = async () =>
			(await newsAfter(reading(db), 0)).filter(({ topic }) => topic.startsWith('session:')).length;
		await actOnQuestion(db, who, { question: id, version: 1, act: 'hide' }, noon);
		equal(await onFloor(), 0, 'hidden unseen: nobody hears of it');
		await actOnQuestion(db, who, { question: id, version: 2, act: 'approve' }, noon);
		equal(await onFloor(), 1);
		await actOnQuestion(db, who, { question: id, version: 3, act: 'hide' }, noon);
		equal(await onFloor(), 2);
	}));

test('of two moderators at once one acts, the other is told that it changed; an act that does not fit is refused', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const { id } = await asked(world, session, 'Both?');
		const both = await Promise.allSettled([
			actOnQuestion(db, who, { question: id, version: 1, act: 'approve' }, noon),
			actOnQuestion(db, who, { question: id, version: 1, act: 'hide' }, noon)
		]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		equal((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason.code, 'questions.changed');
		await rejects(actOnQuestion(db, who, { question: id, version: 2, act: 'unpin' }, noon), {
			code: 'questions.cannot'
		});
		const other = { ...who, sessionId: (await addSession(world, { slug: 'other' })).id };
		await rejects(actOnQuestion(db, other, { question: id, version: 2, act: 'archive' }, noon), {
			code: 'questions.not-found'
		});
		await rejects(actOnQuestion(db, who, { question: 'x', version: 1, act: 'hide' }, noon), {
			code: 'questions.not-found'
		});
	}));

test('one question is answered at a time: to call the next ends the one before', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const ids = [];
		for (const text of ['First?', 'Second?']) {
			const { id } = await asked(world, session, text);
			await actOnQuestion(db, who, { question: id, version: 1, act: 'approve' }, noon);
			ids.push(id);
		}
		await actOnQuestion(db, who, { question: ids[0]!, version: 2, act: 'now' }, noon);
		await actOnQuestion(db, who, { question: ids[1]!, version: 2, act: 'now' }, hours(0.05));
		const queue = await queueOf(reading(db), session.id);
		const states = ids.map((id) => queue.find((one) => one.id === id)!).map(({ state, spent_ms }) => [state, spent_ms]);
		deepEqual(states, [
			['answered', 180_000],
			['answering', 0]
		]);
	}));

test('alike questions are merged: one stays, votes are united with each voter once, and it can be parted again', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const one = await asked(world, session, 'How is data kept?');
		const two = await asked(world, session, 'How is the data kept?');
		for (const { id } of [one, two]) await actOnQuestion(db, who, { question: id, version: 1, act: 'approve' }, noon);
		const [both, single] = [inAudience(), inAudience()];
		for (const [voter, question] of [
			[both, one.id],
			[both, two.id],
			[single, two.id]
		] as const) {
			await voteQuestion(db, voter, { session, form: { question, vote: 'up' } }, noon);
		}
		await rejects(actOnQuestion(db, who, { question: two.id, version: 2, act: 'merge', into: two.id }, noon), {
			code: 'questions.cannot'
		});
		await actOnQuestion(db, who, { question: two.id, version: 2, act: 'merge', into: one.id }, noon);
		deepEqual(
			(await shownIn(reading(db), session)).map(({ id, votes }) => [id, votes]),
			[[one.id, 2]]
		);
		const asker = await askerOf(reading(db), session.id, two.who);
		deepEqual(
			(await ownQuestions(reading(db), asker!.id)).map(({ state, kept }) => [state, kept]),
			[['merged', 'How is data kept?']]
		);
		await voteQuestion(db, inAudience(), { session, form: { question: two.id, vote: 'up' } }, noon);
		equal((await shownIn(reading(db), session))[0]!.votes, 3);
		await actOnQuestion(db, who, { question: two.id, version: 3, act: 'part' }, noon);
		equal((await shownIn(reading(db), session)).length, 2);
	}));

test('who is banned leaves every page with all they asked, and comes back as they were', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const { id } = await asked(world, session, 'Rude?');
		await actOnQuestion(db, who, { question: id, version: 1, act: 'approve' }, noon);
		await banAsker(db, who, { question: id, ban: 'ban' }, noon);
		await banAsker(db, who, { question: id, ban: 'ban' }, noon);
		deepEqual(await shownIn(reading(db), session), []);
		ok((await queueOf(reading(db), session.id))[0]!.banned_at, 'who moderates still sees it');
		await banAsker(db, who, { question: id, ban: 'lift' }, noon);
		equal((await shownIn(reading(db), session)).length, 1);
		deepEqual(
			(await told(db)).filter((verb) => verb.startsWith('asker.')),
			['asker.banned', 'asker.let-in']
		);
		const elsewhere = { ...who, sessionId: segmentFor(session, 'press').id };
		await rejects(banAsker(db, elsewhere, { question: id, ban: 'ban' }, noon), { code: 'questions.not-found' });
	}));

test('what was withdrawn is nobody’s to bring back, and what is merged has only the way apart', () => {
	deepEqual(actsOn({ state: 'withdrawn', is_pinned: false, merged_into: null }), []);
	deepEqual(actsOn({ state: 'approved', is_pinned: false, merged_into: 'another' }), ['part']);
	equal(acts.length, 9);
});
