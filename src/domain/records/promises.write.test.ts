import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk, setStage } from '../../../tests/programme.ts';
import { asked } from '../../../tests/said.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { answerQuotes } from './answers.write.server.ts';
import { PromiseForm, UpdateForm } from './promises.form.ts';
import { promisesDue, promisesOfStop } from './promises.read.server.ts';
import { makePromise, remindOfPromise, updatePromise } from './promises.write.server.ts';

const promise = (more: Record<string, string> = {}) =>
	PromiseForm.parse({
		...{
			'what.ko': '연구실을 엽니다',
			'what.en': 'Open a lab',
			'who.ko': '베일',
			'who.en': 'Vale',
			due_on: '2026-11-30',
			...more
		}
	});
const update = (id: string, state: string, more: Record<string, string> = {}) =>
	UpdateForm.parse({ id, state, ...more });
const states = async ({ db, call }: Scene, at: Date) =>
	(await promisesOfStop(reading(db), call.stop_id, at)).map(({ state }) => state);

test('a promise stands as was last told, and is overdue by the clock of its place', () =>
	scene(async (world) => {
		const { db, call } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		const id = await makePromise(db, who, { stopId, form: promise() }, noon);
		// Midnight in Seoul after the day is 15:00 UTC of it: noon of the scene is 03:00 UTC, seven days before.
		const midnight = hours(24 * 7 + 12);
		deepEqual(await states(world, new Date(+midnight - 1)), ['open']);
		deepEqual(await states(world, midnight), ['late']);
		const more = { 'note.ko': '짓고 있습니다', 'note.en': 'Building', source_url: 'https://example.test/lab' };
		await updatePromise(db, who, { stopId, form: update(id, 'under_way', more) }, hours(1));
		await updatePromise(db, who, { stopId, form: update(id, 'kept') }, hours(400));
		deepEqual(
			[await states(world, hours(2)), await states(world, midnight), await states(world, hours(400))],
			[['under_way'], ['late'], ['kept']]
		);
		const [one] = await promisesOfStop(reading(db), stopId, hours(400));
		deepEqual(
			one!.updates.map(({ state, note }) => [state, note?.en ?? null]),
			[
				['under_way', 'Building'],
				['kept', null]
			]
		);
		await rejects(updatePromise(db, nariAtDesk(world), { stopId, form: update(id, 'kept') }, noon), {
			kind: 'unknown'
		});
		await rejects(updatePromise(db, who, { stopId, form: update(stopId, 'kept') }, noon), {
			code: 'records.promise-not-found'
		});
		equal(UpdateForm.safeParse({ id, state: 'kept', source_url: 'javascript:1' }).success, false);
		deepEqual((await told(db)).slice(-3), ['promise.made', 'promise.updated', 'promise.updated']);
	}));

test('a promise leads to its quote only while the public may read that', () =>
	scene(async (world) => {
		const { db } = world;
		const stage = await setStage(world);
		const { stopId, who } = stage;
		const { id: quote, token } = await asked(world, stage);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		await makePromise(db, who, { stopId, form: promise({ quote }) }, noon);
		await rejects(makePromise(db, who, { stopId, form: promise({ quote: stopId }) }, noon), { kind: 'unknown' });
		const leadsTo = async () => (await promisesOfStop(reading(db), stopId, hours(2)))[0]!.quote_id;
		equal(await leadsTo(), null);
		await answerQuotes(
			db,
			token,
			[{ id: quote, version: 1, answer: 'approved', text: '', translation: '', note: '' }],
			noon
		);
		equal(await leadsTo(), quote);
	}));

test('when a promise is due its organisers are told, once; when it is kept they are not', () =>
	scene(async (world) => {
		const { db, call } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		const id = await makePromise(db, who, { stopId, form: promise() }, noon);
		const kept = await makePromise(db, who, { stopId, form: promise({ due_on: '2026-11-24' }) }, noon);
		await makePromise(db, who, { stopId, form: promise({ due_on: '' }) }, noon);
		await updatePromise(db, who, { stopId, form: update(kept, 'kept') }, noon);
		deepEqual(await promisesDue(reading(db), hours(72)), []);
		deepEqual(await promisesDue(reading(db), hours(24 * 4)), [id]);
		await remindOfPromise(db, id, hours(24 * 4));
		await remindOfPromise(db, id, hours(24 * 4));
		const all = await letters(db);
		deepEqual(
			all.map(({ to_address }) => to_address),
			['hana@example.test']
		);
		match(all[0]!.body, /연구실을 엽니다/);
		deepEqual(await promisesDue(reading(db), hours(24 * 9)), []);
	}));
