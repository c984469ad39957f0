import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { goingOn, offer, type GoingOn } from '../../../tests/followups.ts';
import { letters, noon, scene, type Scene } from '../../../tests/cast.ts';
import type { MeetingForm } from './meetings.form.ts';
import { meetingsOf } from './meetings.read.server.ts';
import { cancelMeeting, chooseSlot, proposeMeeting } from './meetings.write.server.ts';
import { saveOffer } from './offers.write.server.ts';
import type { Party } from './rules.ts';
import { stepsFor } from './steps.read.server.ts';

const form = ({ delegates }: GoingOn, more: Partial<MeetingForm> = {}): MeetingForm => ({
	...{ meeting: null, delegate: delegates[0]!, topic: 'First talk', place: '', zone: 'Asia/Seoul', minutes: 30 },
	slots: [
		{ day: '2026-12-02', time: '10:00' },
		{ day: '2026-12-01', time: '16:00' }
	],
	...more
});
const tenth = new Date('2026-12-02T01:00:00Z');

async function proposed(world: Scene) {
	const on = await goingOn(world);
	await saveOffer(world.db, on.guest, offer(), noon);
	await saveOffer(world.db, on.applicant, offer(), noon);
	return { on, meeting: await proposeMeeting(world.db, on.guest, form(on), noon) };
}

const first = async ({ db }: Scene, party: Party) => (await meetingsOf(reading(db), party))[0]!;

test('times are proposed by one side, the other chooses, both are told with a date for their calendars', () =>
	scene(async (world) => {
		const { on, meeting } = await proposed(world);
		const { db } = world;
		deepEqual(
			(await first(world, on.applicant)).slots.map(({ starts_at }) => starts_at.toISOString()),
			['2026-12-01T07:00:00.000Z', '2026-12-02T01:00:00.000Z']
		);
		await rejects(chooseSlot(db, on.guest, { meeting, starts: tenth }, noon), { code: 'followups.not-your-choice' });
		await chooseSlot(db, on.applicant, { meeting, starts: tenth }, noon);
		await chooseSlot(db, on.applicant, { meeting, starts: tenth }, noon);
		const set = await first(world, on.guest);
		deepEqual([set.state, set.starts_at], ['set', tenth]);
		const sent = (await letters(db)).filter(({ attachments }) => attachments.length > 0);
		deepEqual(sent.map(({ to_address }) => to_address).sort(), ['gia@example.test', 'joon@example.test']);
		match(sent[0]!.attachments[0]!.text, /DTSTART;TZID=Asia\/Seoul:20261202T100000[\s\S]*STATUS:CONFIRMED/);
		const steps = await stepsFor(reading(db), on.application, 'host');
		deepEqual(
			steps.map(({ step }) => step),
			['interest', 'meeting']
		);
	}));

test('changed, it is called off in the calendars and times are open again; cancelled, the time is free', () =>
	scene(async (world) => {
		const { on, meeting } = await proposed(world);
		const { db } = world;
		await chooseSlot(db, on.applicant, { meeting, starts: tenth }, noon);
		await proposeMeeting(db, on.applicant, form(on, { meeting, slots: [{ day: '2026-12-03', time: '09:00' }] }), noon);
		const again = await first(world, on.guest);
		deepEqual([again.state, again.slots.length, again.side, again.sequence], ['proposed', 1, 'applicant', 2]);
		const off = (await letters(db)).find(({ attachments }) => attachments[0]?.text.includes('STATUS:CANCELLED'));
		equal(off?.to_address, 'gia@example.test');
		await chooseSlot(db, on.guest, { meeting, starts: again.slots[0]!.starts_at }, noon);
		await cancelMeeting(db, on.guest, meeting, noon);
		await cancelMeeting(db, on.guest, meeting, noon);
		equal((await first(world, on.guest)).state, 'cancelled');
		await rejects(chooseSlot(db, on.guest, { meeting, starts: tenth }, noon), { code: 'followups.slot-gone' });
	}));

test('a delegate is not in two rooms, whoever presses first', () =>
	scene(async (world) => {
		const { on } = await proposed(world);
		const { db } = world;
		const ids = await Promise.all([
			proposeMeeting(db, on.guest, form(on), noon),
			proposeMeeting(db, on.guest, form(on, { delegate: on.delegates[0]!, minutes: 60 }), noon)
		]);
		const presses = await Promise.allSettled(
			ids.map((meeting) => chooseSlot(db, on.applicant, { meeting, starts: tenth }, noon))
		);
		const lost = presses.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		equal(presses.filter(({ status }) => status === 'fulfilled').length, 1);
		equal((lost.reason as { code: string }).code, 'followups.time-taken');
	}));

test('times that are past or none, another tour’s delegate, nothing offered, and somebody else’s meeting are refused', () =>
	scene(async (world) => {
		const { on, meeting } = await proposed(world);
		const { db } = world;
		const past = [{ day: '2026-11-23', time: '11:59' }];
		await rejects(async () => proposeMeeting(db, on.guest, form(on, { slots: past }), noon), {
			fields: { 'slots.0.day': 'followups.day-past' }
		});
		await rejects(proposeMeeting(db, on.guest, form(on, { delegate: world.call.id }), noon), { kind: 'unknown' });
		await rejects(chooseSlot(db, on.applicant, { meeting, starts: noon }, noon), { code: 'followups.slot-gone' });
		const late = new Date('2026-12-05T00:00:00Z');
		await rejects(chooseSlot(db, on.applicant, { meeting, starts: tenth }, late), { code: 'followups.slot-gone' });
		const minas = { ...on.applicant, applicationId: on.minas };
		await rejects(cancelMeeting(db, minas, meeting, noon), { code: 'followups.not-found', kind: 'unknown' });
		await db
			.insertInto('followups')
			.values({ application_id: on.minas, begun_at: noon, begun_side: 'guest' })
			.execute();
		await rejects(cancelMeeting(db, minas, meeting, noon), { code: 'followups.meeting-not-found', kind: 'unknown' });
		await rejects(proposeMeeting(db, minas, form(on), noon), { code: 'followups.offer-first' });
	}));
