import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene } from '../../../tests/cast.ts';
import {
	acceptedApplication,
	addSession,
	asked,
	asking,
	inAudience,
	moderating,
	segmentFor
} from '../../../tests/floor.ts';
import { reading } from '#lib/db.server.ts';
import { askQuestion, withdrawQuestion } from './ask.write.server.ts';
import { exportedQuestions } from './exports.read.server.ts';
import { questionTable } from './exports.rules.ts';
import { actOnQuestion, banAsker } from './moderate.write.server.ts';
import { translateQuestion } from './translations.write.server.ts';
import { voteQuestion } from './votes.write.server.ts';

test('all that was asked, voted and moderated is taken away with its states, also what nobody saw; no name that was not given', () =>
	scene(async (world) => {
		const { db, visitors, mina } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const [shown, merged, banned, withdrawn] = [
			await asked(world, session, 'Shown?'),
			await asked(world, session, 'Merged?'),
			await asked(world, session, '=BANNED()'),
			await asked(world, session, 'Withdrawn?')
		];
		await acceptedApplication(world, mina.id);
		const segment = segmentFor(session, 'drawn').id;
		await askQuestion(db, inAudience(visitors.mina), { session, form: asking(session, 'Unnamed?', { segment }) }, noon);
		for (const { id } of [shown, merged])
			await actOnQuestion(db, who, { question: id, version: 1, act: 'approve' }, noon);
		const voter = inAudience();
		for (const vote of ['up', 'back'] as const) {
			await voteQuestion(db, voter, { session, form: { question: shown.id, vote } }, noon);
		}
		await actOnQuestion(db, who, { question: merged.id, version: 2, act: 'merge', into: shown.id }, noon);
		await banAsker(db, who, { question: banned.id, ban: 'ban' }, noon);
		await withdrawQuestion(db, withdrawn.who, { session, question: withdrawn.id }, noon);
		await translateQuestion(db, who, { question: shown.id, over: 0, text: '보였나요?' }, noon);
		const all = await exportedQuestions(reading(db), session);
		const by = new Map(all.map((one) => [one.text, one]));
		equal(all.length, 5);
		deepEqual(by.get('Shown?')!.voted, [{ at: noon.toISOString(), back: noon.toISOString() }]);
		deepEqual(by.get('Shown?')!.translations, [{ text: '보였나요?', at: noon.toISOString() }]);
		deepEqual(
			by.get('Merged?')!.acts.map(({ act, into }) => [act, into]),
			[
				['approve', null],
				['merge', shown.id]
			]
		);
		equal(by.get('=BANNED()')!.isBanned, true);
		equal(by.get('Withdrawn?')!.state, 'withdrawn');
		const { name, firm, number } = by.get('Unnamed?')!;
		deepEqual([name, firm, number], ['', '', null]);
		const [heads, ...lines] = [...questionTable(all, 'ko')];
		deepEqual(
			lines.map((line) => line.length),
			Array(5).fill(heads!.length)
		);
	}));
