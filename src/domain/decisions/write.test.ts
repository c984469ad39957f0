import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { goingOn } from '#domain/draws/next.read.server.ts';
import { standingsFor } from '#domain/draws/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, letters, scene, told, visitorOf, type Scene } from '../../../tests/cast.ts';
import { decided } from '../../../tests/decisions.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { sealed } from '../../../tests/draws.ts';
import { freezeStandings } from '../../../tests/standings.ts';
import type { CorrectionForm } from './form.ts';
import { correctionsOf, decisionsOf, toldDecision } from './read.server.ts';
import { announceDecisions, answerCorrection, correctDecisions } from './write.server.ts';
import { composeFeedback, readFeedback } from './feedback.write.server.ts';

const at = hours(55);
const correction = (applications: string[], band: CorrectionForm['band']) => ({
	applications,
	band,
	reason: '점수를 잘못 옮겼습니다.'
});
const now = async ({ db, call }: Scene) =>
	Object.fromEntries((await decisionsOf(reading(db), call.id)).map((row) => [row.id, row.now]));
const newest = async ({ db, call }: Scene) => (await correctionsOf(reading(db), call.id))[0]!;
const mine = ({ db, minaApplying }: Scene) => toldDecision(reading(db), minaApplying);

test('a correction by which nobody loses holds at once, and the draw goes by it', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const ids = await decided(world);
		equal(await correctDecisions(db, hanaOrganising, correction([ids.declined, ids.minas], 'draw'), at), 'holds');
		deepEqual(await now(world), {
			[ids.accepted]: 'accept',
			[ids.drawn]: 'draw',
			[ids.declined]: 'draw',
			[ids.minas]: 'draw'
		});
		equal((await standingsFor(reading(db), call.id)).length, 4);
		deepEqual(await told(db), ['decision.corrected']);
		const again = correction([ids.minas], 'draw');
		await rejects(correctDecisions(db, hanaOrganising, again, at), { code: 'reviews.nothing-to-correct' });
	}));

test('whoever loses by it has a second person to look: not the one who asked, and what was on the page', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const ids = await decided(world);
		equal(await correctDecisions(db, hanaOrganising, correction([ids.accepted, ids.drawn], 'decline'), at), 'waits');
		equal((await now(world))[ids.accepted], 'accept');
		const { id, content_hash: hash } = await newest(world);
		const answer = { change: id, hash, answer: 'approved' as const };
		await rejects(answerCorrection(db, hanaOrganising, answer, at), { code: 'approvals.not-the-same' });
		const bitna = await anotherOrganiser(world, 'bitna');
		await rejects(answerCorrection(db, bitna, { ...answer, hash: 'other' }, at), {
			code: 'reviews.correction-differs'
		});
		await rejects(correctDecisions(db, bitna, correction([ids.drawn], 'accept'), at), {
			code: 'reviews.correction-waits'
		});
		await rejects(announceDecisions(db, bitna, at), { code: 'reviews.correction-waits', detail: { count: 2 } });
		await answerCorrection(db, bitna, answer, at);
		deepEqual([(await now(world))[ids.accepted], (await now(world))[ids.drawn]], ['decline', 'decline']);
		deepEqual(await goingOn(reading(db), call.id), { way: 'bands', ids: [] });
		await rejects(answerCorrection(db, bitna, answer, at), { code: 'reviews.correction-answered' });
		deepEqual(await told(db), ['decision.asked', 'decision.approved']);
	}));

test('whoever asked may take it back; nothing has changed', () =>
	scene(async (world) => {
		const ids = await decided(world);
		await correctDecisions(world.db, world.hanaOrganising, correction([ids.accepted], 'draw'), at);
		const { id, content_hash: hash } = await newest(world);
		await answerCorrection(world.db, world.hanaOrganising, { change: id, hash, answer: 'refused' }, at);
		equal((await now(world))[ids.accepted], 'accept');
		deepEqual(await told(world.db), ['decision.asked', 'decision.refused']);
	}));

test('nobody is accepted over the places there are', () =>
	scene(async (world) => {
		const ids = await decided(world);
		const both = correction([ids.drawn, ids.declined], 'accept');
		await rejects(correctDecisions(world.db, world.hanaOrganising, both, at), { code: 'reviews.too-many-accepted' });
		await correctDecisions(world.db, world.hanaOrganising, correction([ids.drawn], 'accept'), at);
	}));

test("before the freeze, after the seal, and of another call's application nothing is corrected", () =>
	scene(async (world) => {
		const { db, hana, hanaOrganising, host, visitors } = world;
		const other = await addCall(db, host, 'daejeon');
		const [stranger] = await freezeStandings(db, other, hana, [{ track: 'api', band: 'decline' }]);
		const [theirs] = await decisionsOf(reading(db), other.id);
		equal(theirs!.applicant_id, stranger!.id);
		const form = correction([theirs!.id], 'draw');
		await rejects(correctDecisions(db, hanaOrganising, form, at), { code: 'reviews.not-frozen' });
		await rejects(announceDecisions(db, hanaOrganising, at), { code: 'reviews.not-frozen' });
		await sealed(world);
		await rejects(correctDecisions(db, hanaOrganising, form, at), { code: 'reviews.draw-sealed' });
		const elsewhere = gate.organiser(visitors.hana, other);
		const [own] = await decisionsOf(reading(db), world.call.id);
		await rejects(correctDecisions(db, elsewhere, correction([own!.id], 'draw'), at), { code: 'people.not-found' });
	}));

test('nobody is told anything before the announcement; at it everybody is, once, with a letter each', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await decided(world);
		await composeFeedback(db, hanaOrganising, { scores: true }, at);
		equal(await mine(world), undefined);
		await rejects(announceDecisions(db, hanaOrganising, at), { code: 'reviews.feedback-unread', detail: { count: 2 } });
		await readFeedback(db, hanaOrganising, { all: 'yes' }, at);
		equal(await mine(world), undefined);
		deepEqual(await letters(db), []);
		deepEqual(await announceDecisions(db, hanaOrganising, at), { accept: 1, draw: 1, decline: 2 });
		const said = await mine(world);
		deepEqual([said?.outcome, said?.announcedAt.toISOString()], ['decline', at.toISOString()]);
		match(said!.feedback!, /함께하지 못하게/);
		const sent = await letters(db);
		equal(sent.length, 4);
		match(sent.find(({ to_address }) => to_address === 'mina@example.test')!.body, /\[심사 의견\]/);
		await rejects(announceDecisions(db, hanaOrganising, at), { code: 'reviews.announced' });
		const late = correction([(await decisionsOf(reading(db), call.id))[0]!.id], 'draw');
		await rejects(correctDecisions(db, hanaOrganising, late, at), { code: 'reviews.announced' });
		deepEqual(await told(db), ['feedback.composed', 'feedback.read', 'decisions.announced']);
	}));

test('feedback written before a correction took its reader out of the declined is told to nobody', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const { minas } = await decided(world);
		await composeFeedback(db, hanaOrganising, { scores: false }, at);
		await readFeedback(db, hanaOrganising, { all: 'yes' }, at);
		await correctDecisions(db, hanaOrganising, correction([minas], 'draw'), at);
		await announceDecisions(db, hanaOrganising, at);
		deepEqual(await mine(world), { outcome: 'draw', announcedAt: at, feedback: null });
	}));

test('somebody else has been told nothing of it', () =>
	scene(async (world) => {
		await decided(world);
		await announceDecisions(world.db, world.hanaOrganising, at);
		const joon = gate.applicant(visitorOf(world.joon), world.call.id);
		equal(await toldDecision(reading(world.db), joon), undefined);
	}));
