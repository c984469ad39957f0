import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { addSession, asked, inAudience, moderating } from '../../../tests/floor.ts';
import { reading, together } from '#lib/db.server.ts';
import { newsAfter } from '#lib/news.server.ts';
import { actOnQuestion, banAsker } from './moderate.write.server.ts';
import { ownVotes, askerOf, queueOf } from './read.server.ts';
import { tellVotes, voteQuestion } from './votes.write.server.ts';

const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

test('one vote of each, however often and however fast it is pressed; it can be taken back and given again', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const { id, who: asker } = await asked(world, session, 'Shall we vote?');
		const vote = (who = inAudience(), way: 'up' | 'back' = 'up', question = id) =>
			voteQuestion(db, who, { session, form: { question, vote: way } }, noon);
		const votes = async () => (await queueOf(reading(db), session.id))[0]!.votes;
		await rejects(vote(), { code: 'questions.not-found' }, 'what waits is not there to be voted on');
		await actOnQuestion(db, moderating(world, session), { question: id, version: 1, act: 'approve' }, noon);
		const who = inAudience();
		await Promise.all(Array.from({ length: 20 }, () => vote(who)));
		equal(await votes(), 1);
		await vote();
		equal(await votes(), 2);
		await vote(who, 'back');
		await vote(who, 'back');
		equal(await votes(), 1);
		await vote(who);
		equal(await votes(), 2);
		deepEqual(await ownVotes(reading(db), (await askerOf(reading(db), session.id, who))!.id), [id]);
		await rejects(vote(asker), { code: 'questions.own-vote' });
		equal((await told(db)).filter((verb) => verb.endsWith('voted')).length, 4);
	}));

test('whoever signs in does not vote again as the browser they were; the banned do not count', () =>
	scene(async (world) => {
		const { db, visitors } = world;
		const session = await addSession(world);
		const desk = moderating(world, session);
		const one = await asked(world, session, 'One?');
		const other = await asked(world, session, 'Other?');
		for (const { id } of [one, other])
			await actOnQuestion(db, desk, { question: id, version: 1, act: 'approve' }, noon);
		const vote = (who: ReturnType<typeof inAudience>) =>
			voteQuestion(db, who, { session, form: { question: one.id, vote: 'up' } }, noon);
		const votes = async () => (await queueOf(reading(db), session.id)).find(({ id }) => id === one.id)!.votes;
		await vote(inAudience(undefined, 'phone'));
		await vote(inAudience(visitors.mina, 'phone'));
		equal(await votes(), 1);
		await vote(other.who);
		equal(await votes(), 2);
		await banAsker(db, desk, { question: other.id, ban: 'ban' }, noon);
		equal(await votes(), 1);
		await rejects(vote(other.who), { code: 'questions.banned' });
		await banAsker(db, desk, { question: other.id, ban: 'lift' }, noon);
		equal(await votes(), 2);
	}));

test('a hall that votes together is told of it once, and once more of what came after', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const { id } = await asked(world, session, 'All at once?');
		await actOnQuestion(db, moderating(world, session), { question: id, version: 1, act: 'approve' }, noon);
		const vote = (at: Date) => voteQuestion(db, inAudience(), { session, form: { question: id, vote: 'up' } }, at);
		const tell = (at: Date) => together(db, (tx) => tellVotes(tx, at));
		const told = async () =>
			(await newsAfter(reading(db), 0)).filter(({ word, topic }) => word === 'votes' && topic.startsWith('session'))
				.length;
		await tell(noon);
		equal(await told(), 0);
		await Promise.all(Array.from({ length: 9 }, () => vote(later(5))));
		for (const second of [6, 7, 8, 9, 10, 11]) await tell(later(second));
		equal(await told(), 1);
		await vote(later(12));
		for (const second of [13, 14]) await tell(later(second));
		equal(await told(), 2);
	}));
