import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { conductDraw } from '#domain/draws/write.server.ts';
import type { Transcript } from '#draw';
import { transcriptText } from '#domain/draws/read.server.ts';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { revealed } from '../../../tests/draws.ts';
import type { Banded } from '../../../tests/standings.ts';
import { callsWithFreePlaces, invitationByToken, invitationsLapsing, invitationsOf } from './read.server.ts';
import { fillPlaces } from './moves.write.server.ts';
import { lapseInvitation, replyInvitation } from './replies.write.server.ts';
import { inviteAll } from './write.server.ts';

const minutes = (at: Date, count: number) => new Date(at.getTime() + 60_000 * count);

/** A conducted draw, and everyone accepted or drawn invited. */
async function invited(world: Scene, banded?: Banded[]) {
	const { draw } = await revealed(world, banded);
	await conductDraw(world.db, draw.id, {}, hours(72));
	await inviteAll(world.db, world.hanaOrganising, hours(73));
	return { draw };
}

/** The personal link's secret in the invitation that went to an address. */
async function tokenOf(world: Scene, email: string): Promise<string> {
	const bodies = (await letters(world.db)).filter(({ to_address }) => to_address === email).map(({ body }) => body);
	return /\/invitations\/(\S+)/.exec(bodies.join('\n'))![1]!;
}

const firstOf = async (world: Scene) => (await invitationsOf(world.db, world.call.id))[0]!;

test('everyone accepted or drawn is invited once, by a personal link, to reply by 24:00 of a day', () =>
	scene(async (world) => {
		await invited(world);
		const all = await invitationsOf(world.db, world.call.id);
		deepEqual(all.map(({ came_from }) => came_from).sort(), ['accept', 'draw', 'draw']);
		equal(all[0]!.reply_by.toISOString(), '2026-11-29T15:00:00.000Z');
		const token = await tokenOf(world, all[0]!.email);
		equal((await invitationByToken(world.db, token)).id, all[0]!.id);
		await rejects(inviteAll(world.db, world.hanaOrganising, hours(74)), { code: 'invitations.already-sent' });
	}));

test('nobody is invited before the draw is conducted', () =>
	scene(async (world) => {
		await rejects(inviteAll(world.db, world.hanaOrganising, hours(60)), { code: 'invitations.not-conducted' });
		await revealed(world);
		await rejects(inviteAll(world.db, world.hanaOrganising, hours(62)), { code: 'invitations.not-conducted' });
	}));

test('accept twice is one acceptance; undo takes it back; decline after that stands', () =>
	scene(async (world) => {
		await invited(world);
		const token = await tokenOf(world, (await firstOf(world)).email);
		const state = async () => (await invitationByToken(world.db, token)).state;
		await replyInvitation(world.db, token, { reply: 'accept' }, hours(74));
		await replyInvitation(world.db, token, { reply: 'accept' }, hours(74));
		equal(await state(), 'accepted');
		await replyInvitation(world.db, token, { reply: 'undo' }, hours(75));
		equal(await state(), 'invited');
		await replyInvitation(world.db, token, { reply: 'decline' }, hours(76));
		equal(await state(), 'declined');
		deepEqual((await told(world.db)).slice(-3), ['invitation.accepted', 'invitation.undone', 'invitation.declined']);
	}));

test("a reply with a token that is nobody's finds nothing, and changes nobody's invitation", () =>
	scene(async (world) => {
		await invited(world);
		await rejects(replyInvitation(world.db, 'guessed', { reply: 'accept' }, hours(74)), {
			code: 'invitations.not-found'
		});
		const all = await invitationsOf(world.db, world.call.id);
		deepEqual([...new Set(all.map(({ state }) => state))], ['invited']);
	}));

test('a reply after lapse is refused, at the closing instant already', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const token = await tokenOf(world, first.email);
		await rejects(replyInvitation(world.db, token, { reply: 'accept' }, first.reply_by), {
			code: 'invitations.lapsed'
		});
		await lapseInvitation(world.db, first.id, first.reply_by);
		await rejects(replyInvitation(world.db, token, { reply: 'accept' }, first.reply_by), {
			code: 'invitations.lapsed'
		});
		equal((await invitationByToken(world.db, token)).state, 'lapsed');
	}));

