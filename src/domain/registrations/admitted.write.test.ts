import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, scene, type Scene } from '../../../tests/cast.ts';
import { addRegister, coming, registered, typing, wanting } from '../../../tests/register.ts';
import { plantQueue } from '../../../tests/rush.ts';
import { confirmHold, holdPlaces } from './holds.write.server.ts';
import { admissionFor } from './queue.read.server.ts';
import { joinQueue, standIn } from './queue.write.server.ts';
import { joinRegister } from './write.server.ts';

/** A register of two places that opened an hour ago with a queue, and the admission of somebody whose turn it is. */
async function admitted({ db, call, visitors }: Scene) {
	const at = await addRegister({ db, call });
	await plantQueue(db, at.sessionId, { comesAt: hours(-2), aMinute: 60 });
	const [session, joon] = [await sessionBySlug(reading(db), 'talk'), gate.signedIn(visitors.joon)];
	await joinQueue(db, joon, { session }, hours(0));
	const standing = await standIn(db, joon, { session }, hours(0.1));
	equal(standing?.state, 'turn');
	const placeId = 'placeId' in standing! ? standing.placeId : '';
	return { at, admission: await admissionFor(db, { sessionId: at.sessionId, placeId }, hours(0.1)) };
}

test('where there is a queue nobody holds, waits or asks without their turn, and with it once', () =>
	scene(async (world) => {
		const { db } = world;
		const { at, admission } = await admitted(world);
		const first = { code: 'registrations.queue-first' };
		const join = (who = coming()) =>
			joinRegister(db, who, { sessionId: at.sessionId, form: joining(at.kind, 'Sora') }, hours(0.2));
		await rejects(holdPlaces(db, coming(), wanting(at), hours(0.2)), first);
		await rejects(holdPlaces(db, { ...coming(), admission: `${admission}x` }, wanting(at), hours(0.2)), first);
		await rejects(holdPlaces(db, { ...coming(), admission }, wanting(at), hours(2)), first, 'it has run out');
		await rejects(join(), first);
		const mine = { ...coming(), admission };
		const held = await holdPlaces(db, mine, wanting(at), hours(0.2));
		const taken = { code: 'registrations.turn-taken' };
		await rejects(holdPlaces(db, { ...coming(), admission }, wanting(at), hours(0.2)), taken, 'another device');
		await rejects(join({ ...coming(), admission }), taken);
		await confirmHold(db, held.is === 'held' ? held.token : '', typing('Joon'), hours(0.2));
		await rejects(holdPlaces(db, mine, wanting(at), hours(0.2)), taken);
		deepEqual(await registered(db), ['Joon registered 1']);
	}));

const joining = (kind: string, name: string) => ({ ...typing(name), kind, intent: randomUUID() });
