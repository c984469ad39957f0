import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { ReviewDatesForm } from './phases.form.ts';
import { allowsAct, permits, phaseOf, phases, type Act } from './phases.rules.ts';
import { setReviewDates } from './phases.write.server.ts';
import { beginReview } from './scores.write.server.ts';

// The cast's call closes at 13:00 of 23 November in Seoul; reviews end at noon of the 25th, the draw is a day later.
const typed = (from: string, discuss: string, remind = '3') => {
	const [fromDay = '', fromTime = ''] = from.split(' ');
	const [day = '', time = ''] = discuss.split(' ');
	const form = { 'from.day': fromDay, 'from.time': fromTime, 'discuss.day': day, 'discuss.time': time };
	return ReviewDatesForm.parse({ ...form, remind_days: remind });
};
const later = typed('2026-11-24 09:00', '2026-11-26 09:00');
const call = ({ db, call }: Scene) => callBySlug(reading(db), call.slug);

test('its own dates lead the review from phase to phase, and the reviewer with it', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri, seriReviewing } = world;
		await setReviewDates(db, hanaOrganising, later, noon);
		const at = await call(world);
		deepEqual(
			[0, 2, 24, 48, 70].map((hour) => phaseOf(at, hours(hour))),
			['applying', 'preparing', 'reviewing', 'discussing', 'deciding']
		);
		const id = await addApplication(world);
		await assign(world, id, seri);
		await rejects(beginReview(db, seriReviewing, id, hours(2)), { code: 'people.not-found' });
		await beginReview(db, seriReviewing, id, hours(24));
		await setReviewDates(db, hanaOrganising, later, noon);
		deepEqual(await told(db), ['review.dated', 'review.begun']);
	}));

test('without dates of its own it begins as soon as nothing more is taken, and nobody talks afterwards', () =>
	scene(async (world) => {
		const at = await call(world);
		deepEqual(
			[0, 1, 48].map((hour) => phaseOf(at, hours(hour))),
			['applying', 'reviewing', 'deciding']
		);
		const decided = { frozenAt: hours(50), announcedAt: hours(60) };
		deepEqual(
			[49, 50, 60].map((hour) => phaseOf(at, hours(hour), decided)),
			['deciding', 'frozen', 'announced']
		);
		equal(phaseOf({ ...at, published_at: null }, hours(2)), 'applying');
	}));

for (const [what, form, field] of [
	['a beginning before the close', typed('2026-11-23 09:00', ''), 'from.day'],
	['a beginning after the end', typed('2026-11-25 12:00', ''), 'from.day'],
	['talk that ends before the reviews', typed('', '2026-11-25 09:00'), 'discuss.day'],
	['talk after the draw', typed('', '2026-11-27 09:00'), 'discuss.day']
] as const) {
	test(`${what} is refused at its field and leaves nothing`, () =>
		scene(async (world) => {
			await rejects(setReviewDates(world.db, world.hanaOrganising, form, noon), (refusal: { fields: object }) => {
				deepEqual(Object.keys(refusal.fields), [field]);
				return true;
			});
			deepEqual(await told(world.db), []);
		}));
}

test('a beginning does not move once reviewing has begun; the end of the talk still does, until the freeze', () =>
	scene(async (world) => {
		const { db, hanaOrganising, hana } = world;
		await rejects(setReviewDates(db, hanaOrganising, later, hours(2)), { code: 'reviews.begun' });
		await setReviewDates(db, hanaOrganising, typed('', '2026-11-26 09:00'), hours(2));
		const row = { call_id: world.call.id, reason: 'r', frozen_at: hours(50), frozen_by: hana.id };
		await db.insertInto('band_freezes').values(row).execute();
		await rejects(setReviewDates(db, hanaOrganising, typed('', ''), hours(51)), { code: 'reviews.frozen' });
	}));

test('an odd day, half a moment and an odd number are complaints about their fields', () => {
	const read = (form: Record<string, string>) =>
		ReviewDatesForm.safeParse({ remind_days: '2', ...form }).error?.issues.map(({ path }) => path.join('.'));
	deepEqual(read({ 'from.day': '2026-02-30', 'from.time': '09:00' }), ['from.day']);
	deepEqual(read({ 'discuss.day': '2026-11-26', 'discuss.time': '' }), ['discuss.time']);
	for (const remind_days of ['', '31', '-1', '2.5', 'x']) deepEqual(read({ remind_days }), ['remind_days']);
	equal(read({}), undefined);
});

test('every act has its phase, and what reviewers write is never open with what organisers freeze over it', () => {
	const all = phases.flatMap((phase) => permits[phase]);
	for (const act of ['interest', 'score', 'discuss', 'announce', 'learn'] as Act[]) equal(all.includes(act), true);
	for (const phase of ['frozen', 'announced'] as const)
		for (const act of ['score', 'discuss', 'bands', 'assign'] as Act[]) equal(allowsAct(phase, act), false);
});
