import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { hours, scene, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed } from '../../../tests/reviews.ts';
import { chooseBands, freezeBands } from './write.server.ts';
import { exportedReviews, exportedScores } from './exports.read.server.ts';
import { reviewTable, scoreTable } from './exports.rules.ts';

const at = hours(5);

async function two(world: Scene) {
	const [one, other] = [await addApplication(world), await addApplication(world)];
	await reviewed(world, one, world.seri, { technology: 5, growth: 5 });
	await reviewed(world, one, world.doyun, { technology: 3, growth: 3 });
	await reviewed(world, other, world.seri, { technology: 2, growth: 2 });
	await world.db
		.updateTable('reviews')
		.set({ comment: 'SECRET', for_applicant: 'SECRET to tell', confidence: 3 })
		.execute();
	await assign(world, other, world.doyun);
}

test('organisers take names and comments away; others numbers for names, alike in every row, and no comment', () =>
	scene(async (world) => {
		await two(world);
		const own = await exportedReviews(reading(world.db), world.call, { organiser: true });
		deepEqual(own.map(({ score }) => score).sort(), [2, 3, 5]);
		ok(own.every(({ comment, forApplicant }) => comment === 'SECRET' && forApplicant === 'SECRET to tell'));
		ok(own.every(({ confidence }) => confidence === 3));
		deepEqual(new Set(own.map(({ reviewer }) => reviewer)), new Set([world.seri.name, world.doyun.name]));
		const theirs = await exportedReviews(reading(world.db), world.call, { organiser: false });
		const told = JSON.stringify(theirs);
		for (const secret of ['SECRET', world.seri.name, world.seri.email, world.seri.id])
			ok(!told.includes(secret), secret);
		deepEqual([...new Set(theirs.map(({ reviewer }) => reviewer))].sort(), ['R1', 'R2']);
		const ofSeri = theirs.filter(({ score }) => score !== 3).map(({ reviewer }) => reviewer);
		equal(new Set(ofSeri).size, 1);
	}));

test('what does not count is not in it: drafts, conflicts, withdrawn applications', () =>
	scene(async (world) => {
		await two(world);
		const [row] = await world.db
			.selectFrom('applications')
			.select('id')
			.where('number', 'is not', null)
			.orderBy('number')
			.execute();
		const conflict = { application_id: row!.id, reviewer_id: world.seri.id, reason: 'r', declared_at: at };
		await world.db.insertInto('conflicts').values(conflict).execute();
		await world.db
			.updateTable('reviews')
			.set({ finished_at: null })
			.where('reviewer_id', '=', world.doyun.id)
			.execute();
		equal((await exportedReviews(reading(world.db), world.call, { organiser: true })).length, 1);
		await world.db.updateTable('applications').set({ withdrawn_at: at }).execute();
		equal((await exportedReviews(reading(world.db), world.call, { organiser: true })).length, 0);
	}));

test('scores go out with the bands as chosen, and as frozen', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		await two(world);
		const bandsNow = async () => (await exportedScores(reading(db), call)).map(({ raw, band }) => [raw, band]);
		deepEqual(await bandsNow(), [
			[4, null],
			[2, null]
		]);
		await chooseBands(db, who, { track: call.tracks[0]!.id, accept_from: null, draw_from: 3 }, at);
		deepEqual(await bandsNow(), [
			[4, 'draw'],
			[2, 'decline']
		]);
		await freezeBands(db, who, { reason: 'r' }, at);
		deepEqual(await bandsNow(), [
			[4, 'draw'],
			[2, 'decline']
		]);
	}));

test('the tables have a heading for every cell, in both languages', () =>
	scene(async (world) => {
		await two(world);
		const reviews = await exportedReviews(reading(world.db), world.call, { organiser: true });
		const scores = await exportedScores(reading(world.db), world.call);
		const criteria = world.call.criteria.map(({ key, name }) => ({ key, name: name.ko }));
		for (const locale of ['ko', 'en'] as const)
			for (const table of [
				reviewTable(reviews, criteria, { locale, hasComments: true }),
				reviewTable(reviews, criteria, { locale, hasComments: false }),
				scoreTable(scores, locale)
			]) {
				const rows = [...table];
				equal(new Set(rows.map((row) => row.length)).size, 1);
				ok(rows.length > 1);
			}
	}));
