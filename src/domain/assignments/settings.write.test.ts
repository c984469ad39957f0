import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { RulesForm, ReviewerForm } from './form.ts';
import { profilesOf, rulesOf } from './read.server.ts';
import { saveAssignmentRules, sayProfile, setReviewer } from './settings.write.server.ts';

const at = hours(2);
const plain = { each: '3', load_min: '', load_max: '40', pair_chance: '50', interests_from: '', interests_until: '' };
const rules = (change: Partial<typeof plain> = {}) => RulesForm.parse({ ...plain, ...change });

async function freeze({ db, call, hana }: Scene) {
	await db
		.insertInto('band_freezes')
		.values({ call_id: call.id, reason: 'r', frozen_at: at, frozen_by: hana.id })
		.execute();
}

test('how a call is assigned is kept, and again; instants are of the place', () =>
	scene(async (world) => {
		await saveAssignmentRules(world.db, world.hanaOrganising, rules(), at);
		const moments = { interests_from: '2026-11-23T14:00', interests_until: '2026-11-24T18:00' };
		await saveAssignmentRules(world.db, world.hanaOrganising, rules({ each: '2', ...moments }), at);
		const kept = await rulesOf(reading(world.db), world.call.id);
		deepEqual([kept.each, kept.load_min, kept.load_max, kept.pair_chance], [2, 0, 40, 50]);
		deepEqual([kept.interests_from, kept.interests_until], [hours(2), new Date('2026-11-24T09:00:00Z')]);
		deepEqual(await told(world.db), ['assignment.rules-set', 'assignment.rules-set']);
	}));

test('an end before the beginning and a day there is not are refused', () =>
	scene(async (world) => {
		const crossed = rules({ interests_from: '2026-11-24T18:00', interests_until: '2026-11-24T18:00' });
		await rejects(saveAssignmentRules(world.db, world.hanaOrganising, crossed, at), {
			fields: { interests_until: 'reviews.interests-crossed' }
		});
		const none = rules({ interests_until: '2026-02-30T18:00' });
		await rejects(saveAssignmentRules(world.db, world.hanaOrganising, none, at), {
			fields: { interests_until: 'reviews.moment' }
		});
		deepEqual(await told(world.db), []);
	}));

for (const [field, value] of [
	['each', '0'],
	['each', '10'],
	['each', ''],
	['pair_chance', '0'],
	['pair_chance', '101'],
	['load_max', '-1'],
	['load_max', '1e3'],
	['load_min', '41'],
	['interests_until', 'soon']
] as const) {
	test(`${field} "${value}" is refused`, () => equal(RulesForm.safeParse({ ...plain, [field]: value }).success, false));
}

test('a reviewer says what they are at home in: what the call does not have is not kept, limits stay', () =>
	scene(async (world) => {
		const limits = ReviewerForm.parse({ tracks: 'collaboration', load_min: '1', load_max: '9' });
		await setReviewer(world.db, world.hanaOrganising, { ...limits, reviewerId: world.seri.id }, at);
		const said = { tracks: ['api', 'nowhere'], languages: ['ko', 'xx'], topics: ['sector:none'] };
		await sayProfile(world.db, world.seriReviewing, said, at);
		const row = (await profilesOf(reading(world.db), world.call.id)).get(world.seri.id)!;
		deepEqual([row.tracks, row.languages, row.topics], [['api'], ['ko'], []]);
		deepEqual([row.load_min, row.load_max], [1, 9]);
		deepEqual(await told(world.db), ['assignment.profile-set', 'assignment.profile-set']);
	}));

test('who does not review in the call is not there, and after the freeze nothing is set', () =>
	scene(async (world) => {
		const form = ReviewerForm.parse({ load_min: '', load_max: '' });
		for (const reviewerId of [world.joon.id, 'nonsense'])
			await rejects(setReviewer(world.db, world.hanaOrganising, { ...form, reviewerId }, at), {
				code: 'people.not-found'
			});
		await freeze(world);
		const frozen = { code: 'reviews.frozen' };
		await rejects(setReviewer(world.db, world.hanaOrganising, { ...form, reviewerId: world.seri.id }, at), frozen);
		await rejects(saveAssignmentRules(world.db, world.hanaOrganising, rules(), at), frozen);
		await rejects(sayProfile(world.db, world.seriReviewing, { tracks: [], languages: [], topics: [] }, at), frozen);
		deepEqual(await told(world.db), []);
	}));
