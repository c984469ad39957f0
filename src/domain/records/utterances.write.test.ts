import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { nariAtDesk, setStage } from '../../../tests/programme.ts';
import { asked } from '../../../tests/said.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { answerQuotes } from './answers.write.server.ts';
import { QuoteForm } from './quotes.form.ts';
import { makeQuote } from './quotes.write.server.ts';
import { ImportForm, RecordingForm, UtteranceForm } from './utterances.form.ts';
import { publicTranscripts, sessionOfStop, utterancesOf } from './utterances.read.server.ts';
import {
	importTranscript,
	publishTranscript,
	removeUtterance,
	saveUtterance,
	setRecording,
	takeBackTranscript
} from './utterances.write.server.ts';

const file =
	'WEBVTT\n\n00:10.000 --> 00:12.000\n<v Sori>We will open the lab.\n\n06:40.000 --> 06:44.000\n<v Stranger>언제요?\n';
const form = (text: string, as = 'words') => ImportForm.parse({ file: text, as });

async function stageOf(world: Scene) {
	const stage = await setStage(world);
	const where = { stopId: stage.stopId, session: stage.session.slug };
	const said = async () =>
		(await utterancesOf(reading(world.db), stage.session.id)).map(({ text, translation }) => [text, translation]);
	return { ...stage, where, said };
}

test('a file of captions is placed: speakers by their names, segments by when they ran, moments by the recording', () =>
	scene(async (world) => {
		const { db } = world;
		const { where, session, who, speaker } = await stageOf(world);
		const segments = await db
			.selectFrom('segments')
			.select('id')
			.where('session_id', '=', session.id)
			.orderBy('position')
			.execute();
		const mark = (segment_id: string, minute: number) => ({
			...{ segment_id, mark: 'begin', marked_by: who.personId },
			marked_at: new Date(+session.starts_at + minute * 60_000)
		});
		await db
			.insertInto('segment_marks')
			.values([mark(segments[0]!.id, 2), mark(segments[1]!.id, 8)])
			.execute();
		// The recording began two minutes in, with the first segment: 6:40 of it is 8:40 of the clock.
		const recording = RecordingForm.parse({
			url: 'https://youtu.be/a',
			'starts.day': '2026-12-10',
			'starts.time': '09:02'
		});
		await setRecording(db, who, { ...where, form: recording }, noon);
		await importTranscript(db, who, { ...where, form: form(file) }, noon);
		const all = await utterancesOf(reading(db), session.id);
		deepEqual(
			all.map(({ starts_ms, speaker_id, speaker_name, segment_id, locale }) => [
				starts_ms,
				speaker_id,
				speaker_name,
				segment_id,
				locale
			]),
			[
				[10_000, speaker, '', segments[0]!.id, 'en'],
				[400_000, null, 'Stranger', segments[1]!.id, 'ko']
			]
		);
		const early = RecordingForm.parse({
			url: 'https://youtu.be/a',
			'starts.day': '2026-12-10',
			'starts.time': '09:01'
		});
		await setRecording(db, who, { ...where, form: early }, noon);
		await rejects(importTranscript(db, who, { ...where, form: form(file) }, noon), {
			code: 'records.cue-before-start',
			detail: { line: 3 }
		});
	}));

test('the same file twice changes nothing; another replaces it, and what was quoted stays to be found', () =>
	scene(async (world) => {
		const { db } = world;
		const { where, who, said, speaker, stopId, session } = await stageOf(world);
		equal(await importTranscript(db, who, { ...where, form: form(file) }, noon), 2);
		equal(await importTranscript(db, who, { ...where, form: form(file) }, hours(1)), 0);
		const [first] = await utterancesOf(reading(db), session.id);
		const words = { locale: 'en', text: 'open the lab', utterance: first!.id, speaker };
		const quote = await makeQuote(db, who, { stopId, form: QuoteForm.parse(words) }, noon);
		equal(await importTranscript(db, who, { ...where, form: form(file.replace('00:10', '00:11')) }, hours(2)), 1);
		deepEqual(await said(), [
			['We will open the lab.', ''],
			['언제요?', '']
		]);
		equal(
			(await db.selectFrom('quotes').select('utterance_id').where('id', '=', quote).executeTakeFirstOrThrow())
				.utterance_id,
			first!.id
		);
		const korean = 'WEBVTT\n\n00:11.200 --> 00:12.000\n연구실을 엽니다.\n\n00:20.000 --> 00:21.000\n없는 말\n';
		equal(await importTranscript(db, who, { ...where, form: form(korean, 'translation') }, hours(3)), 1);
		deepEqual((await said())[0], ['We will open the lab.', '연구실을 엽니다.']);
		await rejects(importTranscript(db, who, { ...where, form: form('WEBVTT\n\nx') }, noon), {
			code: 'records.bad-cue'
		});
		await rejects(importTranscript(db, nariAtDesk(world), { ...where, form: form(file) }, noon), { kind: 'unknown' });
		await rejects(importTranscript(db, who, { ...where, session: 'no-such', form: form(file) }, noon), {
			kind: 'unknown'
		});
	}));

