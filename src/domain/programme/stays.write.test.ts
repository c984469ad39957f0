import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk, setStage, speakerForm } from '../../../tests/programme.ts';
import { gate } from '#domain/people/gate.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { aroundFor, draftOf, hallsOf, speakersOf } from './desk.read.server.ts';
import { DetailsForm, PartForm, StayForm } from './form.ts';
import { addPart } from './sessions.write.server.ts';
import { saveSpeaker } from './speakers.write.server.ts';
import { delegationAt } from './stays.read.server.ts';
import { saveDetails, saveStay } from './stays.write.server.ts';
import { warningsOf } from './warnings.rules.ts';

async function addDelegate({ db, call }: Scene): Promise<string> {
	const { tour_id } = await stopOf(reading(db), call.stop_id);
	const row = { tour_id, name: words('Robin Vale'), title: words('CEO'), is_principal: true, position: 0 };
	return (await db.insertInto('delegates').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

const stay = (delegate: string, more: Record<string, string> = {}) =>
	StayForm.parse({ delegate, 'arrives.day': '2026-12-10', 'arrives.time': '09:30', seat: '1', ...more });

test('a stay is kept for its stop and warns of what comes before it; details are kept for the tour', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session } = await setStage(world);
		const delegate = await addDelegate(world);
		await saveStay(db, who, { stopId, form: stay(delegate) }, noon);
		await saveDetails(db, who, { stopId, form: DetailsForm.parse({ delegate, dietary: '채식' }) }, noon);
		const stop = await stopOf(reading(db), stopId);
		const [robin] = await delegationAt(reading(db), stop);
		deepEqual([robin!.seat, robin!.dietary, robin!.arrives_at], [1, '채식', new Date('2026-12-10T00:30:00Z')]);
		const speaker = await saveSpeaker(
			db,
			who,
			{ stopId, form: speakerForm('Robin', { side: 'delegation', delegate }) },
			noon
		);
		await addPart(db, who, { stopId, id: session.id, form: PartForm.parse({ speaker }) }, noon);
		const around = aroundFor(stop, await hallsOf(reading(db), stopId), await speakersOf(reading(db), stopId));
		deepEqual(
			warningsOf(await draftOf(reading(db), stopId), around).map(({ kind }) => kind),
			['not-arrived']
		);
		deepEqual(
			(await told(db)).filter((verb) => verb.startsWith('delegation')),
			['delegation.stay-saved', 'delegation.details-saved']
		);
	}));

test("the guest's office tells what is needed; it is not there for another host's", () =>
	scene(async (world) => {
		const { db, host, otherHost, visitors } = world;
		const { stopId } = await setStage(world);
		const delegate = await addDelegate(world);
		const office = (hostId: string) =>
			gate.guestOffice({ ...visitors.mina, roles: [{ role: 'guest', hostId, callId: null }] }, hostId);
		const form = DetailsForm.parse({ delegate, needs: '휠체어' });
		await saveDetails(db, office(host), { stopId, form }, noon);
		await rejects(saveDetails(db, office(otherHost), { stopId, form }, noon), { kind: 'unknown' });
		equal((await delegationAt(reading(db), await stopOf(reading(db), stopId)))[0]!.needs, '휠체어');
	}));

test("leaving before arriving, a half moment, another tour's delegate and another host are refused", () =>
	scene(async (world) => {
		const { db, call } = world;
		const delegate = await addDelegate(world);
		const save = (form: StayForm) => saveStay(db, hanaAtDesk(world), { stopId: call.stop_id, form }, noon);
		await rejects(save(stay(delegate, { 'leaves.day': '2026-12-10', 'leaves.time': '09:00' })), {
			fields: { 'leaves.day': 'calls.ends-before' }
		});
		await rejects(save(stay(randomUUID())), { code: 'programme.delegate-not-found' });
		await rejects(saveStay(db, nariAtDesk(world), { stopId: call.stop_id, form: stay(delegate) }, noon), {
			kind: 'unknown'
		});
		equal(StayForm.safeParse({ delegate, 'arrives.day': '2026-12-10', 'arrives.time': '' }).success, false);
	}));
