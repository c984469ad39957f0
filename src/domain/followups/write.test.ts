import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '#lib/db.server.ts';
import { goingOn, offer, secretContact } from '../../../tests/followups.ts';
import { letters, noon, scene } from '../../../tests/cast.ts';
import { saveOffer } from './offers.write.server.ts';
import { holdFollowup, leaveStep, tellOther } from './write.server.ts';

test('what nobody has begun cannot be held', () =>
	scene(async (world) => {
		const { guest } = await goingOn(world);
		await rejects(
			together(world.db, (tx) => holdFollowup(tx, guest)),
			{ code: 'followups.not-found', kind: 'unknown' }
		);
	}));

test('each side is told in its own language and by its own way in, and no letter says where anybody is reached', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		const { db } = world;
		await saveOffer(db, guest, offer({ contact: secretContact.guest }), noon);
		await together(db, (tx) => tellOther(tx, applicant, { told: 'chosen' }, noon));
		const sent = await letters(db);
		const office = sent.find(({ to_address }) => to_address === 'gia@example.test')!;
		equal(office.subject, '[Madang] Your meeting is set');
		equal(office.body.includes(`/stops/seoul-stop/proposals/${guest.applicationId}`), true);
		equal(sent.filter(({ body }) => body.includes('/followups/')).length, 2);
		equal(JSON.stringify(sent).includes(secretContact.guest), false);
	}));

test('steps go on or end, never back', () =>
	scene(async (world) => {
		const { guest } = await goingOn(world);
		await saveOffer(world.db, guest, offer(), noon);
		const leave = (step: 'interest' | 'outcome') => together(world.db, (tx) => leaveStep(tx, guest, { step }, noon));
		await leave('outcome');
		await rejects(leave('interest'), { code: 'followups.step-back' });
	}));
