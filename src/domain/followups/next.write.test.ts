import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { carryOver } from '#domain/applications/carry.write.server.ts';
import { liveApplications } from '#domain/applications/read.server.ts';
import { openRound } from '#domain/calls/copies.write.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { goingOn, offer } from '../../../tests/followups.ts';
import { hours, letters, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import type { NextForm } from './next.form.ts';
import { announceNext } from './next.write.server.ts';
import { saveOffer, sayCarry } from './offers.write.server.ts';
import { pipelineOf } from './pipeline.read.server.ts';
import { amountsOf, daysBetweenSteps, hasReached, pictureOf } from './pipeline.rules.ts';
import { outcomeOf } from './report.read.server.ts';
import { outcomeTable } from './report.rules.ts';
import { addStep } from './steps.write.server.ts';

const form = (ids: string[], more: Partial<NextForm> = {}): NextForm => ({
	...{ name: words('Pilots'), places: 2, review: { day: '2027-03-01', time: '18:00' } },
	...{ draw: { day: '2027-03-02', time: '10:00' }, ids },
	...more
});
const later = hours(24 * 60);

async function atPilot(world: Scene) {
	const on = await goingOn(world);
	await saveOffer(world.db, on.guest, offer(), noon);
	await saveOffer(world.db, on.applicant, offer(), noon);
	const step = { note: 'In one plant', isShared: true, currency: 'KRW' as const, remind: null };
	await addStep(world.db, on.guest, { ...step, step: 'pilot', amount: 30_000_000 }, hours(24 * 10));
	return on;
}

test('a call is made from the pipeline: who agreed goes on with the earlier answers, and only they are told', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		const on = await atPilot(world);
		await rejects(announceNext(db, hana, form([on.application]), later), { code: 'followups.not-all-agreed' });
		await sayCarry(db, on.applicant, true, later);
		const before = (await letters(db)).length;
		const to = await together(db, async (tx) => {
			await announceNext(tx, hana, form([on.application]), later);
			const next = await openRound(tx, hana, form([on.application]), later);
			await carryOver(tx, hana, { to: next, ids: [on.application], way: 'followups' }, later);
			return next;
		});
		const live = await liveApplications(reading(db), to.id);
		deepEqual(
			live.map(({ organisation, answers }) => [organisation, answers.proposal?.includes('반도체')]),
			[['한빛 연구소', true]]
		);
		deepEqual(to.round_name, words('Pilots'));
		const sent = (await letters(db)).slice(before);
		deepEqual(
			sent.map(({ to_address }) => to_address),
			['joon@example.test']
		);
		match(sent[0]!.subject, /2차/);
	}));

test('somebody else’s, nobody, and a draw before its review are refused', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		const on = await atPilot(world);
		await sayCarry(db, on.applicant, true, later);
		await rejects(announceNext(db, hana, form([on.minas]), later), { code: 'followups.not-all-agreed' });
		const draw = { day: '2027-02-01', time: '10:00' };
		await rejects(announceNext(db, hana, form([on.application], { draw }), later), {
			fields: { 'draw.day': 'calls.draw-before-review' }
		});
	}));

test('the report counts offers, contacts, meetings, money and days, and names each', () =>
	scene(async (world) => {
		const { db, call } = world;
		await atPilot(world);
		const rows = await pipelineOf(reading(db), call.id);
		deepEqual(
			pictureOf(rows, { applied: 2, chosen: 2 }).map(({ count }) => count),
			[2, 2, 1, 1, 1, 0, 0]
		);
		deepEqual(amountsOf(rows, 'pilot'), [['KRW', 30_000_000]]);
		equal(daysBetweenSteps(rows, 'interest', 'pilot'), 10);
		deepEqual([hasReached(rows[0]!, 'meeting'), hasReached(rows[0]!, 'agreement')], [true, false]);
		const report = await outcomeOf(reading(db), call);
		deepEqual([report.offersOfGuest, report.offersOfApplicant, report.released, report.meetings], [1, 1, 0, 0]);
		const [heads, line] = [...outcomeTable(report, 'en')];
		equal(heads!.length, line!.length);
		match(line!.join('|'), /한빛 연구소.*30000000\|KRW\|In one plant/);
	}));
