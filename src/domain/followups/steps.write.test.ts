import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { goingOn, offer } from '../../../tests/followups.ts';
import { hours, letters, noon, scene } from '../../../tests/cast.ts';
import type { StepForm } from './steps.form.ts';
import { saveOffer } from './offers.write.server.ts';
import { stepsFor, stepsToAsk } from './steps.read.server.ts';
import { funnelOf, standsStill } from './steps.rules.ts';
import { addStep, askHowItGoes } from './steps.write.server.ts';

const step = (more: Partial<StepForm>): StepForm => ({
	...{ step: 'meeting', note: '', isShared: true, amount: null, currency: 'KRW', remind: null },
	...more
});

test('a step is left with who, when and how much, and read as far as it was shared', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		const { db } = world;
		await saveOffer(db, guest, offer(), noon);
		await addStep(
			db,
			guest,
			step({ step: 'pilot', note: 'Our own worry', isShared: false, amount: 5, currency: 'USD' }),
			hours(1)
		);
		const host = { ...applicant, side: 'host' as const, personId: world.hana.id };
		await addStep(db, host, step({ step: 'pilot', note: 'For all', amount: 7 }), hours(2));
		const read = async (reader: 'guest' | 'applicant' | 'host') =>
			(await stepsFor(reading(db), guest.applicationId, reader)).map(({ step, note, amount }) => [step, note, amount]);
		deepEqual(await read('guest'), [
			['interest', '', null],
			['pilot', 'Our own worry', 5],
			['pilot', 'For all', 7]
		]);
		for (const other of ['applicant', 'host'] as const)
			deepEqual(await read(other), [
				['interest', '', null],
				['pilot', '', null],
				['pilot', 'For all', 7]
			]);
	}));

test('a step back, one after the end, money of a meeting, a day that is past and what nobody began are refused', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		const { db } = world;
		await rejects(addStep(db, guest, step({}), noon), { code: 'followups.not-found', kind: 'unknown' });
		await saveOffer(db, applicant, offer(), noon);
		await addStep(db, applicant, step({ step: 'agreement' }), noon);
		await rejects(addStep(db, guest, step({ step: 'pilot' }), noon), { code: 'followups.step-back' });
		await rejects(addStep(db, guest, step({ step: 'ended', amount: 1 }), noon), {
			fields: { amount: 'followups.no-amount' }
		});
		await rejects(addStep(db, guest, step({ step: 'outcome', remind: '2026-11-23' }), noon), {
			fields: { remind: 'followups.day-past' }
		});
		await addStep(db, guest, step({ step: 'ended' }), noon);
		await rejects(addStep(db, guest, step({ step: 'outcome' }), noon), { code: 'followups.ended' });
	}));

test('months later both are asked how it goes, once, unless it has gone on', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		const { db } = world;
		await saveOffer(db, guest, offer(), noon);
		await addStep(db, guest, step({ step: 'pilot', remind: '2027-03-01' }), noon);
		equal((await stepsToAsk(reading(db), hours(24 * 90))).length, 0);
		const march = new Date('2027-03-01T01:00:00Z');
		const [due] = await stepsToAsk(reading(db), march);
		equal(await askHowItGoes(db, due!.id, march), true);
		equal(await askHowItGoes(db, due!.id, march), false);
		const asked = (await letters(db)).filter(({ written_at }) => written_at.getTime() === march.getTime());
		deepEqual(asked.map(({ to_address }) => to_address).sort(), ['gia@example.test', 'joon@example.test']);
		await addStep(db, applicant, step({ step: 'agreement', remind: '2027-03-02' }), march);
		await addStep(db, applicant, step({ step: 'outcome' }), march);
		equal((await stepsToAsk(reading(db), hours(24 * 300))).length, 0);
	}));

test('the funnel counts how far each came; what has not moved for long stands still', () => {
	deepEqual(funnelOf([['interest'], ['interest', 'pilot'], ['interest', 'meeting', 'ended'], []]), {
		...{ interest: 3, meeting: 2, pilot: 1, agreement: 0, outcome: 0 }
	});
	equal(standsStill({ step: 'interest', noted_at: noon }, 'Asia/Seoul', hours(24 * 20)), 0);
	equal(standsStill({ step: 'interest', noted_at: noon }, 'Asia/Seoul', hours(24 * 21)), 21);
	equal(standsStill({ step: 'ended', noted_at: noon }, 'Asia/Seoul', hours(24 * 900)), 0);
});
