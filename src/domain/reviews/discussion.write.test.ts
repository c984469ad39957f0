import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import type { Reviewer } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed } from '../../../tests/reviews.ts';
import { discussionForDesk, discussionForReviewer } from './discussion.read.server.ts';
import { readRemarks, sayAsOrganiser, sayAsReviewer } from './discussion.write.server.ts';
import { reviewingCalls } from './desk.read.server.ts';
import { declareConflict, reopenReview } from './scores.write.server.ts';

const at = hours(3);
const whole = { technology: 5, growth: 2 };
const gone = { code: 'people.not-found' };

/** An application that Seri and Doyun have reviewed. */
async function both(world: Scene): Promise<string> {
	const id = await addApplication(world);
	await reviewed(world, id, world.seri, whole);
	await reviewed(world, id, world.doyun, { technology: 1, growth: 1 });
	return id;
}

const say = ({ db }: Scene, who: Reviewer, applicationId: string, { to = [] as string[], when = at } = {}) =>
	sayAsReviewer(db, who, { applicationId, text: '왜 1점입니까?', to }, when);
const thread = (world: Scene, who: 'seri' | 'doyun', id: string, when = at) =>
	discussionForReviewer(reading(world.db), gate.signedIn(world.visitors[who]), id, when);
const unread = async (world: Scene, who: 'seri' | 'doyun') =>
	(await reviewingCalls(reading(world.db), gate.signedIn(world.visitors[who]), at))[0]!.list[0]!.unread;

test('before one’s own review is finished nothing of the others is there, and nothing can be said', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await reviewed(world, id, world.doyun, whole);
		await assign(world, id, world.seri);
		const pair = { application_id: id, reviewer_id: world.seri.id };
		await world.db
			.insertInto('reviews')
			.values({ ...pair, saved_at: at })
			.execute();
		equal(await thread(world, 'seri', id), null);
		await rejects(say(world, world.seriReviewing, id), { code: 'reviews.finish-first' });
		await say(world, world.doyunReviewing, id);
		equal(await unread(world, 'seri'), 0);
	}));

test('what is said is read by the others, new until they mark it, and new again when more is said', () =>
	scene(async (world) => {
		const id = await both(world);
		await say(world, world.seriReviewing, id);
		equal(await unread(world, 'doyun'), 1);
		equal(await unread(world, 'seri'), 0);
		const seen = await thread(world, 'doyun', id);
		deepEqual(
			seen?.remarks.map(({ text, isNew, isOwn, voice }) => [text, isNew, isOwn, voice.name]),
			[['왜 1점입니까?', true, false, 'seri']]
		);
		deepEqual(seen?.reviews.map(({ score }) => score).sort(), [1, 4.25]);
		await readRemarks(world.db, world.doyunReviewing, id, hours(3.5));
		equal(await unread(world, 'doyun'), 0);
		await say(world, world.seriReviewing, id, { when: hours(4) });
		equal(await unread(world, 'doyun'), 1);
		deepEqual((await told(world.db)).slice(-3), ['remark.written', 'remarks.read', 'remark.written']);
	}));

test('who is meant gets a letter that tells nothing of what was said, by whom, or about whom', () =>
	scene(async (world) => {
		const id = await both(world);
		const [other] = (await thread(world, 'seri', id))!.others;
		await say(world, world.seriReviewing, id, { to: [other!.key, 'organisers'] });
		const sent = await letters(world.db);
		deepEqual(sent.map(({ to_address }) => to_address).sort(), [world.doyun.email, world.hana.email].sort());
		for (const { subject, body } of sent)
			for (const secret of ['왜 1점', 'seri', 'Firm', '2026-seoul'])
				equal((subject + body).includes(secret), false, secret);
		const seen = await thread(world, 'doyun', id);
		deepEqual(seen?.remarks[0]?.to.map(({ key }) => key).sort(), [other!.key, 'organisers'].sort());
		await rejects(say(world, world.seriReviewing, id, { to: ['Z'] }), { fields: { to: 'lib.not-a-choice' } });
		await rejects(say(world, world.seriReviewing, id, { to: [world.doyun.id] }), {
			fields: { to: 'lib.not-a-choice' }
		});
	}));

