import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import type { Transcript } from '#draw';
import { transcriptText } from '#domain/draws/read.server.ts';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { allOf, firstOf, invited, tokenOf } from '../../../tests/invited.ts';
import type { Banded } from '../../../tests/standings.ts';
import { comingMoves, movesAt, placesSince } from './moves.read.server.ts';
import { fillPlaces, moveUp } from './moves.write.server.ts';
import { movesShown } from './places.rules.ts';
import { positionOf } from './position.read.server.ts';
import { callsWithFreePlaces } from './read.server.ts';
import { lapseInvitation, replyInvitation } from './replies.write.server.ts';
import { setInvitations } from './settings.write.server.ts';

const minutes = (at: Date, count: number) => new Date(at.getTime() + 60_000 * count);

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
		const moved = (await allOf(world)).find(({ came_from }) => came_from === 'reserve')!;
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
		equal((await allOf(world)).filter(({ came_from }) => came_from === 'reserve').length, 1);
	}));

const byPress = { moves_by: 'organiser' as const, remind_days: 1, holds_letters: false };

/** Where an organiser moves places on, the first has declined an hour ago. */
async function declined(world: Scene) {
	await invited(world);
	await setInvitations(world.db, world.hanaOrganising, byPress, hours(73));
	const first = await firstOf(world);
	await replyInvitation(world.db, await tokenOf(world, first.email), { reply: 'decline' }, hours(74));
	return first;
}

test('where an organiser moves places on, nothing moves until they press on the list they were shown', () =>
	scene(async (world) => {
		const first = await declined(world);
		deepEqual(await callsWithFreePlaces(world.db, hours(75)), []);
		equal(await fillPlaces(world.db, world.call.id, hours(75)), 0);
		const places = (await placesSince(world.db, world.call.id))!;
		const [move] = movesAt(places, hours(75));
		deepEqual([move!.place.id, move!.place.how, move!.next.keepsQuotas], [first.id, 'declined', true]);
		const shown = movesShown([move!]);
		equal(await moveUp(world.db, world.hanaOrganising, shown, hours(75)), 1);
		const moved = (await allOf(world)).find(({ came_from }) => came_from === 'reserve')!;
		deepEqual([moved.because.lot, moved.in_place_of], [move!.next.lot, first.id]);
		await rejects(moveUp(world.db, world.hanaOrganising, shown, hours(75)), { code: 'invitations.moves-changed' });
		equal((await told(world.db)).at(-1), 'reserve.moved-up');
	}));

test('a list that is not what was shown moves nobody: another has declined since, or it is made up', () =>
	scene(async (world) => {
		await declined(world);
		const shown = movesShown(movesAt((await placesSince(world.db, world.call.id))!, hours(75)));
		const other = (await allOf(world)).find(({ state }) => state === 'invited')!;
		await lapseInvitation(world.db, other.id, other.reply_by);
		for (const list of [shown, '', 'nonsense', `${other.id}:1`]) {
			await rejects(moveUp(world.db, world.hanaOrganising, list, other.reply_by), {
				code: 'invitations.moves-changed'
			});
		}
		equal((await allOf(world)).length, 3);
	}));

test('two presses at once move one up', () =>
	scene(async (world) => {
		await declined(world);
		const shown = movesShown(movesAt((await placesSince(world.db, world.call.id))!, hours(75)));
		const presses = [1, 2].map(() => moveUp(world.db, world.hanaOrganising, shown, hours(75)));
		const done = await Promise.allSettled(presses);
		deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		equal((await allOf(world)).filter(({ came_from }) => came_from === 'reserve').length, 1);
	}));

test('what a decline will lead to is seen while it can still be taken back', () =>
	scene(async (world) => {
		await declined(world);
		const places = (await placesSince(world.db, world.call.id))!;
		const before = comingMoves(places, minutes(hours(74), 5));
		const after = comingMoves(places, minutes(hours(74), 10));
		deepEqual([before.now.length, before.soon.length, after.now.length, after.soon.length], [0, 1, 1, 0]);
		equal(before.soon[0]!.next.lot, after.now[0]!.next.lot);
	}));