test('an invitation lapses only when nobody replied, and only once', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		await replyInvitation(world.db, await tokenOf(world, first.email), { reply: 'accept' }, hours(74));
		await lapseInvitation(world.db, first.id, minutes(first.reply_by, 1));
		equal((await firstOf(world)).state, 'accepted');
		equal((await invitationsLapsing(world.db, minutes(first.reply_by, -1))).length, 0);
		const due = await invitationsLapsing(world.db, first.reply_by);
		equal(due.length, 2);
		for (const { id } of [...due, ...due]) await lapseInvitation(world.db, id, first.reply_by);
		equal((await told(world.db)).filter((verb) => verb === 'invitation.lapsed').length, 2);
	}));

test("a decline's place moves on after ten minutes, and can be taken back until then", () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const token = await tokenOf(world, first.email);
		await replyInvitation(world.db, token, { reply: 'decline' }, hours(74));
		equal(await fillPlaces(world.db, world.call.id, minutes(hours(74), 9)), 0);
		await replyInvitation(world.db, token, { reply: 'undo' }, minutes(hours(74), 9));
		equal(await fillPlaces(world.db, world.call.id, minutes(hours(74), 30)), 0);
		await replyInvitation(world.db, token, { reply: 'decline' }, hours(75));
		deepEqual(await callsWithFreePlaces(world.db, minutes(hours(75), 10)), [world.call.id]);
		equal(await fillPlaces(world.db, world.call.id, minutes(hours(75), 10)), 1);
		await rejects(replyInvitation(world.db, token, { reply: 'undo' }, minutes(hours(75), 11)), {
			code: 'invitations.moved-on'
		});
		const moved = (await invitationsOf(world.db, world.call.id)).find(({ came_from }) => came_from === 'reserve')!;
		equal(moved.in_place_of, first.id);
		equal(moved.because.inPlaceOf?.how, 'declined');
		ok(moved.because.rule?.ko && moved.because.rule.en);
		match(
			(await letters(world.db)).filter(({ to_address }) => to_address === moved.email).at(-1)!.body,
			/invitations\//
		);
	}));

test('two jobs at once invite one person once into one place', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		await replyInvitation(world.db, await tokenOf(world, first.email), { reply: 'decline' }, hours(74));
		const counts = await Promise.all([1, 2, 3].map(() => fillPlaces(world.db, world.call.id, hours(75))));
		equal(
			counts.reduce((sum, count) => sum + count, 0),
			1
		);
		equal((await invitationsOf(world.db, world.call.id)).filter(({ came_from }) => came_from === 'reserve').length, 1);
	}));

const withQuota: Banded[] = [
	...Array.from({ length: 6 }, (_, i) => ({ track: 'api', band: 'draw' as const, region: i < 2 ? 'busan' : 'seoul' })),
	...Array.from({ length: 5 }, () => ({ track: 'collaboration', band: 'draw' as const, region: 'seoul' }))
];

test('lapse and cascade keep tracks and quotas while somebody can', () =>
	scene(async (world) => {
		const { draw } = await invited(world, withQuota);
		const transcript = JSON.parse(await transcriptText(world.db, draw.id)) as Transcript;
		const feature = (lot: number, name: string) => transcript.roster[lot - 1]!.features[name];
		for (let turn = 0; turn < 3; turn++) {
			const live = (await invitationsOf(world.db, world.call.id)).filter(({ state }) => state === 'invited');
			const busan = live.find(({ because }) => feature(because.lot!, 'region') === 'busan') ?? live[0]!;
			await lapseInvitation(world.db, busan.id, busan.reply_by);
			await fillPlaces(world.db, world.call.id, busan.reply_by);
			const holding = (await invitationsOf(world.db, world.call.id)).filter(({ state }) => state !== 'lapsed');
			const tracks = holding.map(({ because }) => feature(because.lot!, 'track')).sort();
			deepEqual(tracks, ['api', 'api', 'collaboration']);
			const kept = holding.some(({ because }) => feature(because.lot!, 'region') === 'busan');
			const newest = holding.at(-1)!;
			equal(newest.because.keepsQuotas, kept, 'who moved up keeps the quota, or nobody could');
			if (turn === 0) ok(kept, 'one from Busan was still in reserve');
		}
	}));
