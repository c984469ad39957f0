import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { conductDraw } from '#domain/draws/write.server.ts';
import { hours, letters, scene } from '../../../tests/cast.ts';
import { revealed } from '../../../tests/draws.ts';
import { allOf, invited, tokenOf } from '../../../tests/invited.ts';
import { invitationByToken } from './read.server.ts';
import { inviteAll } from './write.server.ts';

test('everyone accepted or drawn is invited once, by a personal link, to reply by 24:00 of a day', () =>
	scene(async (world) => {
		await invited(world);
		const all = await allOf(world);
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

test('letters may be written now to go out later: the time to reply counts from then', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		await inviteAll(world.db, world.hanaOrganising, hours(73), hours(97));
		const [first] = await allOf(world);
		equal(first!.reply_by.toISOString(), '2026-11-30T15:00:00.000Z');
		const waiting = (await letters(world.db)).filter(({ body }) => body.includes('/invitations/'));
		deepEqual([...new Set(waiting.map(({ next_try_at }) => next_try_at.toISOString()))], [hours(97).toISOString()]);
	}));

test('nobody is invited once the gathering has begun, and a reply date does not run into it', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		await world.db.updateTable('stops').set({ starts_on: '2026-11-28' }).execute();
		await inviteAll(world.db, world.hanaOrganising, hours(73));
		equal((await allOf(world))[0]!.reply_by.toISOString(), '2026-11-27T15:00:00.000Z');
	}));

test('somebody else’s call cannot be invited to, and the first day of the gathering is too late', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		await world.db.updateTable('stops').set({ starts_on: '2026-11-26' }).execute();
		await rejects(inviteAll(world.db, world.hanaOrganising, hours(73)), { code: 'invitations.begun' });
		deepEqual(await allOf(world), []);
	}));