test('where the call hides its reviewers they are letters to each other, and no id or name comes along', () =>
	scene(async (world) => {
		const id = await both(world);
		await world.db.updateTable('calls').set({ hides_reviewers: true }).execute();
		await say(world, world.doyunReviewing, id, { to: ['organisers'] });
		const body = JSON.stringify(await thread(world, 'seri', id));
		for (const secret of [world.doyun.id, 'doyun', world.hana.id, 'hana']) equal(body.includes(secret), false, secret);
		const desk = await discussionForDesk(reading(world.db), world.araAuditing, id);
		deepEqual(desk.reviews.map(({ voice }) => voice.name).sort(), ['doyun', 'seri']);
	}));

test('a change after reading the others is seen with the first score and its reason', () =>
	scene(async (world) => {
		const id = await both(world);
		await reopenReview(world.db, world.seriReviewing, { applicationId: id, reason: '설득되었습니다.' }, at);
		equal((await thread(world, 'seri', id))?.reviews.length, 1, 'who has finished once goes on reading');
		await world.db
			.updateTable('reviews')
			.set({ scores: { technology: 2, growth: 2 }, finished_at: hours(4) })
			.where('reviewer_id', '=', world.seri.id)
			.execute();
		const own = (await thread(world, 'doyun', id))?.reviews.find(({ isOwn }) => !isOwn);
		deepEqual([own?.score, own?.before.map(({ score, reason }) => [score, reason])], [2, [[4.25, '설득되었습니다.']]]);
	}));

test('a conflict takes the discussion away at once, and what was said stays without a name', () =>
	scene(async (world) => {
		const id = await both(world);
		await say(world, world.seriReviewing, id);
		await declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: 'r' }, at);
		await rejects(thread(world, 'seri', id), gone);
		await rejects(say(world, world.seriReviewing, id), gone);
		await rejects(readRemarks(world.db, world.seriReviewing, id, at), gone);
		const seen = await thread(world, 'doyun', id);
		deepEqual([seen?.remarks[0]?.voice.key, seen?.reviews.length, seen?.others.length], ['former', 1, 0]);
	}));

test('before the closing, after the review, and once the bands are frozen nothing more is said', () =>
	scene(async (world) => {
		const id = await both(world);
		await rejects(say(world, world.seriReviewing, id, { when: hours(0) }), gone);
		await rejects(say(world, world.seriReviewing, id, { when: hours(48) }), { code: 'reviews.over' });
		const freeze = { call_id: world.call.id, reason: 'r', frozen_at: at, frozen_by: world.hana.id };
		await world.db.insertInto('band_freezes').values(freeze).execute();
		await rejects(say(world, world.seriReviewing, id), { code: 'reviews.frozen' });
		const asked = { applicationId: id, text: '?', to: [] };
		await rejects(sayAsOrganiser(world.db, world.hanaOrganising, asked, at), { code: 'reviews.frozen' });
		await rejects(thread(world, 'seri', id), gone);
	}));

test('organisers ask as organisers; what is not theirs or not assigned is not there', () =>
	scene(async (world) => {
		const id = await both(world);
		await sayAsOrganiser(world.db, world.hanaOrganising, { applicationId: id, text: '의견을 주세요.', to: ['A'] }, at);
		const seen = await thread(world, 'seri', id);
		deepEqual([seen?.remarks[0]?.voice.key, (await letters(world.db)).length], ['organisers', 1]);
		const elsewhere = await addApplication({ db: world.db, call: await addCall(world.db, world.host, 'busan') });
		for (const applicationId of [elsewhere, 'nonsense']) {
			const asked = { applicationId, text: '?', to: [] };
			await rejects(sayAsOrganiser(world.db, world.hanaOrganising, asked, at), gone);
			await rejects(discussionForDesk(reading(world.db), world.araAuditing, applicationId), gone);
		}
		const unassigned = await addApplication(world);
		await rejects(thread(world, 'seri', unassigned), gone);
		await rejects(say(world, world.seriReviewing, unassigned), gone);
	}));
