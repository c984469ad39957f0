import { deepEqual, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { judgedPairs, pairsIn } from './transfers.read.server.ts';
import { exportAssignments, importAssignments } from './transfers.write.server.ts';

const at = hours(3);
const rowsOf = (value: unknown) => pairsIn(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

async function numberOf({ db }: Scene, id: string): Promise<string> {
	const row = await db.selectFrom('applications').select('number').where('id', '=', id).executeTakeFirstOrThrow();
	return row.number!;
}

/** Doyun comes from another house than Seri: of one house only one reads an application. */
async function apart({ db, doyun }: Scene) {
	await db.updateTable('people').set({ email: 'doyun@elsewhere.test' }).where('id', '=', doyun.id).execute();
}

test("pretalx's own examples are read, in both directions", () => {
	const byReviewer = { 'tobias@example.org': ['XYK3VH', 'KJKJF3'], 'leah@example.org': ['KJKJF3'] };
	const byApplication = { XYK3VH: ['tobias@example.org', 'leah@example.org'], KJKJF3: ['tobias@example.org'] };
	const pairs = (value: object) => rowsOf(value).map((row) => `${row.application} ${row.reviewer.split('@')[0]}`);
	deepEqual(pairs(byReviewer), ['XYK3VH tobias', 'KJKJF3 tobias', 'KJKJF3 leah']);
	deepEqual(pairs(byApplication), ['XYK3VH tobias', 'XYK3VH leah', 'KJKJF3 tobias']);
});

test('in and out again: what JSON and CSV name is assigned, and comes back the same', () =>
	scene(async (world) => {
		await apart(world);
		const [one, other] = [await addApplication(world), await addApplication(world)];
		const [first, second] = [await numberOf(world, one), await numberOf(world, other)];
		const json = { 'seri@example.test': [first, second], 'doyun@elsewhere.test': [first] };
		const entered = await importAssignments(world.db, world.hanaOrganising, rowsOf(json), at);
		deepEqual(entered, { entered: 3, there: 0, wrong: 0 });
		const pairs = await exportAssignments(world.db, world.hanaOrganising, 'json', at);
		const lists = Object.fromEntries(
			[...Map.groupBy(pairs, ({ reviewer }) => reviewer)].map(([key, own]) => [
				key,
				own.map(({ application }) => application)
			])
		);
		deepEqual(lists, json);
		const csv = ['application,reviewer', ...pairs.map((pair) => `${pair.application},${pair.reviewer}`)].join('\n');
		const again = importAssignments(world.db, world.hanaOrganising, rowsOf(csv), at);
		await rejects(again, { code: 'reviews.import-nothing' });
		deepEqual(await told(world.db), ['assignment.imported', 'assignment.exported']);
	}));

test('what is wrong is named row by row and left out; what is there stays', () =>
	scene(async (world) => {
		const [one, other, own] = [
			await addApplication(world),
			await addApplication(world),
			await addApplication(world, { email: 'boss@example.test' })
		];
		await assign(world, one, world.seri);
		const numbers = [await numberOf(world, one), await numberOf(world, other), await numberOf(world, own)];
		const rows = rowsOf(
			[
				'접수 번호\t심사위원',
				`${numbers[0]}\tSeri@example.test`,
				`${numbers[0]}\tdoyun@example.test`,
				`${numbers[1]}\tseri@example.test`,
				`${numbers[1]}\tseri@example.test`,
				`${numbers[2]}\tseri@example.test`,
				'none\tseri@example.test',
				`${numbers[1]}\tjoon@example.test`
			].join('\n')
		);
		const { ready, there, faults } = await judgedPairs(reading(world.db), world.call, rows);
		deepEqual([ready.length, there], [1, 2]);
		deepEqual(
			faults.map(({ row, code }) => [row, code]),
			[
				[3, 'reviews.row-group'],
				[6, 'reviews.row-conflict'],
				[7, 'reviews.row-application'],
				[8, 'reviews.row-reviewer']
			]
		);
		deepEqual(await importAssignments(world.db, world.hanaOrganising, rows, at), { entered: 1, there: 2, wrong: 4 });
	}));

test('no file of the kind is refused, and nothing is entered while the call is open', () =>
	scene(async (world) => {
		for (const wrong of ['{', '{"a": 1}', '{"a@b": [1]}'])
			throws(() => rowsOf(wrong), { code: 'reviews.import-unreadable' });
		throws(() => rowsOf('a,b\n1,2'), { code: 'reviews.import-columns' });
		const number = await numberOf(world, await addApplication(world));
		const rows = rowsOf({ [number]: ['seri@example.test'] });
		await rejects(importAssignments(world.db, world.hanaOrganising, rows, hours(0)), {
			code: 'reviews.call-still-open'
		});
		deepEqual(await told(world.db), []);
	}));