test('typed words are kept as they were before each change; quoted ones are not taken out', () =>
	scene(async (world) => {
		const { db } = world;
		const { where, who, said, speaker, stopId } = await stageOf(world);
		const typed = (more: Record<string, string>) =>
			UtteranceForm.parse({ starts: '1:05', speaker, name: '', text: 'We will.', ...more });
		const id = await saveUtterance(db, who, { ...where, form: typed({}) }, noon);
		await saveUtterance(db, who, { ...where, form: typed({ id, text: 'We may.' }) }, noon);
		deepEqual(await said(), [['We may.', '']]);
		deepEqual(
			(await db.selectFrom('utterance_edits').select('text').execute()).map(({ text }) => text),
			['We will.']
		);
		await rejects(saveUtterance(db, nariAtDesk(world), { ...where, form: typed({ id }) }, noon), { kind: 'unknown' });
		await makeQuote(
			db,
			who,
			{ stopId, form: QuoteForm.parse({ locale: 'en', text: 'We may.', utterance: id, speaker }) },
			noon
		);
		await rejects(removeUtterance(db, who, { ...where, id }, noon), { code: 'records.utterance-quoted' });
		const other = await saveUtterance(db, who, { ...where, form: typed({ starts: '2:00', text: 'Bye' }) }, noon);
		await removeUtterance(db, who, { ...where, id: other }, noon);
		await rejects(removeUtterance(db, who, { ...where, id: other }, noon), { kind: 'unknown' });
		equal(UtteranceForm.safeParse({ starts: 'soon', text: '' }).success, false);
	}));

test('the public reads a transcript once it is published, of a session it may know, and not what a speaker has yet to approve', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await stageOf(world);
		const { where, who, stopId, session } = stage;
		const read = async () => {
			const all = await publicTranscripts(reading(db), stopId, hours(5));
			return all.flatMap(({ utterances }) => utterances.map(({ text, isHeld }) => [text, isHeld]));
		};
		await rejects(publishTranscript(db, who, where, noon), { code: 'records.nothing-said' });
		await importTranscript(db, who, { ...where, form: form(file) }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		deepEqual(await read(), []);
		await rejects(publishTranscript(db, nariAtDesk(world), where, noon), { kind: 'unknown' });
		await publishTranscript(db, who, where, noon);
		await rejects(publishTranscript(db, who, where, noon), { code: 'records.transcript-stands' });
		deepEqual(await read(), [
			['We will open the lab.', false],
			['언제요?', false]
		]);
		const [first] = await utterancesOf(reading(db), session.id);
		const { id, token } = await asked(world, stage, { utterance: first!.id });
		deepEqual(await read(), [
			['', true],
			['언제요?', false]
		]);
		await answerQuotes(
			db,
			token,
			[{ id, version: 1, answer: 'approved', text: '', translation: '', note: '' }],
			hours(1)
		);
		deepEqual(await read(), [
			['We will open the lab.', false],
			['언제요?', false]
		]);
		await db.updateTable('sessions').set({ visibility: 'private' }).where('id', '=', session.id).execute();
		deepEqual(await read(), []);
		await db.updateTable('sessions').set({ visibility: 'public' }).where('id', '=', session.id).execute();
		await takeBackTranscript(db, who, where, hours(2));
		deepEqual(await read(), []);
		deepEqual((await told(db)).at(-1), 'transcript.taken-back');
		equal((await sessionOfStop(reading(db), stopId, session.slug)).publishedAt, null);
	}));
