import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed } from '../../../tests/reviews.ts';
import { addAssignment, assignReviewers, removeAssignment } from './write.server.ts';
import { lastRun, profilesOf } from './read.server.ts';
import { reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { reviewBoard, reviewsOfApplication } from '#domain/bands/board.read.server.ts';
import { declareConflict } from '#domain/reviews/scores.write.server.ts';

const at = hours(2);
const gone = { code: 'people.not-found' };
const rows = ({ db, call }: Scene) => assignmentsOf(reading(db), call.id);
const scores = { technology: 3, growth: 3 };

/** Doyun comes from another house than Seri: of one house only one reads an application. */
async function apart({ db, doyun }: Scene) {
	await db.updateTable('people').set({ email: 'doyun@elsewhere.test' }).where('id', '=', doyun.id).execute();
}

async function freeze({ db, call, hana }: Scene) {
	const row = { call_id: call.id, reason: 'r', frozen_at: at, frozen_by: hana.id };
	await db.insertInto('band_freezes').values(row).execute();
}

test('every application gets its reviewers, evenly; again it adds nothing', () =>
	scene(async (world) => {
		await apart(world);
		for (let count = 0; count < 5; count++) await addApplication(world);
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at), { added: 5, short: 0 });
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at), { added: 0, short: 0 });
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 3 }, at), { added: 5, short: 5 });
		const { reviewers } = await reviewBoard(reading(world.db), world.call);
		deepEqual(
			reviewers.map(({ assigned }) => assigned),
			[5, 5]
		);
		deepEqual(await told(world.db), ['reviewers.assigned', 'reviewers.assigned', 'reviewers.assigned']);
	}));

test('nobody is given what their own organisation, or they themselves, applied with', () =>
	scene(async (world) => {
		const domain = await addApplication(world, { email: 'boss@example.test' });
		const site = await addApplication(world, { link: 'https://www.example.test/' });
		const own = await addApplication(world, { who: world.seri, organisation: '씨앗 연구소' });
		const namesake = await addApplication(world, { organisation: '(주) 씨앗연구소' });
		await assignReviewers(world.db, world.hanaOrganising, { each: 2 }, at);
		const readers = Map.groupBy(await rows(world), (row) => row.application_id);
		deepEqual(
			[domain, site, own].map((id) => readers.get(id)?.length ?? 0),
			[0, 0, 0]
		);
		deepEqual(
			readers.get(namesake)?.map((row) => row.reviewer_id),
			[world.doyun.id]
		);
		const pair = { applicationId: namesake, reviewerId: world.seri.id };
		await rejects(addAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.same-organisation' });
	}));

test('after a conflict was declared somebody else is given the application, never the same again', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await assign(world, id, world.seri);
		await declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: 'r' }, at);
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at), { added: 1, short: 0 });
		const counted = (await rows(world)).filter((row) => row.conflict === null);
		deepEqual(
			counted.map((row) => row.reviewer_id),
			[world.doyun.id]
		);
		const pair = { applicationId: id, reviewerId: world.seri.id };
		await rejects(addAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.conflict-declared' });
		await rejects(removeAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.conflict-declared' });
	}));

test('by hand: added, added again without a change, taken away, then not there', () =>
	scene(async (world) => {
		const pair = { applicationId: await addApplication(world), reviewerId: world.seri.id };
		await addAssignment(world.db, world.hanaOrganising, pair, at);
		await addAssignment(world.db, world.hanaOrganising, pair, at);
		equal((await rows(world)).length, 1);
		await removeAssignment(world.db, world.hanaOrganising, pair, at);
		await rejects(removeAssignment(world.db, world.hanaOrganising, pair, at), gone);
		deepEqual(await told(world.db), ['assignment.added', 'assignment.removed']);
	}));

test('a finished review is not taken away for what it says', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await reviewed(world, id, world.seri, scores);
		const pair = { applicationId: id, reviewerId: world.seri.id };
		await rejects(removeAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.scored-already' });
	}));

test("somebody who reviews elsewhere, an application that is not the call's, and no ids at all are not there", () =>
	scene(async (world) => {
		const applicationId = await addApplication(world);
		const withdrawn = await addApplication(world);
		await world.db
			.updateTable('applications')
			.set({ withdrawn_at: hours(0) })
			.where('id', '=', withdrawn)
			.execute();
		for (const pair of [
			{ applicationId, reviewerId: world.joon.id },
			{ applicationId, reviewerId: 'nonsense' },
			{ applicationId: withdrawn, reviewerId: world.seri.id },
			{ applicationId: 'nonsense', reviewerId: world.seri.id }
		]) {
			await rejects(addAssignment(world.db, world.hanaOrganising, pair, at), gone);
			await rejects(removeAssignment(world.db, world.hanaOrganising, pair, at), gone);
		}
		await rejects(reviewsOfApplication(reading(world.db), world.call, withdrawn), gone);
		await rejects(reviewsOfApplication(reading(world.db), world.call, 'nonsense'), gone);
		deepEqual(await told(world.db), []);
	}));

