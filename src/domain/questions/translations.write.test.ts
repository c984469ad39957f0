import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { addSession, asked, moderating } from '../../../tests/floor.ts';
import { reading } from '#lib/db.server.ts';
import { linkHolder } from './links.read.server.ts';
import { makeLink } from './links.write.server.ts';
import { actOnQuestion } from './moderate.write.server.ts';
import { queueOf, shownIn } from './read.server.ts';
import { translateQuestion } from './translations.write.server.ts';

test('the original stays beside each translation; of two written at once the second is shown the first', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const { id } = await asked(world, session, '무엇을 배우나요?');
		const write = (text: string, over: number) => translateQuestion(db, who, { question: id, over, text }, noon);
		await write('What is learnt?', 0);
		await write('What is learnt?', 0);
		await rejects(write('What does it learn?', 0), { code: 'questions.changed' });
		const [row] = await queueOf(reading(db), session.id);
		await write('What does it learn?', Number(row!.translation_id));
		const [now] = await queueOf(reading(db), session.id);
		deepEqual([now!.text, now!.translation, now!.locale], ['무엇을 배우나요?', 'What does it learn?', 'ko']);
		deepEqual((await told(db)).filter((verb) => verb === 'question.translated').length, 2);
	}));

test('an interpreter by their link reaches what everybody sees, and nothing that waits', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const desk = moderating(world, session);
		const secret = await makeLink(db, desk, { do: 'make', kind: 'interpreter', label: 'Booth 1' }, noon);
		const booth = await linkHolder(reading(db), session.id, 'interpreter', secret);
		const { id } = await asked(world, session, '들리나요?');
		const write = () => translateQuestion(db, booth, { question: id, over: 0, text: 'Do you hear me?' }, noon);
		await rejects(write(), { code: 'questions.not-found' });
		await actOnQuestion(db, desk, { question: id, version: 1, act: 'approve' }, noon);
		await write();
		deepEqual(
			(await shownIn(reading(db), session)).map(({ translation }) => translation),
			['Do you hear me?']
		);
		const other = { ...booth, sessionId: (await addSession(world, { slug: 'other' })).id };
		await rejects(translateQuestion(db, other, { question: id, over: 0, text: 'x' }, noon), {
			code: 'questions.not-found'
		});
	}));
