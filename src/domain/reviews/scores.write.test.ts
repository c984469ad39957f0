import { deepEqual, equal, notDeepEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign, reviewed } from '../../../tests/reviews.ts';
import { freezeBands } from '#domain/bands/write.server.ts';
import { callOfApplication, deskOf, reviewingCalls } from './desk.read.server.ts';
import { beginReview, declareConflict, finishReview, reopenReview, saveReview } from './scores.write.server.ts';

const at = hours(3);
const whole = { technology: 5, growth: 2 };
const typed = (applicationId: string, version = 0, scores: Record<string, number> = whole) => ({
	...{ applicationId, version, scores, confidence: 3, comment: '자료가 분명합니다.', for_applicant: '' }
});

/** Seri has one application to read, and has said that there is no conflict. */
async function opened(world: Scene): Promise<string> {
	const id = await addApplication(world);
	await assign(world, id, world.seri);
	await beginReview(world.db, world.seriReviewing, id, at);
	return id;
}

const again = (applicationId: string) => ({ applicationId, reason: '다시 보니 다릅니다.' });
const seri = (world: Scene) => gate.signedIn(world.visitors.seri);
const desk = (world: Scene, id: string, when = at) => deskOf(reading(world.db), seri(world), id, when);
const gone = { code: 'people.not-found' };

test('before the reviewer says that there is no conflict only the cover is there', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await assign(world, id, world.seri);
		const { cover, open, review } = await desk(world, id);
		equal(cover.id, id);
		deepEqual({ open, review }, { open: null, review: null });
	}));

test('no conflict opens the proposal, without whom to call; said twice it changes nothing', () =>
	scene(async (world) => {
		const id = await opened(world);
		await beginReview(world.db, world.seriReviewing, id, at);
		const { open } = await desk(world, id);
		deepEqual(
			open?.proposal.map((field) => field.key),
			['proposal']
		);
		deepEqual(await told(world.db), ['review.begun']);
	}));

test("nobody's page tells of anybody else's scores: the same to the letter whatever the others wrote", () =>
	scene(async (world) => {
		const id = await opened(world);
		const seen = async () =>
			JSON.stringify([await desk(world, id), await reviewingCalls(reading(world.db), seri(world), at)]);
		const before = await seen();
		await reviewed(world, id, world.doyun, { technology: 1, growth: 1 });
		equal(await seen(), before);
		await world.db.updateTable('reviews').set({ scores: whole }).where('reviewer_id', '=', world.doyun.id).execute();
		const conflict = { application_id: id, reviewer_id: world.doyun.id, reason: 'secret', declared_at: at };
		await world.db.insertInto('conflicts').values(conflict).execute();
		equal(await seen(), before);
	}));

test('a review is kept as typed and answers with the next version', () =>
	scene(async (world) => {
		const id = await opened(world);
		equal((await saveReview(world.db, world.seriReviewing, typed(id, 0, { growth: 2 }), at)).version, 1);
		equal((await saveReview(world.db, world.seriReviewing, typed(id, 1), at)).version, 2);
		const { review } = await desk(world, id);
		deepEqual([review?.scores, review?.comment], [whole, '자료가 분명합니다.']);
		deepEqual(await told(world.db), ['review.begun', 'review.saved', 'review.saved']);
	}));

