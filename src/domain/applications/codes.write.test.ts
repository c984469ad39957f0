import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { freezeStandings } from '../../../tests/standings.ts';
import { oneApplication } from './desk.read.server.ts';
import { admissionsOf, codeInLink, codesOf } from './codes.read.server.ts';
import { endCode, makeCode, takeUpCode } from './codes.write.server.ts';
import { saveDraft } from './write.server.ts';

// The cast's call closes at hours(1), its review ends at hours(48).
const form = { reason: '접수처 장애', uses: 1, track: '', 'until.day': '2026-11-24', 'until.time': '24:00' };
const draft = { version: 0, answers: { track: 'api' } };
const late = hours(3);

const make = (world: Scene, more: Partial<typeof form> = {}, at = noon) =>
	makeCode(world.db, world.hanaOrganising, { ...form, ...more }, at);

test('a code lets its holder apply late, is stored as a hash only, and is seen at the desk', () =>
	scene(async (world) => {
		const { db, joonApplying, araAuditing } = world;
		const secret = await make(world);
		const { code_hash } = await db.selectFrom('invite_codes').select('code_hash').executeTakeFirstOrThrow();
		equal(code_hash.includes(Buffer.from(secret)), false);
		await rejects(saveDraft(db, joonApplying, draft, late), { code: 'calls.closed' });
		equal((await codeInLink(reading(db), joonApplying, secret, late))?.state, 'ready');
		await takeUpCode(db, joonApplying, secret, late);
		equal((await codeInLink(reading(db), joonApplying, secret, late))?.state, 'taken');
		equal((await saveDraft(db, joonApplying, draft, late)).version, 1);
		const [code] = await codesOf(reading(db), araAuditing);
		deepEqual([code!.used, code!.takenBy.map(({ email }) => email)], [1, ['joon@example.test']]);
		equal((await oneApplication(reading(db), araAuditing, code!.takenBy[0]!.application!)).byCode, true);
		deepEqual(await told(db), ['code.made', 'code.taken-up', 'application.started']);
		// The end of 24 November in Seoul: one too late is too late.
		const end = new Date('2026-11-24T15:00:00Z');
		await rejects(saveDraft(db, joonApplying, { ...draft, version: 1, answers: {} }, end), { code: 'calls.closed' });
	}));

test('a code for one is taken up by one: again by the same changes nothing, by another is refused', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const secret = await make(world);
		const both = [joonApplying, minaApplying, joonApplying, minaApplying];
		const taken = await Promise.allSettled(both.map((who) => takeUpCode(db, who, secret, late)));
		equal(taken.filter(({ status }) => status === 'fulfilled').length, 2);
		equal((await db.selectFrom('invite_codes').select('used').executeTakeFirstOrThrow()).used, 1);
		const many = await make(world, { uses: 2 });
		for (const who of both) await takeUpCode(db, who, many, late);
		equal((await told(db)).filter((verb) => verb === 'code.taken-up').length, 3);
	}));

test('a code opens a closed track, and only the track it is for', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		const [api, together] = call.tracks;
		await db.updateTable('tracks').set({ by_code: true }).where('id', '=', api!.id).execute();
		await takeUpCode(db, joonApplying, await make(world, { track: together!.id }), noon);
		deepEqual(
			(await admissionsOf(reading(db), joonApplying)).map(({ track_id }) => track_id),
			[together!.id]
		);
		await takeUpCode(db, joonApplying, await make(world, { track: api!.id }), noon);
		equal((await admissionsOf(reading(db), joonApplying)).length, 2);
	}));

test('an ended code, one that is over, one of another call and a guess let nobody in', () =>
	scene(async (world) => {
		const { db, host, joonApplying, hanaOrganising, visitors } = world;
		const secret = await make(world);
		await rejects(takeUpCode(db, joonApplying, 'guess', late), { code: 'applications.code-not-found' });
		const other = await addCall(db, host, 'busan');
		const elsewhere = gate.applicant(visitors.joon, other.id);
		await rejects(takeUpCode(db, elsewhere, secret, late), { code: 'applications.code-not-found' });
		equal(await codeInLink(reading(db), elsewhere, secret, late), undefined);
		await rejects(takeUpCode(db, joonApplying, secret, hours(40)), { code: 'applications.code-over' });
		await takeUpCode(db, joonApplying, secret, late);
		const { id } = await db.selectFrom('invite_codes').select('id').executeTakeFirstOrThrow();
		await rejects(endCode(db, gate.organiser(visitors.hana, other), id, late), { code: 'applications.code-not-found' });
		await rejects(endCode(db, hanaOrganising, 'nonsense', late), { code: 'applications.code-not-found' });
		await endCode(db, hanaOrganising, id, late);
		await endCode(db, hanaOrganising, id, late);
		await rejects(saveDraft(db, joonApplying, draft, late), { code: 'calls.closed' });
		await rejects(takeUpCode(db, joonApplying, secret, late), { code: 'applications.code-ended' });
		equal((await told(db)).filter((verb) => verb === 'code.ended').length, 1);
	}));

test('no code is for a time that is past, after the review, or after the bands are frozen', () =>
	scene(async (world) => {
		const { db, call, hana, joonApplying } = world;
		const wrong = (fields: object) => ({ fields });
		await rejects(make(world, { 'until.day': '2026-11-20' }), wrong({ 'until.day': 'applications.code-past' }));
		await rejects(make(world, { 'until.day': '2026-11-30' }), wrong({ 'until.day': 'applications.code-after-review' }));
		await rejects(make(world, { 'until.time': '25:00' }), wrong({ 'until.time': 'lib.not-a-time' }));
		await rejects(make(world, { track: call.id }), wrong({ track: 'lib.not-a-choice' }));
		await takeUpCode(db, joonApplying, await make(world), late);
		await freezeStandings(db, call, hana, []);
		await rejects(make(world), { code: 'applications.call-decided' });
		await rejects(saveDraft(db, joonApplying, draft, late), { code: 'applications.call-decided' });
	}));
