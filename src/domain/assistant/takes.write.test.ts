import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ArticleForm } from '#domain/records/article.form.ts';
import { recordOf } from '#domain/records/article.read.server.ts';
import { typedOf, type Article } from '#domain/records/article.rules.ts';
import { saveRecord } from '#domain/records/article.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { saidAndWritten, server, turnOn } from '../../../tests/assistant.ts';
import { noon, scene, type Scene } from '../../../tests/cast.ts';
import { nariAtDesk } from '../../../tests/programme.ts';
import { withParagraph, withTranslation } from './article.rules.ts';
import { draftOf } from './read.server.ts';
import { checkAllRead, unreadIn } from './takes.read.server.ts';
import { readTake, takePieces } from './takes.write.server.ts';
import { answerDraft, askDraft, sendDraft } from './write.server.ts';

async function translated(world: Scene) {
	const { db } = world;
	const stage = await saidAndWritten(world);
	await turnOn(world, 'translation');
	const subject = { of: 'record' as const, stopId: stage.stopId, field: 'body' as const };
	const draftId = await askDraft(db, stage.who, { subject, locale: 'en', server }, noon);
	const sent = await sendDraft(db, server, noon);
	if (!sent || sent === 'ended') throw new Error('nothing went out');
	const pieces = [
		{ text: 'The lab opens.', sources: ['p1'] },
		{ text: 'In May.', sources: ['p2'] }
	];
	await answerDraft(db, sent, JSON.stringify({ pieces }), noon);
	const save = async (change: (article: Article) => Article) => {
		const { content, version } = (await recordOf(reading(db), stage.stopId))!;
		const form = ArticleForm.parse({ ...typedOf(change(content)), version: String(version) });
		await saveRecord(db, stage.who, { stopId: stage.stopId, form }, noon);
	};
	const draft = await draftOf(reading(db), draftId, { by: stage.who, at: noon });
	return { ...stage, draftId, draft, save, unread: () => unreadIn(reading(db), stage.stopId) };
}

test('what is taken in is known for a machine’s until it is changed or read, and holds up publication as long', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, draftId, draft, save, unread } = await translated(world);
		const { content } = (await recordOf(reading(db), stopId))!;
		const { article, place, pieces } = withTranslation(content, { field: 'body', locale: 'en', pieces: draft.pieces });
		equal(article.body.en, 'The lab opens.\n\n{programme}\n\nIn May.');
		await save(() => article);
		await takePieces(db, who, { draftId, place, pieces }, noon);
		deepEqual(
			(await unread()).map(({ place, text, model }) => [place, text, model]),
			[
				['body.en', 'The lab opens.', 'small'],
				['body.en', 'In May.', 'small']
			]
		);
		await rejects(checkAllRead(reading(db), stopId), { code: 'assistant.unread', detail: { count: 2 } });
		await save((now) => ({ ...now, body: { ...now.body, en: now.body.en.replace('In May', 'In early May') } }));
		const [left] = await unread();
		await rejects(readTake(db, nariAtDesk(world), left!.id, noon), { kind: 'unknown' });
		await readTake(db, who, left!.id, noon);
		await readTake(db, who, left!.id, noon);
		deepEqual(await unread(), []);
		await checkAllRead(reading(db), stopId);
	}));

test('nobody takes another host’s draft, one that is not there, or one without an answer', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, draftId, draft } = await translated(world);
		const taken = { draftId, place: 'body.en', pieces: draft.pieces };
		await rejects(takePieces(db, nariAtDesk(world), taken, noon), { kind: 'unknown' });
		await rejects(takePieces(db, who, { ...taken, draftId: randomUUID() }, noon), { kind: 'unknown' });
		const subject = { of: 'transcript' as const, stopId };
		await turnOn(world, 'record');
		const waiting = await askDraft(db, who, { subject, locale: 'ko', server }, noon);
		await rejects(takePieces(db, who, { ...taken, draftId: waiting }, noon), { kind: 'unknown' });
	}));

test('a paragraph goes to the end, before the explained words', () => {
	const article = { body: { ko: '처음.\n\n{terms}', en: '' } } as Article;
	const piece = { nth: 3, text: '더.' };
	equal(withParagraph(article, { locale: 'ko', piece }).article.body.ko, '처음.\n\n더.\n\n{terms}');
	equal(withParagraph(article, { locale: 'en', piece }).article.body.en, '더.');
});
