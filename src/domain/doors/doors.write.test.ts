import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import { deviceKey, doorForm, mannedDoor, minding, phoneAt, registeringSession } from '../../../tests/doorway.ts';
import { addDoor, changeDoor, endDoor, enrolDevice, inviteDevice, shutDevice } from './doors.write.server.ts';
import { deviceAtDoor, doorOf } from './read.server.ts';

test('a door is made, changed and taken away; its hours are by the clock of its stop', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { who, door, device } = await mannedDoor(world, of);
		const read = () => doorOf(reading(db), device);
		deepEqual((await read()).opens_at, hours(-1));
		await changeDoor(db, who, { id: door, form: doorForm({ nameEn: 'North door', kinds: [of.pressKind] }) }, noon);
		deepEqual([(await read()).name.en, (await read()).kind_ids], ['North door', [of.pressKind]]);
		await endDoor(db, who, door, noon);
		const gone = { code: 'doors.not-found' };
		await rejects(endDoor(db, who, door, noon), gone);
		await rejects(changeDoor(db, who, { id: door, form: doorForm() }, noon), gone);
		await rejects(inviteDevice(db, who, { door, device: 'Late' }, noon), gone);
		deepEqual((await deviceAtDoor(reading(db), device.id)).shut_at, noon);
		deepEqual(
			(await told(db)).filter((verb) => /^(door|device)\./.test(verb)),
			['door.added', 'device.invited', 'device.enrolled', 'door.changed', 'door.ended']
		);
	}));

test('a door is its session’s alone, and so are the kinds of place it lets in', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const elsewhere = await registeringSession(world, 'elsewhere');
		const { door, device, who } = await mannedDoor(world, of);
		const other = minding(world, elsewhere.session);
		const gone = { code: 'doors.not-found' };
		await rejects(changeDoor(db, other, { id: door, form: doorForm() }, noon), gone);
		await rejects(endDoor(db, other, randomUUID(), noon), gone);
		await rejects(inviteDevice(db, other, { door, device: 'Stray' }, noon), gone);
		await rejects(shutDevice(db, other, device.id, noon), { code: 'doors.device-not-found' });
		const foreign = doorForm({ kinds: [elsewhere.publicKind] });
		await rejects(addDoor(db, who, foreign, noon), { code: 'lib.fields', fields: { kinds: 'lib.not-a-choice' } });
	}));

test('a phone comes in once by its secret, within a day, and not once it is shut', () =>
	scene(async (world) => {
		const { db } = world;
		const of = await registeringSession(world);
		const { who, door } = await mannedDoor(world, of);
		const { publicKey } = await deviceKey();
		const refused = { code: 'doors.enrol-refused' };
		const secret = await inviteDevice(db, who, { door, device: 'One' }, noon);
		equal(JSON.stringify(await db.selectFrom('door_devices').selectAll().execute()).includes(secret), false);
		await rejects(enrolDevice(db, { secret, publicKey }, hours(24)), refused);
		await rejects(enrolDevice(db, { secret: newSecret(), publicKey }, noon), refused);
		const id = await enrolDevice(db, { secret, publicKey }, noon);
		await rejects(enrolDevice(db, { secret, publicKey }, noon), refused);
		await shutDevice(db, who, id, noon);
		const { device } = await phoneAt(db, who, door, 'Two');
		await rejects(deviceAtDoor(reading(db), 'nonsense'), { code: 'doors.device-refused' });
		const late = await inviteDevice(db, who, { door, device: 'Three' }, noon);
		const waiting = await db
			.selectFrom('door_devices')
			.select('id')
			.where('enrolled_at', 'is', null)
			.executeTakeFirstOrThrow();
		await shutDevice(db, who, waiting.id, noon);
		await rejects(enrolDevice(db, { secret: late, publicKey }, noon), refused);
		equal((await deviceAtDoor(reading(db), device.id)).shut_at, null);
	}));
