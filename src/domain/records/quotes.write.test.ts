import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk, setStage } from '../../../tests/programme.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { answerQuotes } from './answers.write.server.ts';
import { EmbargoForm, QuoteForm, ReviseForm } from './quotes.form.ts';
import { publicQuotes, quotesOfStop, shownHistory, takenBack } from './quotes.read.server.ts';
import { embargoQuote, makeQuote, reviseQuote, withdrawQuote } from './quotes.write.server.ts';
import { asked, saidAt } from '../../../tests/said.ts';

const quote = (more: Record<string, string>) =>
	QuoteForm.parse({ locale: 'en', text: 'We will open the lab', translation: '연구실을 엽니다', ...more });

const texts = async ({ db }: Scene, stopId: string, at: Date) =>
	(await publicQuotes(reading(db), stopId, at)).map(({ text }) => text);

test('words are quoted as they were said; what was not said is refused, and what is of another stop is not there', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { stopId, who, speaker } = stage;
		const utterance = await saidAt(db, stage, { starts_ms: 60_000, text: 'Yes. We will open  the lab, and soon.' });
		const from = { stopId, form: quote({ utterance, speaker }) };
		const id = await makeQuote(db, who, from, noon);
		const [one] = await quotesOfStop(reading(db), stopId);
		deepEqual([one!.id, one!.state, one!.said_at.getTime()], [id, 'waiting', +stage.session.starts_at + 60_000]);
		const other = (more: Record<string, string>) => ({ stopId, form: quote({ utterance, speaker, ...more }) });
		await makeQuote(db, who, other({ text: 'Yes … soon.' }), noon);
		await rejects(makeQuote(db, who, other({ text: 'soon … Yes.' }), noon), {
			fields: { text: 'records.not-in-utterance' }
		});
		await rejects(makeQuote(db, who, other({ locale: 'ko' }), noon), { code: 'lib.fields' });
		await rejects(makeQuote(db, who, other({ speaker: stopId }), noon), { kind: 'unknown' });
		await rejects(makeQuote(db, nariAtDesk(world), from, noon), { kind: 'unknown' });
		deepEqual(await told(db).then((lines) => lines.slice(-2)), ['quote.made', 'quote.made']);
		const segment = await db.selectFrom('segments').select('id').executeTakeFirst();
		await makeQuote(db, who, { stopId, form: quote({ ...typed, speaker, place: segment!.id }) }, noon);
		const last = await db
			.selectFrom('quotes')
			.select(['session_id', 'segment_id'])
			.where('utterance_id', 'is', null)
			.executeTakeFirstOrThrow();
		deepEqual(last, { session_id: stage.session.id, segment_id: segment!.id });
		const nowhere = { stopId, form: quote({ ...typed, speaker, place: speaker }) };
		await rejects(makeQuote(db, who, nowhere, noon), { kind: 'unknown' });
	}));

test('nothing is public before its speaker approved it, nor before its embargo ends, nor of a session that is hidden', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { stopId, who } = stage;
		const { id, token } = await asked(world, stage, { 'embargo.day': '2026-11-23', 'embargo.time': '14:00' });
		deepEqual(await texts(world, stopId, hours(100)), []);
		await answerQuotes(db, token, [{ id, version: 1, answer: 'approved', text: '', translation: '', note: '' }], noon);
		deepEqual(await texts(world, stopId, hours(100)), []);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const until = hours(2);
		deepEqual(await texts(world, stopId, new Date(+until - 1)), []);
		deepEqual(await texts(world, stopId, until), ['We will open the lab']);
		const later = EmbargoForm.parse({ id, 'embargo.day': '2026-11-23', 'embargo.time': '18:00' });
		await embargoQuote(db, who, { stopId, form: later }, noon);
		deepEqual(await texts(world, stopId, until), []);
		await db.updateTable('sessions').set({ visibility: 'private' }).where('id', '=', stage.session.id).execute();
		deepEqual(await texts(world, stopId, hours(100)), []);
	}));

test('a new version waits for the speaker again; what the public once read stays to be compared, the rest does not', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { stopId, who } = stage;
		const { id, token } = await asked(world, stage);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const say = (version: number, answer: 'approved' | 'corrected', text = '') =>
			answerQuotes(db, token, [{ id, version, answer, text, translation: '', note: '' }], hours(version));
		await say(1, 'approved');
		const revise = (version: number, text: string) =>
			reviseQuote(db, who, { stopId, form: ReviseForm.parse({ id, version, text, reason: 'A slip' }) }, hours(version));
		await revise(1, 'We may open the lab');
		deepEqual(await texts(world, stopId, hours(5)), []);
		await rejects(revise(1, 'again'), { code: 'records.quote-changed' });
		await say(2, 'corrected', 'We will open the lab in spring');
		deepEqual(await texts(world, stopId, hours(5)), ['We will open the lab in spring']);
		const history = (await shownHistory(reading(db), [id], hours(5))).get(id)!;
		deepEqual(
			history.map(({ version, text, isOwn }) => [version, text, isOwn]),
			[
				[1, 'We will open the lab', false],
				[3, 'We will open the lab in spring', true]
			]
		);
	}));

test('a withdrawn quote says that it was, without its words; one nobody had read says nothing', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { stopId, who } = stage;
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const { id, token } = await asked(world, stage);
		const form = { id, reason: 'Wrong person' };
		await rejects(withdrawQuote(db, nariAtDesk(world), { stopId, form }, noon), { kind: 'unknown' });
		await answerQuotes(db, token, [{ id, version: 1, answer: 'approved', text: '', translation: '', note: '' }], noon);
		const unread = await makeQuote(db, who, { stopId, form: quote({ ...typed, speaker: stage.speaker }) }, noon);
		for (const one of [id, unread]) await withdrawQuote(db, who, { stopId, form: { ...form, id: one } }, hours(1));
		await rejects(withdrawQuote(db, hanaAtDesk(world), { stopId, form }, hours(1)), {
			code: 'records.quote-withdrawn'
		});
		deepEqual(await texts(world, stopId, hours(2)), []);
		const gone = await takenBack(reading(db), stopId);
		deepEqual([gone.map((one) => one.id), JSON.stringify(gone).includes('lab')], [[id], false]);
		equal((await told(db)).at(-1), 'quote.withdrawn');
	}));

const typed = { 'said.day': '2026-12-10', 'said.time': '09:10' };
