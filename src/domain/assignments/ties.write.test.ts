import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { assignReviewers } from './write.server.ts';
import { deskOf, reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { declareTie, importTies } from './ties.write.server.ts';
import { judgedTies, tiesIn } from './transfers.read.server.ts';

const at = hours(3);
const gone = { code: 'people.not-found' };
const file = (text: string) => tiesIn(Buffer.from(text));

test('who is close to an applicant loses at once what is theirs to read, and never gets it again', () =>
	scene(async (world) => {
		const id = await addApplication(world, { organisation: '한빛 주식회사' });
		await assign(world, id, world.seri);
		await declareTie(world.db, world.seriReviewing, { who: '㈜한빛' }, at);
		await declareTie(world.db, world.seriReviewing, { who: '한빛' }, at);
		await rejects(deskOf(reading(world.db), gate.signedIn(world.visitors.seri), id, at), gone);
		await assignReviewers(world.db, world.hanaOrganising, { each: 1 }, at);
		const counted = (await assignmentsOf(reading(world.db), world.call.id)).filter((row) => row.conflict === null);
		deepEqual(
			counted.map((row) => row.reviewer_id),
			[world.doyun.id]
		);
		deepEqual(await told(world.db), ['conflict.tie-declared', 'conflict.seen', 'reviewers.assigned']);
	}));

test('what is said in one call holds in the others of the host, at once', () =>
	scene(async (world) => {
		const call = await addCall(world.db, world.host, 'busan');
		const role = { person_id: world.seri.id, role: 'reviewer', host_id: world.host, call_id: call.id, given_at: at };
		await world.db.insertInto('roles').values(role).execute();
		const id = await addApplication({ db: world.db, call }, { organisation: 'Far Firm' });
		await assign({ db: world.db, call }, id, world.seri);
		await declareTie(world.db, world.seriReviewing, { who: 'far firm' }, at);
		const lists = await reviewingCalls(reading(world.db), gate.signedIn(world.visitors.seri), at);
		deepEqual(
			lists.flatMap(({ list }) => list),
			[]
		);
	}));

for (const nothing of ['()', '㈜', '   '])
	test(`"${nothing}" names nobody`, () =>
		scene(async (world) => {
			await rejects(declareTie(world.db, world.seriReviewing, { who: nothing }, at), {
				fields: { who: 'lib.required' }
			});
			deepEqual(await told(world.db), []);
		}));

test("the organiser's file: what is wrong is named by row, the rest is entered and taken back at once", () =>
	scene(async (world) => {
		const id = await addApplication(world, { organisation: 'Old Friends' });
		await assign(world, id, world.seri);
		const rows = file(
			[
				'심사위원 메일,기업,시작',
				'Seri@example.test,Old Friends Inc.,2024-03',
				'seri@example.test,123-45-67890,',
				'nobody@example.test,X,2024',
				'doyun@example.test,,2024',
				'doyun@example.test,Y,2024-13'
			].join('\n')
		);
		const { ready, faults } = await judgedTies(reading(world.db), world.call, rows);
		deepEqual(
			faults.map(({ row, code }) => [row, code]),
			[
				[4, 'reviews.row-reviewer'],
				[5, 'reviews.row-who'],
				[6, 'reviews.row-since']
			]
		);
		deepEqual(await importTies(world.db, world.hanaOrganising, ready, at), { entered: 2, revoked: 1 });
		deepEqual(await importTies(world.db, world.hanaOrganising, ready, at), { entered: 0, revoked: 0 });
		await rejects(importTies(world.db, world.hanaOrganising, [], at), { code: 'reviews.import-nothing' });
		const kept = await world.db.selectFrom('ties').select(['key', 'since']).orderBy('id').execute();
		deepEqual(kept, [
			{ key: 'oldfriends', since: '2024-03-01' },
			{ key: '1234567890', since: null }
		]);
		const [row] = await assignmentsOf(reading(world.db), world.call.id);
		equal(row?.conflict, '');
	}));

test('a file without its columns is refused', () => {
	for (const text of ['a,b\n1,2', 'reviewer\nx@y.z'])
		deepEqual(
			(() => {
				try {
					return file(text);
				} catch (fault) {
					return (fault as { code: string }).code;
				}
			})(),
			'reviews.import-columns'
		);
});