test('two tabs over one version: the second is refused and nothing of the first is lost', () =>
	scene(async (world) => {
		const id = await opened(world);
		const both = await Promise.allSettled([
			saveReview(world.db, world.seriReviewing, typed(id, 0, { growth: 1 }), at),
			saveReview(world.db, world.seriReviewing, typed(id, 0, { growth: 5 }), at)
		]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		await rejects(saveReview(world.db, world.seriReviewing, typed(id, 0), at), { code: 'reviews.changed-elsewhere' });
	}));

test('a criterion the rubric does not have is refused by its name', () =>
	scene(async (world) => {
		const id = await opened(world);
		for (const key of ['charm', '__proto__', 'constructor', '']) {
			const scores = JSON.parse(`{"${key}": 3}`);
			await rejects(saveReview(world.db, world.seriReviewing, typed(id, 0, scores), at), {
				fields: { [`scores.${key}`]: 'reviews.no-such-criterion' }
			});
		}
	}));

test('finishing asks for every criterion; finished twice it stays; changed after it is refused', () =>
	scene(async (world) => {
		const id = await opened(world);
		await rejects(finishReview(world.db, world.seriReviewing, typed(id, 0, { growth: 2 }), at), {
			code: 'reviews.unscored',
			fields: { 'scores.technology': 'reviews.one-to-five' }
		});
		await finishReview(world.db, world.seriReviewing, typed(id), at);
		await finishReview(world.db, world.seriReviewing, typed(id), at);
		const changed = typed(id, 1, { technology: 1, growth: 1 });
		await rejects(finishReview(world.db, world.seriReviewing, changed, at), { code: 'reviews.finished' });
		await rejects(saveReview(world.db, world.seriReviewing, changed, at), { code: 'reviews.finished' });
		deepEqual(await told(world.db), ['review.begun', 'review.finished']);
	}));

test('a finished review is reopened until the review ends, and then no more', () =>
	scene(async (world) => {
		const id = await opened(world);
		await finishReview(world.db, world.seriReviewing, typed(id), at);
		await rejects(reopenReview(world.db, world.seriReviewing, again(id), hours(48)), { code: 'reviews.over' });
		await reopenReview(world.db, world.seriReviewing, again(id), hours(47));
		await reopenReview(world.db, world.seriReviewing, again(id), hours(47));
		equal((await desk(world, id)).review?.finished_at, null);
		deepEqual(await told(world.db), ['review.begun', 'review.finished', 'review.reopened']);
	}));

test('a review taken up again keeps what it said first, with the reason, as often as it is', () =>
	scene(async (world) => {
		const id = await opened(world);
		await finishReview(world.db, world.seriReviewing, typed(id), at);
		await reopenReview(world.db, world.seriReviewing, again(id), hours(4));
		await finishReview(world.db, world.seriReviewing, typed(id, 2, { technology: 1, growth: 1 }), hours(5));
		await reopenReview(world.db, world.seriReviewing, again(id), hours(6));
		const kept = await world.db.selectFrom('review_revisions').selectAll().orderBy('version').execute();
		deepEqual(
			kept.map(({ scores, confidence, reason, revised_at }) => [scores, confidence, reason, revised_at]),
			[
				[whole, 3, '다시 보니 다릅니다.', hours(4)],
				[{ technology: 1, growth: 1 }, 3, '다시 보니 다릅니다.', hours(6)]
			]
		);
	}));

test('finishing asks how sure the reviewer is, beside the criteria that are missing or alone', () =>
	scene(async (world) => {
		const id = await opened(world);
		const unsure = { ...typed(id), confidence: null };
		await rejects(finishReview(world.db, world.seriReviewing, unsure, at), {
			code: 'reviews.confidence-missing',
			fields: { confidence: 'reviews.one-to-four' }
		});
		const neither = { ...unsure, scores: { growth: 2 } };
		await rejects(finishReview(world.db, world.seriReviewing, neither, at), {
			fields: { 'scores.technology': 'reviews.one-to-five', confidence: 'reviews.one-to-four' }
		});
	}));

test('each reviewer reads in an order of their own, the same every time', () =>
	scene(async (world) => {
		const ids = [];
		for (let nth = 0; nth < 12; nth++) ids.push(await addApplication(world));
		for (const id of ids) for (const who of [world.seri, world.doyun]) await assign(world, id, who);
		const order = async (visitor: 'seri' | 'doyun') => {
			const [call] = await reviewingCalls(reading(world.db), gate.signedIn(world.visitors[visitor]), at);
			return call!.list.map((row) => row.id);
		};
		const [own, other] = [await order('seri'), await order('doyun')];
		deepEqual([...own].sort(), [...ids].sort());
		notDeepEqual(own, other);
		notDeepEqual(own, ids);
		deepEqual(await order('seri'), own);
		equal((await desk(world, own[0]!)).next, own[1]);
	}));

test('a conflict hides the proposal at once: page, list and open tabs', () =>
	scene(async (world) => {
		const id = await opened(world);
		await declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: '함께 일했습니다.' }, at);
		await rejects(desk(world, id), gone);
		await rejects(saveReview(world.db, world.seriReviewing, typed(id), at), gone);
		await rejects(finishReview(world.db, world.seriReviewing, typed(id), at), gone);
		await rejects(reopenReview(world.db, world.seriReviewing, again(id), at), gone);
		await rejects(beginReview(world.db, world.seriReviewing, id, at), gone);
		await rejects(declareConflict(world.db, world.seriReviewing, again(id), at), gone);
		const [call] = await reviewingCalls(reading(world.db), seri(world), at);
		deepEqual([call?.list, call?.conflicts.length], [[], 1]);
		equal(JSON.stringify(call).includes('Firm'), false);
		deepEqual(await told(world.db), ['review.begun', 'conflict.declared']);
	}));

test('a conflict can be declared before anything is shown', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await assign(world, id, world.seri);
		await declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: '가족입니다.' }, at);
		await rejects(desk(world, id), gone);
	}));