test('of one organisation one reads an application: by the program and by hand', () =>
	scene(async (world) => {
		const applicationId = await addApplication(world);
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 2 }, at), { added: 1, short: 1 });
		const [first] = await rows(world);
		const other = first!.reviewer_id === world.seri.id ? world.doyun : world.seri;
		const pair = { applicationId, reviewerId: other.id };
		await rejects(addAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.group-reads-already' });
	}));

test('limits that leave no room are told with what would have to give, and given in one press', () =>
	scene(async (world) => {
		await apart(world);
		for (let count = 0; count < 4; count++) await addApplication(world);
		const tight = { call_id: world.call.id, each: 1, load_max: 1, changed_at: at };
		await world.db.insertInto('assignment_rules').values(tight).execute();
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, {}, at), { added: 2, short: 2 });
		const run = await lastRun(reading(world.db), world.call.id);
		deepEqual([run?.value, run?.short.length], [run?.bound, 2]);
		equal(
			run!.limits.reduce((sum, { from, to }) => sum + to - from, 0),
			2
		);
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { givesLimits: true }, at), { added: 2, short: 0 });
		const profiles = await profilesOf(reading(world.db), world.call.id);
		deepEqual(
			[...profiles.values()].map((row) => row.load_max),
			[2, 2]
		);
		const verbs = [...new Set(await told(world.db))];
		deepEqual(verbs, ['reviewers.assigned', 'assignment.limit-raised']);
	}));

test('what is assigned and tied by now is taken back, and given to somebody else', () =>
	scene(async (world) => {
		const id = await addApplication(world, { organisation: '한빛' });
		await assign(world, id, world.seri);
		const tie = { call_id: world.call.id, reviewer_id: world.seri.id, kind: 'family', who: '㈜한빛', key: '한빛' };
		await world.db
			.insertInto('ties')
			.values({ ...tie, said_at: at })
			.execute();
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at), { added: 1, short: 0 });
		deepEqual(
			(await rows(world)).map((row) => [row.reviewer_id, row.conflict]).sort(),
			[
				[world.seri.id, ''],
				[world.doyun.id, null]
			].sort()
		);
		const pair = { applicationId: id, reviewerId: world.seri.id };
		await rejects(addAssignment(world.db, world.hanaOrganising, pair, at), { code: 'reviews.tie-seen' });
		deepEqual(await told(world.db), ['conflict.seen', 'reviewers.assigned']);
	}));

test('below a hundred percent the chances and their seed are kept, and nobody who reviews finds them', () =>
	scene(async (world) => {
		await apart(world);
		for (let count = 0; count < 6; count++) await addApplication(world);
		const half = { call_id: world.call.id, each: 1, pair_chance: 50, changed_at: at };
		await world.db.insertInto('assignment_rules').values(half).execute();
		deepEqual(await assignReviewers(world.db, world.hanaOrganising, {}, at), { added: 6, short: 0 });
		const run = await world.db.selectFrom('assignment_runs').selectAll().executeTakeFirstOrThrow();
		deepEqual([run.whole, run.chances.length, run.seed.length], [2, 12, 64]);
		ok(run.chances.every(([, , parts]) => parts === 1));
		const shown = await reviewingCalls(reading(world.db), gate.signedIn(world.visitors.seri), at);
		ok(!JSON.stringify(shown).includes(run.seed));
	}));

for (const [when, instant, before, code] of [
	['before the call has closed', hours(0), undefined, 'reviews.call-still-open'],
	['after the freeze', at, freeze, 'reviews.frozen']
] as const) {
	test(`${when} nothing is assigned or taken away`, () =>
		scene(async (world) => {
			const pair = { applicationId: await addApplication(world), reviewerId: world.seri.id };
			await before?.(world);
			await rejects(assignReviewers(world.db, world.hanaOrganising, { each: 1 }, instant), { code });
			await rejects(addAssignment(world.db, world.hanaOrganising, pair, instant), { code });
			await rejects(removeAssignment(world.db, world.hanaOrganising, pair, instant), { code });
			deepEqual(await told(world.db), []);
		}));
}

test('without a reviewer nothing is assigned', () =>
	scene(async (world) => {
		await addApplication(world);
		await world.db.updateTable('roles').set({ ended_at: at }).where('role', '=', 'reviewer').execute();
		const none = { code: 'reviews.no-reviewers' };
		await rejects(assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at), none);
	}));

test('two organisers assigning at once leave what one would have left', () =>
	scene(async (world) => {
		for (let count = 0; count < 4; count++) await addApplication(world);
		const press = () => assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at);
		const both = await Promise.all([press(), press()]);
		deepEqual(both.map(({ added }) => added).sort(), [0, 4]);
		ok((await rows(world)).length === 4);
	}));
