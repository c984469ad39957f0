import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading, type Db } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { publicCalls } from '#domain/calls/read.server.ts';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { DatesForm, NewCall, TextsForm } from './form.ts';
import { callBySlug, publishedCall, wholeCall } from './read.server.ts';
import { changeDates, changeTexts, makeCall, publishCall } from './write.server.ts';

const dates = {
	...{ 'opens.day': '2026-11-25', 'opens.time': '09:00', 'closes.day': '2026-11-30', 'closes.time': '24:00' },
	...{ 'review.day': '2026-12-07', 'review.time': '18:00', 'draw.day': '2026-12-09', 'draw.time': '14:00' }
};
const sent = (stop: string, more: Record<string, string> = {}) =>
	NewCall.parse({
		...{ template: 'dialogue', stop, notice_number: '2026-7', 'title.ko': '대화', 'title.en': 'Dialogue', ...dates },
		...{ 'places.api': '60', 'places.collaboration': '40', ...more }
	});
const texts = (number: string, title = 'New title') =>
	TextsForm.parse({
		notice_number: number,
		...Object.fromEntries(
			['title', 'purpose', 'who_may', 'how_chosen'].flatMap((name) => [
				[`${name}.ko`, title],
				[`${name}.en`, title]
			])
		)
	});

async function draftOf({ db, call, host, visitors }: Scene) {
	const made = await makeCall(db, gate.hostOrganiser(visitors.hana, host), sent(call.stop_id), noon);
	return { made, who: gate.organiser(visitors.hana, made) };
}

async function linesAbout(db: Db, id: string) {
	return db.selectFrom('journal').select(['verb', 'by_id', 'detail']).where('about', '=', id).orderBy('seq').execute();
}

test('a call is made from its template, with an address of its own and a line in the journal', () =>
	scene(async (world) => {
		const { made } = await draftOf(world);
		const whole = await wholeCall(reading(world.db), made);
		equal(made.slug, 'seoul-stop');
		equal(made.published_at, null);
		equal(made.closes_at.toISOString(), '2026-11-30T15:00:00.000Z');
		deepEqual(
			whole.tracks.map(({ key, places, position }) => [key, places, position]),
			[
				['api', 60, 1],
				['collaboration', 40, 2]
			]
		);
		equal(whole.fields.length, 19);
		equal(whole.criteria.length, 5);
		ok(whole.terms.length && whole.quotas.length);
		deepEqual(await linesAbout(world.db, made.id), [
			{ verb: 'call.made', by_id: world.hana.id, detail: { template: 'dialogue' } }
		]);
	}));

test('a second call at the same stop takes the next address', () =>
	scene(async (world) => {
		const who = gate.hostOrganiser(world.visitors.hana, world.host);
		const forms = ['a', 'b', 'c'].map((number) => sent(world.call.stop_id, { notice_number: number }));
		const made = await Promise.all(forms.map((form) => makeCall(world.db, who, form, noon)));
		deepEqual(made.map((call) => call.slug).sort(), ['seoul-stop', 'seoul-stop-2', 'seoul-stop-3']);
	}));

test('a number the host has used is refused by name and leaves nothing, even twice at once', () =>
	scene(async (world) => {
		const who = gate.hostOrganiser(world.visitors.hana, world.host);
		const both = await Promise.allSettled([1, 2].map(() => makeCall(world.db, who, sent(world.call.stop_id), noon)));
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		const [refused] = both.filter((outcome) => outcome.status === 'rejected');
		deepEqual(refused?.reason.fields, { notice_number: 'calls.number-taken' });
		deepEqual(await told(world.db), ['call.made']);
	}));

test('somebody else’s stop is not there, whoever asks', () =>
	scene(async ({ db, call, otherHost, visitors }) => {
		const nari = gate.hostOrganiser(visitors.nari, otherHost);
		await rejects(makeCall(db, nari, sent(call.stop_id), noon), { code: 'calls.not-found', kind: 'unknown' });
		deepEqual(await told(db), []);
	}));

test('an organiser of another host, a reviewer and an applicant get no proof for this call', () =>
	scene(async ({ call, host, visitors: { nari, seri, joon, ara } }) => {
		for (const visitor of [nari, seri, joon, ara]) {
			await rejects(async () => gate.organiser(visitor, call), { code: 'people.not-found' });
			await rejects(async () => gate.hostOrganiser(visitor, host), { code: 'people.not-found' });
		}
	}));