test('what is saved while a conflict is declared is either before it or refused', () =>
	scene(async (world) => {
		const id = await opened(world);
		const [saved] = await Promise.allSettled([
			saveReview(world.db, world.seriReviewing, typed(id), at),
			declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: 'r' }, at)
		]);
		const verbs = await told(world.db);
		if (saved.status === 'fulfilled') deepEqual(verbs, ['review.begun', 'review.saved', 'conflict.declared']);
		else deepEqual(verbs, ['review.begun', 'conflict.declared']);
	}));

test('a review that was not begun is not saved', () =>
	scene(async (world) => {
		const id = await addApplication(world);
		await assign(world, id, world.seri);
		await rejects(saveReview(world.db, world.seriReviewing, typed(id), at), { code: 'reviews.not-begun' });
	}));

test("somebody else's application, another call's, a withdrawn one, a made-up id: none of them is there", () =>
	scene(async (world) => {
		const doyuns = await addApplication(world);
		await assign(world, doyuns, world.doyun);
		const withdrawn = await opened(world);
		await world.db
			.updateTable('applications')
			.set({ withdrawn_at: hours(0) })
			.where('id', '=', withdrawn)
			.execute();
		const elsewhere = await addApplication({ db: world.db, call: await addCall(world.db, world.otherHost, 'busan') });
		await assign(world, elsewhere, world.seri);
		const unknown = '00000000-0000-4000-8000-000000000000';
		for (const id of [doyuns, withdrawn, elsewhere, unknown, 'nonsense', "'; drop table reviews; --"]) {
			await rejects(desk(world, id), gone);
			await rejects(beginReview(world.db, world.seriReviewing, id, at), gone);
			await rejects(saveReview(world.db, world.seriReviewing, typed(id), at), gone);
			await rejects(declareConflict(world.db, world.seriReviewing, { applicationId: id, reason: 'r' }, at), gone);
		}
		await rejects(callOfApplication(reading(world.db), 'nonsense'), gone);
		deepEqual(await told(world.db), ['review.begun']);
	}));

test('who does not review in the call has no proof, and no desk', () =>
	scene(async (world) => {
		const id = await opened(world);
		const call = await callOfApplication(reading(world.db), id);
		for (const who of [world.visitors.hana, world.visitors.nari, world.visitors.joon, world.visitors.ara])
			await rejects(async () => gate.reviewer(who, call), gone);
		await world.db.updateTable('roles').set({ ended_at: at }).where('person_id', '=', world.seri.id).execute();
		await rejects(desk(world, id), gone);
		deepEqual(await reviewingCalls(reading(world.db), seri(world), at), []);
	}));

for (const [when, instant] of [
	['while the call is open', hours(0)],
	['an instant before it closes', new Date(hours(1).getTime() - 1)]
] as const) {
	test(`${when} no application is there for a reviewer`, () =>
		scene(async (world) => {
			const id = await addApplication(world);
			await assign(world, id, world.seri);
			await rejects(desk(world, id, instant), gone);
			await rejects(beginReview(world.db, world.seriReviewing, id, instant), gone);
			const [call] = await reviewingCalls(reading(world.db), seri(world), instant);
			deepEqual(call?.list, []);
		}));
}

test('at the end of the review the desk closes, and what is typed on is refused with the reason', () =>
	scene(async (world) => {
		const id = await opened(world);
		await rejects(desk(world, id, hours(48)), gone);
		await rejects(saveReview(world.db, world.seriReviewing, typed(id), hours(48)), { code: 'reviews.over' });
		equal((await saveReview(world.db, world.seriReviewing, typed(id), new Date(hours(48).getTime() - 1))).version, 1);
	}));

test('after the freeze no score changes', () =>
	scene(async (world) => {
		const id = await opened(world);
		const other = await addApplication(world);
		await reviewed(world, other, world.doyun, whole);
		const track = world.call.tracks[0]!.id;
		const lines = { accept_from: null, draw_from: 2, chosen_at: at, chosen_by: world.hana.id };
		await world.db
			.insertInto('bands')
			.values({ track_id: track, ...lines })
			.execute();
		await freezeBands(world.db, world.hanaOrganising, { reason: 'r', decline_unreviewed: 'yes' }, at);
		await rejects(saveReview(world.db, world.seriReviewing, typed(id), at), { code: 'reviews.frozen' });
		await rejects(finishReview(world.db, world.seriReviewing, typed(id), at), { code: 'reviews.frozen' });
		await rejects(desk(world, id), gone);
	}));
