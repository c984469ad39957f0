import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { addPerson, hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed } from '../../../tests/reviews.ts';
import { progressIn, proposedMoves } from './progress.read.server.ts';
import { paceOf } from './progress.rules.ts';
import { reassignReviews, remindByRule, remindReviewers } from './progress.write.server.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { beginReview, declareConflict } from '#domain/reviews/scores.write.server.ts';

const scores = { technology: 3, growth: 3 };
const call = ({ db, call }: Scene) => callBySlug(reading(db), call.slug);
const progress = async (world: Scene, at: Date) => progressIn(reading(world.db), await call(world), at);

/** Six applications: Seri has finished none of hers, Doyun all of his. */
async function uneven(world: Scene): Promise<string[]> {
	const ids = [];
	for (let count = 0; count < 6; count++) ids.push(await addApplication(world));
	for (const id of ids) await assign(world, id, world.seri);
	for (const id of ids.slice(0, 2)) await reviewed(world, id, world.doyun, scores);
	return ids;
}

test('who is behind comes first, with what they have left a day and when they last did something', () =>
	scene(async (world) => {
		const [first] = await uneven(world);
		await beginReview(world.db, world.seriReviewing, first!, hours(3));
		const [one, other] = await progress(world, hours(24));
		deepEqual([one!.name, one!.left, one!.perDay, one!.expected, one!.isBehind], ['seri', 6, 6, 3, true]);
		deepEqual(one!.lastAt, hours(3));
		deepEqual([other!.name, other!.left, other!.isBehind], ['doyun', 0, false]);
	}));

test('nobody is behind at the beginning, nor with four fifths of an even pace', () =>
	scene(async (world) => {
		const at = await call(world);
		const pace = (finished: number, hour: number) =>
			paceOf({ assigned: 10, finished, lastAt: null }, at, hours(hour)).isBehind;
		deepEqual([pace(0, 5), pace(0, 24), pace(3, 24), pace(4, 24), pace(10, 47)], [false, true, true, false, false]);
	}));

test('a reminder goes to those chosen who have some left, in their language, once a day', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri, doyun } = world;
		await uneven(world);
		const both = { reviewers: [seri.id, doyun.id] };
		equal(await remindReviewers(db, hanaOrganising, both, hours(20)), 1);
		const [letter] = await letters(db);
		equal(letter!.to_address, 'seri@example.test');
		match(letter!.body, /배정 6건 중 6건/);
		await rejects(remindReviewers(db, hanaOrganising, both, hours(21)), { code: 'reviews.nobody-to-remind' });
		equal(await remindReviewers(db, hanaOrganising, both, hours(40)), 1);
		deepEqual(await told(db), ['reviewers.reminded', 'reviewers.reminded']);
	}));

test('a reminder before the review, after it, and to one who does not review here is refused', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri, joon } = world;
		await uneven(world);
		for (const hour of [0, 48]) {
			const late = remindReviewers(db, hanaOrganising, { reviewers: [seri.id] }, hours(hour));
			await rejects(late, { code: 'reviews.not-reviewing' });
		}
		const stranger = remindReviewers(db, hanaOrganising, { reviewers: [joon.id] }, hours(20));
		await rejects(stranger, { code: 'people.not-found' });
		deepEqual(await letters(db), []);
	}));

test('by rule those behind are reminded so many days before the end, once a day, and where no rule is, nobody', () =>
	scene(async (world) => {
		const {
			db,
			call: { id }
		} = world;
		await uneven(world);
		await db.updateTable('calls').set({ remind_days: 1 }).execute();
		equal(await remindByRule(db, id, hours(23)), 0);
		equal(await remindByRule(db, id, hours(25)), 1);
		equal(await remindByRule(db, id, hours(26)), 0);
		await db.updateTable('calls').set({ remind_days: 0 }).execute();
		equal(await remindByRule(db, id, hours(47)), 0);
		equal((await letters(db)).length, 1);
	}));

test('what a reviewer has left is given on as proposed: finished stays, a conflict stays on record', () =>
	scene(async (world) => {
		const { db, hanaOrganising, seri, seriReviewing } = world;
		const ids = await uneven(world);
		await declareConflict(db, seriReviewing, { applicationId: ids[5]!, reason: '가족' }, hours(3));
		const bom = await addPerson(db, 'bom');
		const role = {
			person_id: bom.id,
			role: 'reviewer',
			host_id: world.host,
			call_id: world.call.id,
			given_at: hours(0)
		};
		await db.insertInto('roles').values(role).execute();
		await db.updateTable('people').set({ email: 'bom@elsewhere.test' }).where('id', '=', bom.id).execute();
		const { moves, stuck } = await proposedMoves(reading(db), await call(world), seri.id);
		deepEqual([moves.length, stuck], [6, []]);
		const form = {
			from: seri.id,
			moves: moves.map(({ applicationId, reviewerId }) => ({ applicationId, reviewerId }))
		};
		equal(await reassignReviews(db, hanaOrganising, form, hours(20)), 6);
		const left = (await assignmentsOf(reading(db), world.call.id)).filter(({ reviewer_id }) => reviewer_id === seri.id);
		deepEqual(
			left.map(({ conflict }) => conflict),
			['가족']
		);
		await rejects(reassignReviews(db, hanaOrganising, form, hours(21)), { code: 'reviews.nothing-to-reassign' });
		deepEqual((await told(db)).slice(-1), ['reviewers.reassigned']);
	}));

test('another proposal than the one there is, before the close and after the freeze nothing is given on', () =>
	scene(async (world) => {
		const { db, hana, hanaOrganising, seri, doyun } = world;
		const [first] = await uneven(world);
		const form = { from: seri.id, moves: [{ applicationId: first!, reviewerId: doyun.id }] };
		await rejects(reassignReviews(db, hanaOrganising, form, hours(20)), { code: 'reviews.proposal-changed' });
		await rejects(reassignReviews(db, hanaOrganising, form, hours(0)), { code: 'reviews.call-still-open' });
		const row = { call_id: world.call.id, reason: 'r', frozen_at: hours(50), frozen_by: hana.id };
		await db.insertInto('band_freezes').values(row).execute();
		await rejects(reassignReviews(db, hanaOrganising, form, hours(51)), { code: 'reviews.frozen' });
	}));
