import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { applicationsUnderReview, assignmentsOf } from '#domain/reviews/read.server.ts';
import { reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, addPerson, hours, letters, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { liveApplications } from './read.server.ts';
import { screeningList, screeningsOf, toldScreening } from './screenings.read.server.ts';
import { conditionsOf } from './screenings.rules.ts';
import { announceScreening, screenApplication, screenRest } from './screenings.write.server.ts';

const no = (application: string, more: object = {}) => ({
	...{
		application,
		outcome: 'ineligible' as const,
		condition: '0',
		'reason.ko': '등록 전',
		'reason.en': 'Not registered'
	},
	...more
});
const yes = (application: string) => ({
	...{ application, outcome: 'eligible' as const, condition: '', 'reason.ko': '', 'reason.en': '' }
});
const states = async ({ db, call }: Scene) =>
	(await screeningList(reading(db), { callId: call.id })).map(({ state }) => state);

test('who is found ineligible leaves reviews and the draw, and comes back by a new decision; both stay', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising, seri, seriReviewing } = world;
		const [one, two] = [await addApplication(world), await addApplication(world)];
		await assign(world, one, seri);
		await screenApplication(db, hanaOrganising, no(one), hours(2));
		deepEqual(await states(world), ['ineligible', null]);
		const ids = async () => [
			(await applicationsUnderReview(reading(db), call.id)).map(({ id }) => id),
			(await liveApplications(reading(db), call.id)).map(({ id }) => id)
		];
		deepEqual(await ids(), [[two], [two]]);
		equal((await assignmentsOf(reading(db), call.id)).length, 0);
		equal((await reviewingCalls(reading(db), seriReviewing as never, hours(3)))[0]!.list.length, 0);
		await screenApplication(db, hanaOrganising, yes(one), hours(4));
		deepEqual(await ids(), [
			[one, two],
			[one, two]
		]);
		deepEqual(
			(await screeningsOf(reading(db), one)).map(({ outcome }) => outcome),
			['eligible', 'ineligible']
		);
		deepEqual(await told(db), ['screening.ineligible', 'screening.eligible']);
	}));

test('the same decision again changes nothing; another reason is another decision', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const one = await addApplication(world);
		for (const form of [no(one), no(one), no(one, { 'reason.en': 'Other' })]) {
			await screenApplication(db, hanaOrganising, form, hours(2));
		}
		equal((await screeningsOf(reading(db), one)).length, 2);
	}));

test('the rest are eligible in one press, and everybody is told once, with the reason', () =>
	scene(async (world) => {
		const { db, call, joon, hanaOrganising, joonApplying } = world;
		const one = await addApplication(world, { who: joon });
		for (const _ of [1, 2]) await addApplication(world);
		await screenApplication(db, hanaOrganising, no(one), hours(2));
		equal(await screenRest(db, hanaOrganising, hours(3)), 2);
		equal(await screenRest(db, hanaOrganising, hours(3)), 0);
		deepEqual(await states(world), ['ineligible', 'eligible', 'eligible']);
		equal(await toldScreening(reading(db), joonApplying), undefined);
		equal(await announceScreening(db, hanaOrganising, hours(4)), 3);
		const mine = (await letters(db)).find(({ to_address }) => to_address === 'joon@example.test');
		match(mine!.body, /- Firms\.\n- 등록 전/);
		const { outcome, condition } = (await toldScreening(reading(db), joonApplying))!;
		deepEqual([outcome, condition], ['ineligible', words('Firms.')]);
		await rejects(announceScreening(db, hanaOrganising, hours(4)), { code: 'applications.nothing-to-tell' });
		await screenApplication(db, hanaOrganising, yes(one), hours(5));
		equal((await toldScreening(reading(db), joonApplying))!.outcome, 'ineligible');
		equal(await announceScreening(db, hanaOrganising, hours(6)), 1);
		equal((await toldScreening(reading(db), joonApplying))!.outcome, 'eligible');
		equal((await told(db)).filter((verb) => verb === 'screening.announced').length, 2);
		equal(call.who_may.en, 'Firms.');
	}));

test('who submits again after a decision is undecided again', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const one = await addApplication(world);
		await screenApplication(db, hanaOrganising, no(one), hours(-0.5));
		await db
			.updateTable('applications')
			.set({ submitted_at: hours(0) })
			.where('id', '=', one)
			.execute();
		deepEqual(await states(world), [null]);
		equal((await liveApplications(reading(db), call.id)).length, 1);
	}));

test('another call’s application, a draft, nonsense and a condition nobody set are refused; so is all after the freeze', () =>
	scene(async (world) => {
		const { db, call, host, hana, hanaOrganising, visitors } = world;
		const one = await addApplication(world);
		const other = gate.organiser(visitors.hana, await addCall(db, host, 'busan'));
		await rejects(screenApplication(db, other, no(one), hours(2)), { code: 'applications.not-found' });
		await rejects(screenApplication(db, hanaOrganising, no('nonsense'), hours(2)), { code: 'applications.not-found' });
		await rejects(screenApplication(db, hanaOrganising, no(one, { condition: '7' }), hours(2)), {
			fields: { condition: 'lib.not-a-choice' }
		});
		const begun = { call_id: call.id, applicant_id: (await addPerson(db, 'x')).id, saved_at: hours(0) };
		const { id } = await db.insertInto('applications').values(begun).returning('id').executeTakeFirstOrThrow();
		await rejects(screenApplication(db, hanaOrganising, no(id), hours(2)), { code: 'applications.not-found' });
		const freeze = { call_id: call.id, reason: 'r', frozen_at: hours(5), frozen_by: hana.id };
		await db.insertInto('band_freezes').values(freeze).execute();
		await rejects(screenApplication(db, hanaOrganising, no(one), hours(6)), { code: 'applications.screening-decided' });
		await rejects(screenRest(db, hanaOrganising, hours(6)), { code: 'applications.screening-decided' });
	}));

test('the conditions are the sentences of who may apply, where both languages have as many', () => {
	deepEqual(conditionsOf({ ko: '국내 기업. 창업 10년 이내.', en: 'Firms in Korea. Founded within ten years.' }), [
		{ ko: '국내 기업.', en: 'Firms in Korea.' },
		{ ko: '창업 10년 이내.', en: 'Founded within ten years.' }
	]);
	deepEqual(conditionsOf({ ko: '하나. 둘.\n\n• 셋', en: 'One, two.\n• Three' }), [
		{ ko: '하나. 둘.', en: 'One, two.' },
		{ ko: '셋', en: 'Three' }
	]);
	const uneven = { ko: '하나. 둘.', en: 'Only one.' };
	deepEqual(conditionsOf(uneven), [uneven]);
});