test('no place moves on once the gathering has begun', () =>
	scene(async (world) => {
		await declined(world);
		const begun = new Date('2026-12-09T15:00:00Z');
		const shown = movesShown(movesAt((await placesSince(world.db, world.call.id))!, begun));
		await rejects(moveUp(world.db, world.hanaOrganising, shown, begun), { code: 'invitations.begun' });
		await setInvitations(world.db, world.hanaOrganising, { ...byPress, moves_by: 'itself' }, hours(76));
		equal(await fillPlaces(world.db, world.call.id, begun), 0);
		deepEqual(await callsWithFreePlaces(world.db, begun), []);
		equal((await callsWithFreePlaces(world.db, minutes(begun, -1))).length, 1);
	}));

test('a reserve who withdrew is passed by: the next one moves up', () =>
	scene(async (world) => {
		await declined(world);
		const before = movesAt((await placesSince(world.db, world.call.id))!, hours(75))[0]!.next.lot!;
		const { byLot } = (await placesSince(world.db, world.call.id))!;
		const { application_id } = byLot.get(before)!;
		await world.db
			.updateTable('applications')
			.set({ withdrawn_at: hours(74) })
			.where('id', '=', application_id)
			.execute();
		const [move] = movesAt((await placesSince(world.db, world.call.id))!, hours(75));
		ok(move!.next.lot && move!.next.lot !== before);
		ok(!move!.passed.some(({ lot }) => lot === before));
	}));

test('a reserve sees its place, and each step; whoever is invited, accepted or not in reserve has none', () =>
	scene(async (world) => {
		const { people } = await invited(world);
		const who = (person: { id: string }) => ({ personId: person.id, callId: world.call.id });
		const before = await Promise.all(people.map((person) => positionOf(world.db, who(person))));
		equal(before.filter(Boolean).length, 8, 'three of eleven have a place');
		const api = before.flatMap((one, index) => (one && index < 7 ? [one] : []));
		deepEqual(api.map(({ place }) => place).sort(), [1, 2, 3, 4, 5]);
		ok(before.every((one) => !one || (one.share === null && one.steps.length === 0 && one.first === one.place)));
		const first = (await allOf(world)).find(({ track }) => track === 'api')!;
		await lapseInvitation(world.db, first.id, first.reply_by);
		await fillPlaces(world.db, world.call.id, first.reply_by);
		const after = await Promise.all(people.map((person) => positionOf(world.db, who(person))));
		for (const [index, was] of before.entries()) {
			const now = after[index];
			if (!was || index >= 7) continue;
			if (was.place === 1) equal(now, null, 'invited');
			else deepEqual([now!.place, now!.first, now!.steps.length], [was.place - 1, was.place, 1]);
		}
		equal(await positionOf(world.db, { personId: world.joon.id, callId: world.call.id }), null);
	}));

test('once five have answered a chance is told, and it falls with the place', () =>
	scene(async (world) => {
		const { people } = await invited(world);
		for (let turn = 0; turn < 5; turn++) {
			const next = (await allOf(world)).find(({ state }) => state === 'invited')!;
			await lapseInvitation(world.db, next.id, next.reply_by);
			await fillPlaces(world.db, world.call.id, next.reply_by);
		}
		const all = await Promise.all(
			people.map((person) => positionOf(world.db, { personId: person.id, callId: world.call.id }))
		);
		const waiting = all.flatMap((one) => one ?? []);
		ok(waiting.length > 1);
		for (const { dropOut, share } of waiting) {
			deepEqual(dropOut, { left: 5, of: 5 });
			ok(share !== null && share >= 0 && share <= 1);
		}
		for (const one of waiting)
			for (const other of waiting) if (one.of === other.of && one.place < other.place) ok(one.share! >= other.share!);
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
			const live = (await allOf(world)).filter(({ state }) => state === 'invited');
			const busan = live.find(({ because }) => feature(because.lot!, 'region') === 'busan') ?? live[0]!;
			await lapseInvitation(world.db, busan.id, busan.reply_by);
			await fillPlaces(world.db, world.call.id, busan.reply_by);
			const holding = (await allOf(world)).filter(({ state }) => state !== 'lapsed');
			const tracks = holding.map(({ because }) => feature(because.lot!, 'track')).sort();
			deepEqual(tracks, ['api', 'api', 'collaboration']);
			const kept = holding.some(({ because }) => feature(because.lot!, 'region') === 'busan');
			const newest = holding.at(-1)!;
			equal(newest.because.keepsQuotas, kept, 'who moved up keeps the quota, or nobody could');
			if (turn === 0) ok(kept, 'one from Busan was still in reserve');
		}
	}));
