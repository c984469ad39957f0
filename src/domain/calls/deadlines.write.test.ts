import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { saveDraft } from '#domain/applications/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { deadlineChanges } from './deadlines.read.server.ts';
import type { ChangeForm } from './deadlines.form.ts';
import { answerDeadline, requestDeadline } from './deadlines.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';

// The cast's call closes an hour after noon of 23 November; its review ends two days after noon, the draw a day later.
const later: ChangeForm = {
	...{ track: '', new: { day: '2026-11-24', time: '24:00' }, moves_rest: false },
	reason: { ko: '접수 시스템 점검', en: 'Maintenance' }
};

const secondOrganiser = (world: Scene) => anotherOrganiser(world, 'bitna');

const whole = async ({ db, call }: Scene) => wholeCall(reading(db), await callBySlug(reading(db), call.slug));
const newest = async ({ db, call }: Scene) => (await deadlineChanges(reading(db), call.id))[0]!;

async function asked(world: Scene, form = later) {
	await requestDeadline(world.db, world.hanaOrganising, form, noon);
	const { id, content_hash } = await newest(world);
	return { change: id, hash: content_hash, answer: 'approved' as const };
}

test('asked by one and approved by another, the deadline moves, every applicant is told, and both stay on the notice', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await saveDraft(db, joonApplying, { version: 0, answers: { proposal: '초안' } }, noon);
		const answer = await asked(world);
		equal((await whole(world)).closes_at.toISOString(), hours(1).toISOString());
		await answerDeadline(db, await secondOrganiser(world), answer, hours(0.5));
		const call = await whole(world);
		equal(call.closes_at.toISOString(), '2026-11-24T15:00:00.000Z');
		equal(call.review_until.toISOString(), hours(48).toISOString());
		deepEqual(
			call.changes.map(({ old_at, new_at, reason }) => [old_at.toISOString(), new_at.toISOString(), reason.en]),
			[[hours(1).toISOString(), '2026-11-24T15:00:00.000Z', 'Maintenance']]
		);
		const [letter] = await letters(db);
		equal(letter!.to_address, 'joon@example.test');
		match(
			letter!.body,
			/처음 마감: 2026-11-23\(월\) 13:00 KST\n새 마감: 2026-11-24\(화\) 24:00 KST\n사유: 접수 시스템 점검/
		);
		deepEqual((await told(db)).slice(-2), ['deadline.requested', 'deadline.approved']);
	}));

test('who asked cannot approve, nor anybody anything but what was shown', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const answer = await asked(world);
		const bitna = await secondOrganiser(world);
		await rejects(answerDeadline(db, hanaOrganising, answer, noon), { code: 'approvals.not-the-same' });
		const puppet = await anotherOrganiser(world, 'puppet', { given_by: world.hana.id, given_at: hours(-2) });
		await rejects(answerDeadline(db, puppet, answer, noon), { code: 'approvals.too-near' });
		await rejects(answerDeadline(db, bitna, { ...answer, hash: '0'.repeat(64) }, noon), {
			code: 'calls.change-differs'
		});
		await rejects(answerDeadline(db, bitna, { ...answer, change: world.call.id }, noon), {
			code: 'calls.change-not-found'
		});
		equal((await whole(world)).closes_at.toISOString(), hours(1).toISOString());
	}));

test('an approval comes too late once the old deadline has passed, and when the deadline is no longer the one shown', () =>
	scene(async (world) => {
		const { db, call } = world;
		const answer = await asked(world);
		const bitna = await secondOrganiser(world);
		await rejects(answerDeadline(db, bitna, answer, hours(1)), { code: 'calls.deadline-passed' });
		await db
			.updateTable('calls')
			.set({ closes_at: hours(2) })
			.where('id', '=', call.id)
			.execute();
		await rejects(answerDeadline(db, bitna, answer, noon), { code: 'calls.change-differs' });
	}));

test('one request waits at a time; answered twice is refused; who asked may take it back', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const answer = await asked(world);
		await rejects(requestDeadline(db, hanaOrganising, later, noon), { code: 'calls.change-waiting' });
		await answerDeadline(db, hanaOrganising, { ...answer, answer: 'refused' }, noon);
		await rejects(answerDeadline(db, await secondOrganiser(world), answer, noon), { code: 'calls.change-answered' });
		await requestDeadline(db, hanaOrganising, later, noon);
		equal((await whole(world)).changes.length, 0);
	}));

test('two who approve at once move it once', () =>
	scene(async (world) => {
		const { db } = world;
		const answer = await asked(world);
		const bitna = await secondOrganiser(world);
		const both = await Promise.allSettled([1, 2].map(() => answerDeadline(db, bitna, answer, noon)));
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		equal((await whole(world)).changes.length, 1);
	}));

test('no deadline is brought forward, moved too near, past what follows, or once it is over', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const ask = (day: string, time: string, at = noon, more: Partial<ChangeForm> = {}) =>
			requestDeadline(db, hanaOrganising, { ...later, ...more, new: { day, time } }, at);
		await rejects(ask('2026-11-23', '12:30'), { code: 'calls.only-later' });
		await rejects(ask('2026-11-23', '20:00'), { code: 'calls.deadline-too-soon' });
		await rejects(ask('2026-11-26', '12:00'), { code: 'calls.after-what-follows' });
		await rejects(ask('2026-11-24', '24:00', hours(1)), { code: 'calls.deadline-passed' });
		await rejects(ask('2026-11-24', '24:00', noon, { track: 'nonsense' }), { code: 'lib.fields' });
		await db.updateTable('calls').set({ published_at: null }).execute();
		await rejects(ask('2026-11-24', '24:00'), { code: 'calls.not-published' });
	}));

test('the review and the draw move along where that is asked', () =>
	scene(async (world) => {
		const answer = await asked(world, { ...later, new: { day: '2026-11-27', time: '13:00' }, moves_rest: true });
		await answerDeadline(world.db, await secondOrganiser(world), answer, noon);
		const { review_until, draw_at } = await whole(world);
		deepEqual([review_until, draw_at], [hours(48 + 96), hours(72 + 96)]);
	}));

test('a track’s own deadline is moved by itself, up to its call’s', () =>
	scene(async (world) => {
		const { db, call } = world;
		const track = call.tracks[0]!.id;
		const closes_at = hours(30);
		await db.updateTable('calls').set({ closes_at }).where('id', '=', call.id).execute();
		await db
			.updateTable('tracks')
			.set({ closes_at: hours(1) })
			.where('id', '=', track)
			.execute();
		await rejects(asked(world, { ...later, track, new: { day: '2026-11-25', time: '12:00' } }), {
			code: 'calls.after-what-follows'
		});
		const answer = await asked(world, { ...later, track, new: { day: '2026-11-24', time: '18:00' } });
		await answerDeadline(db, await secondOrganiser(world), answer, noon);
		const now = await whole(world);
		equal(now.tracks[0]!.closes_at!.toISOString(), '2026-11-24T09:00:00.000Z');
		equal(now.closes_at.toISOString(), closes_at.toISOString());
	}));

test('the store itself keeps an approval from whoever asked', () =>
	scene(async (world) => {
		const { change } = await asked(world);
		const row = { change_id: change, requested_by: world.hana.id, answered_at: noon, answered_by: world.hana.id };
		await rejects(
			world.db
				.insertInto('deadline_answers')
				.values({ ...row, answer: 'approved' })
				.execute(),
			/check/
		);
	}));
