import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { hallForm, hanaAtDesk, nariAtDesk, setStage } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { hallsOf } from './desk.read.server.ts';
import { HallForm } from './form.ts';
import { removeHall, saveHall, setTravel } from './halls.write.server.ts';

test('a hall is added at the end, renamed, and taken away when nothing is in it', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, main, room } = await setStage(world);
		await saveHall(db, who, { stopId, form: hallForm('Great', { id: main.id, capacity: '300' }) }, noon);
		deepEqual(
			(await hallsOf(reading(db), stopId)).map(({ name, capacity, position }) => [name.en, capacity, position]),
			[
				['Great', 300, 0],
				['Room', null, 1]
			]
		);
		await rejects(removeHall(db, who, { stopId, id: main.id }, noon), { code: 'programme.hall-in-use' });
		await removeHall(db, who, { stopId, id: room.id }, noon);
		await rejects(removeHall(db, who, { stopId, id: room.id }, noon), { code: 'programme.hall-not-found' });
		deepEqual((await told(db)).slice(-2), ['hall.changed', 'hall.removed']);
	}));

test("another host's stop is not there, nor is another stop's hall", () =>
	scene(async (world) => {
		const { db, call } = world;
		const form = hallForm('Theirs');
		await rejects(saveHall(db, nariAtDesk(world), { stopId: call.stop_id, form }, noon), {
			code: 'programme.stop-not-hosted'
		});
		const wish = { stopId: call.stop_id, form: { ...form, id: randomUUID() } };
		await rejects(saveHall(db, hanaAtDesk(world), wish, noon), { code: 'programme.hall-not-found' });
	}));

test('the way between halls takes as long as is said; the same again tells nothing', () =>
	scene(async (world) => {
		const { db, call } = world;
		const set = (minutes: number) => setTravel(db, hanaAtDesk(world), { stopId: call.stop_id, minutes }, noon);
		await set(25);
		await set(25);
		equal((await told(db)).filter((verb) => verb === 'stop.travel-set').length, 1);
		await rejects(setTravel(db, nariAtDesk(world), { stopId: call.stop_id, minutes: 5 }, noon), { kind: 'unknown' });
	}));

test('a hall needs its name in both languages and a capacity that is a number', () => {
	const faults = (more: Record<string, string>) =>
		HallForm.safeParse({ 'name.ko': '본관', 'name.en': 'Main', ...more }).error?.issues.map(({ path }) =>
			path.join('.')
		);
	equal(faults({}), undefined);
	deepEqual(faults({ 'name.en': ' ', capacity: 'many' }), ['name.en', 'capacity']);
});
