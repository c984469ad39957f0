import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { nariAtDesk, setStage, speakerForm } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { speakersOf } from './desk.read.server.ts';
import { AvailabilityForm, ConsentForm, PartForm } from './form.ts';
import { addPart } from './sessions.write.server.ts';
import {
	addAvailability,
	noteConsent,
	removeAvailability,
	removeSpeaker,
	saveSpeaker
} from './speakers.write.server.ts';

test('a speaker has a side, an account by their address, consent and hours; the newest consent stands', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, speaker } = await setStage(world);
		await saveSpeaker(
			db,
			who,
			{ stopId, form: speakerForm('Sori', { id: speaker, email: 'Sori@Example.test' }) },
			noon
		);
		for (const consent of ['agreed', 'agreed', 'refused'])
			await noteConsent(db, who, { stopId, form: ConsentForm.parse({ id: speaker, consent }) }, noon);
		const hours = AvailabilityForm.parse({ id: speaker, day: '2026-12-10', from: '09:00', to: '12:00' });
		await addAvailability(db, who, { stopId, form: hours }, noon);
		const [sori] = await speakersOf(reading(db), stopId);
		deepEqual([sori!.email, sori!.consent, sori!.hours.length], ['sori@example.test', 'refused', 1]);
		await removeAvailability(db, who, { stopId, id: sori!.hours[0]!.id }, noon);
		equal((await told(db)).filter((verb) => verb === 'speaker.consent-noted').length, 2);
	}));

test('who is in a session stays; who is in none can go, once', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session, speaker } = await setStage(world);
		await addPart(db, who, { stopId, id: session.id, form: PartForm.parse({ speaker }) }, noon);
		await rejects(removeSpeaker(db, who, { stopId, id: speaker }, noon), { code: 'programme.speaker-in-use' });
		const other = await saveSpeaker(db, who, { stopId, form: speakerForm('Other') }, noon);
		await removeSpeaker(db, who, { stopId, id: other }, noon);
		await rejects(removeSpeaker(db, who, { stopId, id: other }, noon), { code: 'programme.speaker-not-found' });
	}));

test("another host's speaker is not there, nor is another tour's delegate", () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, speaker } = await setStage(world);
		const nari = nariAtDesk(world);
		const consent = ConsentForm.parse({ id: speaker, consent: 'agreed' });
		await rejects(noteConsent(db, nari, { stopId, form: consent }, noon), { kind: 'unknown' });
		await rejects(saveSpeaker(db, nari, { stopId, form: speakerForm('x') }, noon), { kind: 'unknown' });
		await rejects(removeAvailability(db, who, { stopId, id: randomUUID() }, noon), { kind: 'unknown' });
		const delegate = speakerForm('x', { side: 'delegation', delegate: randomUUID() });
		await rejects(saveSpeaker(db, who, { stopId, form: delegate }, noon), { kind: 'unknown' });
	}));

test('an address that is none is refused by its field', () => {
	const wrong = (email: string) => {
		try {
			speakerForm('Sori', { email });
			return false;
		} catch {
			return true;
		}
	};
	deepEqual(['', 'sori@example.test', 'sori'].map(wrong), [false, false, true]);
});
