import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, noon, scene, told } from '../../../tests/cast.ts';
import { nariAtDesk, setStage, speakerForm } from '../../../tests/programme.ts';
import { asked, tokenOf } from '../../../tests/said.ts';
import { saveSpeaker } from '#domain/programme/speakers.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { answerQuotes, remindSpeaker, sendQuoteLink } from './answers.write.server.ts';
import { linksToRemind, ownQuotes } from './links.read.server.ts';
import { AnswersForm, LinkForm, type SpeakerAnswer } from './quotes.form.ts';
import { quotesOfStop } from './quotes.read.server.ts';

const answer = (id: string, more: Partial<SpeakerAnswer>): SpeakerAnswer => ({
	...{ id, version: 1, answer: 'approved', text: '', translation: '', note: '' },
	...more
});
const days = (count: number) => hours(24 * count);

test('a letter to the office leads to the quotes; its link is kept as a hash, and no word of the quotes is in it', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { token } = await asked(world, stage);
		const [letter] = await letters(db);
		deepEqual([letter!.to_address, letter!.body.includes('open the lab')], ['office@speaker.example', false]);
		match(letter!.body, new RegExp(`/quotes/${token}`));
		const [own] = await ownQuotes(reading(db), stage.speaker);
		deepEqual([own!.text, own!.state], ['We will open the lab', 'waiting']);
		const form = LinkForm.parse({ speaker: stage.speaker, email: 'a@b.example', locale: 'ko' });
		await rejects(sendQuoteLink(db, nariAtDesk(world), { stopId: stage.stopId, form }, noon), { kind: 'unknown' });
	}));

test('approve, correct, decline: each once, the same again changes nothing, and the journal has them', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const [one, two] = [await asked(world, stage), await asked(world, stage)];
		const [three] = [await asked(world, stage)];
		const { token } = three;
		const said = [
			answer(one.id, {}),
			answer(two.id, { answer: 'corrected', text: 'In spring', note: 'Not so soon' }),
			answer(three.id, { answer: 'declined', note: 'Not me' })
		];
		equal(await answerQuotes(db, token, said, hours(1)), 3);
		equal(await answerQuotes(db, token, said, hours(2)), 3);
		const states = await quotesOfStop(reading(db), stage.stopId);
		const by = new Map(states.map((quote) => [quote.id, quote]));
		deepEqual(
			[one, two, three].map(({ id }) => [by.get(id)!.state, by.get(id)!.version, by.get(id)!.text]),
			[
				['approved', 1, 'We will open the lab'],
				['approved', 2, 'In spring'],
				['declined', 1, 'We will open the lab']
			]
		);
		deepEqual((await told(db)).slice(-3), ['quote.approved', 'quote.corrected', 'quote.declined']);
		await rejects(answerQuotes(db, token, [answer(three.id, {})], hours(3)), { code: 'records.answered-otherwise' });
		await rejects(answerQuotes(db, token, [answer(two.id, {})], hours(3)), { code: 'records.quote-changed' });
		await answerQuotes(db, token, [answer(one.id, { answer: 'declined' })], hours(4));
		equal((await quotesOfStop(reading(db), stage.stopId)).find(({ id }) => id === one.id)!.state, 'withdrawn');
	}));

test('a link is over when a newer one is out or its days are; nobody answers for another speaker, nor nothing', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const first = await asked(world, stage);
		const second = await asked(world, stage);
		await rejects(answerQuotes(db, first.token, [answer(first.id, {})], noon), { code: 'records.quote-link-over' });
		await rejects(answerQuotes(db, second.token, [answer(first.id, {})], days(14)), {
			code: 'records.quote-link-over'
		});
		await rejects(answerQuotes(db, 'nonsense', [answer(first.id, {})], noon), { kind: 'unknown' });
		await rejects(answerQuotes(db, second.token, [answer(first.id, { answer: null })], noon), {
			code: 'records.nothing-answered'
		});
		const stranger = await saveSpeaker(db, stage.who, { stopId: stage.stopId, form: speakerForm('Other') }, noon);
		const theirs = await asked(world, { ...stage, speaker: stranger });
		await rejects(answerQuotes(db, theirs.token, [answer(first.id, {})], noon), { kind: 'unknown' });
		const form = AnswersForm.safeParse({
			'quotes.0.id': first.id,
			'quotes.0.version': '1',
			'quotes.0.answer': 'corrected'
		});
		deepEqual(
			form.error!.issues.map(({ path }) => path.join('.')),
			['quotes.0.text']
		);
		await asked(world, stage);
		await rejects(asked(world, stage), { code: 'records.too-many-links' });
	}));

test('who has not answered is reminded after days with a new link, twice at most; who has is not', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { id } = await asked(world, stage);
		deepEqual(await linksToRemind(reading(db), days(2)), []);
		for (const day of [3, 6]) {
			const [link] = await linksToRemind(reading(db), days(day));
			await remindSpeaker(db, link!, days(day));
			await remindSpeaker(db, link!, days(day));
		}
		const reminded = (await told(db)).filter((verb) => verb === 'quotes.reminded');
		deepEqual([reminded.length, await linksToRemind(reading(db), days(9))], [2, []]);
		ok(await answerQuotes(db, await tokenOf(db, stage.speaker), [answer(id, {})], days(9)));
		deepEqual(await linksToRemind(reading(db), days(18)), []);
	}));