test('a template that does not exist and dates that cannot be are refused by name', () =>
	scene(async ({ db, call, host, visitors }) => {
		const who = gate.hostOrganiser(visitors.hana, host);
		const make = (more: Record<string, string>) => makeCall(db, who, sent(call.stop_id, more), noon);
		await rejects(make({ template: 'nonsense' }), { fields: { template: 'lib.not-a-choice' } });
		await rejects(make({ 'closes.day': '2026-11-20' }), { fields: { 'closes.day': 'calls.closes-before-opens' } });
		await rejects(make({ 'draw.day': '2036-12-09' }), { fields: { 'draw.day': 'calls.too-far' } });
		deepEqual(await told(db), []);
	}));

test('a draft’s texts and dates are changed, each with its line', () =>
	scene(async (world) => {
		const { made, who } = await draftOf(world);
		await changeTexts(world.db, who, texts('2026-8'), hours(1));
		await changeDates(world.db, who, DatesForm.parse({ ...dates, 'closes.time': '18시', reply_days: '5' }), hours(2));
		const call = await callBySlug(reading(world.db), made.slug);
		deepEqual([call.notice_number, call.title, call.reply_days], ['2026-8', words('New title'), 5]);
		equal(call.closes_at.toISOString(), '2026-11-30T09:00:00.000Z');
		deepEqual(
			(await linesAbout(world.db, made.id)).map(({ verb, detail }) => [verb, detail.part]),
			[
				['call.made', undefined],
				['call.changed', 'texts'],
				['call.changed', 'dates']
			]
		);
	}));

test('a draft cannot take a number the host has used', () =>
	scene(async (world) => {
		const { who } = await draftOf(world);
		await rejects(changeTexts(world.db, who, texts(world.call.notice_number), noon), {
			fields: { notice_number: 'calls.number-taken' }
		});
	}));

test('publishing shows the call to everyone, from then on and once', () =>
	scene(async (world) => {
		const { made, who } = await draftOf(world);
		await rejects(publishedCall(reading(world.db), made.slug), { code: 'calls.not-found', kind: 'unknown' });
		await publishCall(world.db, who, hours(1));
		const call = await publishedCall(reading(world.db), made.slug);
		deepEqual([call.published_at, call.published_by], [hours(1), world.hana.id]);
		await rejects(publishCall(world.db, who, hours(2)), { code: 'calls.frozen', kind: 'conflict' });
		deepEqual(
			(await linesAbout(world.db, made.id)).map(({ verb }) => verb),
			['call.made', 'call.published']
		);
	}));

test('two presses of publish at once leave one publication', () =>
	scene(async (world) => {
		const { who } = await draftOf(world);
		const both = await Promise.allSettled([publishCall(world.db, who, noon), publishCall(world.db, who, noon)]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		deepEqual(await told(world.db), ['call.made', 'call.published']);
	}));

test('a call whose close has passed cannot be published', () =>
	scene(async (world) => {
		const { who, made } = await draftOf(world);
		await rejects(publishCall(world.db, who, made.closes_at), { fields: { dates: 'calls.already-over' } });
		await publishCall(world.db, who, new Date(made.closes_at.getTime() - 1));
	}));

test('after publishing neither texts nor dates can be changed', () =>
	scene(async ({ db, hanaOrganising }) => {
		await rejects(changeTexts(db, hanaOrganising, texts('x'), noon), { code: 'calls.frozen' });
		const form = DatesForm.parse({ ...dates, reply_days: '5' });
		await rejects(changeDates(db, hanaOrganising, form, noon), { code: 'calls.frozen' });
		deepEqual(await told(db), []);
	}));

test('the public list shows published calls only, with the same one query however many', () =>
	scene(async (world) => {
		const { who } = await draftOf(world);
		deepEqual(
			(await publicCalls(reading(world.db))).map(({ slug, places }) => [slug, places]),
			[['seoul', 3]]
		);
		await publishCall(world.db, who, noon);
		deepEqual(
			(await publicCalls(reading(world.db))).map(({ slug, places }) => [slug, places]),
			[
				['seoul', 3],
				['seoul-stop', 100]
			]
		);
	}));
