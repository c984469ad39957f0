import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { decided } from '../../../tests/decisions.ts';
import { reviewed } from '../../../tests/reviews.ts';
import { announceDecisions } from './write.server.ts';
import { feedbackOf } from './feedback.read.server.ts';
import { composedFeedback } from './feedback.rules.ts';
import { composeFeedback, editFeedback, readFeedback } from './feedback.write.server.ts';

const at = hours(55);
const texts = async ({ db, call }: Scene) => feedbackOf(reading(db), call.id);
const one = async (world: Scene, id: string) => (await texts(world)).find((text) => text.application_id === id)!;

test('a text is composed for each declined and nobody else; again only for those without one', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri } = world;
		const { declined, minas } = await decided(world);
		await reviewed(world, minas, seri, { technology: 4, growth: 2 });
		equal(await composeFeedback(db, hanaOrganising, { scores: true }, at), 2);
		equal(await composeFeedback(db, hanaOrganising, { scores: true }, at), 0);
		deepEqual((await texts(world)).map(({ application_id }) => application_id).sort(), [declined, minas].sort());
		match((await one(world, minas)).body, /- T: 4\.0\n- G: 2\.0/);
		deepEqual(await told(db), ['feedback.composed']);
	}));

test('without scores none are told; what the committee said among themselves never is', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri } = world;
		const { minas } = await decided(world);
		await reviewed(world, minas, seri, { technology: 4, growth: 2 });
		await db
			.updateTable('reviews')
			.set({ comment: '우리끼리 하는 말', for_applicant: '숫자가 분명했습니다.' })
			.execute();
		await composeFeedback(db, hanaOrganising, { scores: false }, at);
		const { body } = await one(world, minas);
		equal(/4\.0|우리끼리/.test(body), false);
		match(body, /숫자가 분명했습니다/);
	}));

test('reviewers’ words come in an order that names nobody', () => {
	const parts = { scores: null, criteria: [{ key: 't', name: words('T') }] };
	const told = composedFeedback({ ...parts, comments: ['b\nc', '', 'a', 'a'] }, 'en');
	equal(told, composedFeedback({ ...parts, comments: ['a', 'b\nc'] }, 'en'));
	match(told, /- a\n- b\n {2}c/);
});

test('whoever saves a text has read it; typed over another version it is refused', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const { minas } = await decided(world);
		await composeFeedback(db, hanaOrganising, { scores: false }, at);
		await editFeedback(db, hanaOrganising, { application: minas, version: 1, body: '다음에 뵙겠습니다.' }, at);
		const { body, version, read_at } = await one(world, minas);
		deepEqual([body, version, read_at?.toISOString()], ['다음에 뵙겠습니다.', 2, at.toISOString()]);
		const stale = { application: minas, version: 1, body: '늦은 글' };
		await rejects(editFeedback(db, hanaOrganising, stale, at), { code: 'reviews.changed-elsewhere' });
		await editFeedback(db, hanaOrganising, { application: minas, version: 2, body }, at);
		deepEqual(await told(db), ['feedback.composed', 'feedback.edited']);
	}));

test('read one by one, or all that are left', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const { minas } = await decided(world);
		await composeFeedback(db, hanaOrganising, { scores: false }, at);
		equal(await readFeedback(db, hanaOrganising, { application: minas }, at), 1);
		equal(await readFeedback(db, hanaOrganising, { application: minas }, at), 0);
		equal(await readFeedback(db, hanaOrganising, { all: 'yes' }, at), 1);
		deepEqual(await told(db), ['feedback.composed', 'feedback.read', 'feedback.read']);
	}));

test("before the freeze, after the announcement, and of another call's application nothing is written", () =>
	scene(async (world) => {
		const { db, host, hanaOrganising, visitors } = world;
		await rejects(composeFeedback(db, hanaOrganising, { scores: false }, at), { code: 'reviews.not-frozen' });
		const { minas } = await decided(world);
		await composeFeedback(db, hanaOrganising, { scores: false }, at);
		const other = await addCall(db, host, 'busan');
		const row = { call_id: other.id, reason: 'r', frozen_at: at, frozen_by: world.hana.id };
		await db.insertInto('band_freezes').values(row).execute();
		const elsewhere = gate.organiser(visitors.hana, other);
		const form = { application: minas, version: 1, body: '글' };
		await rejects(editFeedback(db, elsewhere, form, at), { code: 'reviews.feedback-missing' });
		await rejects(readFeedback(db, elsewhere, { application: minas }, at), { code: 'reviews.feedback-missing' });
		await readFeedback(db, hanaOrganising, { all: 'yes' }, at);
		await announceDecisions(db, hanaOrganising, at);
		await rejects(editFeedback(db, hanaOrganising, form, at), { code: 'reviews.announced' });
		await rejects(composeFeedback(db, hanaOrganising, { scores: false }, at), { code: 'reviews.announced' });
	}));
