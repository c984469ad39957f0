import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import type { Saying } from './form.ts';
import { deskOf } from '#domain/reviews/desk.read.server.ts';
import { applicationsToLike, askingCalls } from './interests.read.server.ts';
import { sayInterests } from './interests.write.server.ts';

const at = hours(2);
const gone = { code: 'people.not-found' };
const closed = { code: 'reviews.interests-closed' };

/** Interests are asked for from the closing to hour four. */
async function asking({ db, call }: Pick<Scene, 'db' | 'call'>, more: object = {}) {
	const rules = { call_id: call.id, interests_until: hours(4), changed_at: hours(0), ...more };
	await db.insertInto('assignment_rules').values(rules).execute();
}

const say = (world: Scene, applicationId: string, interest: Saying, when = at) =>
	sayInterests(world.db, world.seriReviewing, [{ applicationId, interest }], when);
const shown = (world: Scene) => applicationsToLike(reading(world.db), world.seriReviewing);

test('what a reviewer says is kept, said anew, and taken back; said again it changes nothing', () =>
	scene(async (world) => {
		await asking(world);
		const id = await addApplication(world);
		for (const interest of ['keen', 'keen', 'rather-not', 'unsaid'] as const) {
			await say(world, id, interest);
			equal((await shown(world))[0]?.said, interest);
		}
		deepEqual(await told(world.db), ['interest.said', 'interest.said', 'interest.said']);
	}));

test('of a conflict no more than the number is told; said here it can be taken back until it is assigned', () =>
	scene(async (world) => {
		await asking(world);
		const id = await addApplication(world, { organisation: '비밀 주식회사' });
		await say(world, id, 'keen');
		await say(world, id, 'conflict');
		const [row] = await shown(world);
		deepEqual([row?.said, row?.track, row?.topics, row?.line], ['conflict', null, [], '']);
		await say(world, id, 'can');
		deepEqual((await shown(world))[0]?.track, 'api');
		await assign(world, id, world.seri);
		await say(world, id, 'conflict');
		await rejects(say(world, id, 'keen'), { code: 'reviews.conflict-declared' });
		equal((await shown(world))[0]?.stands, true);
		await rejects(deskOf(reading(world.db), gate.signedIn(world.visitors.seri), id, at), gone);
		const verbs = new Set(await told(world.db));
		deepEqual([...verbs], ['interest.said', 'conflict.declared', 'conflict.taken-back']);
	}));

test('before anything is theirs a reviewer sees number, track, topics and one line, never who applies or what others said', () =>
	scene(async (world) => {
		await asking(world);
		const line = { key: 'summary', kind: 'text', label: { ko: 's', en: 's' }, is_required: true, position: 9 };
		await world.db
			.insertInto('fields')
			.values({ call_id: world.call.id, ...line, is_feature: false, max_length: 80, options: '[]' })
			.execute();
		const id = await addApplication(world, { organisation: '(주)한빛', email: 'boss@hanbit.test' });
		const answers = { organisation_name: '(주)한빛', summary: '한빛이 돕는 일', proposal: '비밀 제안', track: 'api' };
		await world.db
			.updateTable('applications')
			.set({ answers: JSON.stringify(answers) as never })
			.where('id', '=', id)
			.execute();
		const before = JSON.stringify(await shown(world));
		for (const secret of ['한빛', 'hanbit', '비밀', 'boss']) ok(!before.includes(secret), secret);
		ok(before.includes('○○이 돕는 일'));
		await sayInterests(world.db, world.doyunReviewing, [{ applicationId: id, interest: 'keen' }], at);
		equal(JSON.stringify(await shown(world)), before);
	}));

for (const [when, instant, more] of [
	['before the call has closed', hours(0), {}],
	['before the organiser asks', hours(2), { interests_from: hours(3) }],
	['at the end', hours(4), {}],
	['where it is never asked', hours(2), { interests_until: null }]
] as const) {
	test(`${when} nothing is said`, () =>
		scene(async (world) => {
			await asking(world, more);
			const id = await addApplication(world);
			await rejects(say(world, id, 'keen', instant), closed);
			await rejects(say(world, id, 'conflict', instant), closed);
			deepEqual(await told(world.db), []);
		}));
}

test("another call's application, a withdrawn one and nonsense are not there", () =>
	scene(async (world) => {
		await asking(world);
		const elsewhere = await addApplication({ db: world.db, call: await addCall(world.db, world.otherHost, 'busan') });
		const withdrawn = await addApplication(world);
		await world.db.updateTable('applications').set({ withdrawn_at: at }).where('id', '=', withdrawn).execute();
		for (const id of [elsewhere, withdrawn, 'nonsense']) await rejects(say(world, id, 'keen'), gone);
		const calls = await askingCalls(reading(world.db), gate.signedIn(world.visitors.seri));
		deepEqual(
			calls.map(({ slug }) => slug),
			['seoul']
		);
		deepEqual(await askingCalls(reading(world.db), gate.signedIn(world.visitors.joon)), []);
	}));
