import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { nariAtDesk, sessionForm, setStage } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { clockIn } from '#lib/zone.ts';
import { passedOn, type Running } from './delays.rules.ts';
import { passDelay } from './delays.write.server.ts';
import { DelayForm, MoveForm } from './form.ts';
import { newestRelease, publicSessions } from './releases.read.server.ts';
import { releaseProgramme } from './releases.write.server.ts';
import { runOf } from './run.read.server.ts';
import { addSession, moveSession } from './sessions.write.server.ts';

const morning = new Date('2026-12-10T00:05:00Z'); // 09:05 in Seoul

async function day(world: Scene) {
	const { db } = world;
	const stage = await setStage(world);
	const { who, stopId, main, room } = stage;
	const add = (title: string, from: string, to: string, hall = main.id) =>
		addSession(db, who, { stopId, form: sessionForm({ 'title.en': title, from, to, hall }) }, noon);
	await add('Second', '10:10', '11:00');
	await add('Third', '11:00', '12:00');
	await add('Elsewhere', '10:10', '11:00', room.id);
	await releaseProgramme(db, who, { stopId, note: null }, noon);
	const delay = (minutes: number, at = morning) =>
		passDelay(
			db,
			who,
			{ stopId, form: DelayForm.parse({ session: stage.session.id, minutes: String(minutes), reason: '늦은 도착' }) },
			at
		);
	const clocks = async () => {
		const release = await newestRelease(reading(db), stopId);
		const sessions = await publicSessions(reading(db), release!.id);
		return sessions.map(({ shown, from, to, sequence }) => [
			shown.title.en,
			clockIn('Asia/Seoul', from).time,
			clockIn('Asia/Seoul', to).time,
			sequence
		]);
	};
	return { ...stage, delay, clocks };
}

test('a delay moves what follows in the hall by what the pauses do not take up; the public page says so', () =>
	scene(async (world) => {
		const { delay, clocks } = await day(world);
		await delay(15);
		deepEqual((await clocks()).sort(), [
			['Elsewhere', '10:10', '11:00', 0],
			['Morning talk', '09:15', '10:15', 1],
			['Second', '10:15', '11:05', 1],
			['Third', '11:05', '12:05', 1]
		]);
		await delay(-10);
		deepEqual((await clocks()).sort(), [
			['Elsewhere', '10:10', '11:00', 0],
			['Morning talk', '09:05', '10:05', 2],
			['Second', '10:10', '11:00', 2],
			['Third', '11:00', '12:00', 2]
		]);
		deepEqual((await told(world.db)).slice(-2), ['delay.passed', 'delay.passed']);
	}));

test('what has begun keeps its beginning; new hours in a release start from nought', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const { who, stopId, session, delay, clocks } = await day(world);
		const { segments } = (
			await runOf(reading(db), await stopOf(reading(db), stopId), { day: '2026-12-10', at: morning })
		)[0]!;
		const mark = { segment_id: segments[0]!.id, mark: 'begin', marked_at: morning, marked_by: hana.id };
		await db.insertInto('segment_marks').values(mark).execute();
		await delay(20);
		deepEqual((await clocks())[0], ['Morning talk', '09:05', '10:20', 1]);
		const form = MoveForm.parse({ id: session.id, hall: session.hall_id, day: '2026-12-10', time: '08:30' });
		await moveSession(db, who, { stopId, form }, morning);
		await releaseProgramme(db, who, { stopId, note: null }, new Date(morning.getTime() + 60_000));
		deepEqual((await clocks())[0]!.slice(2), ['09:30', 1]);
	}));

test('nothing to pass on: no minutes, a session that is over, one that is not there, another host', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session, delay } = await day(world);
		await rejects(delay(0), { code: 'programme.no-minutes' });
		const form = DelayForm.parse({ session: randomUUID(), minutes: '5', reason: 'x' });
		await rejects(passDelay(db, who, { stopId, form }, morning), { code: 'programme.session-not-found' });
		const own = { ...form, session: session.id };
		await rejects(passDelay(db, nariAtDesk(world), { stopId, form: own }, morning), { kind: 'unknown' });
		equal(DelayForm.safeParse({ ...form, minutes: 'ten' }).success, false);
	}));

test('by the rule: a pause takes up what it can, and what is over takes no delay', () => {
	const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
	const one = (id: string, from: number, to: number, more: Partial<Running> = {}): Running => ({
		...{ id, hallId: 'h', from: at(from), to: at(to), hasBegun: false, isOver: false, lateBy: 0, ...more }
	});
	const row = [one('a', 0, 30), one('b', 40, 60), one('c', 90, 100), one('other', 30, 60, { hallId: 'x' })];
	const ids = (minutes: number) =>
		passedOn(row, 'a', minutes).map(({ session_id, start_minutes }) => `${session_id}${start_minutes}`);
	deepEqual(ids(10), ['a10']);
	deepEqual(ids(25), ['a25', 'b15']);
	deepEqual(ids(60), ['a60', 'b50', 'c20']);
	try {
		passedOn([one('a', 0, 30, { isOver: true })], 'a', 5);
		throw new Error('taken');
	} catch (fault) {
		equal((fault as { code?: string }).code, 'programme.nothing-to-delay');
	}
});
