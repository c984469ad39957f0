import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { hours, letters, scene, told, visitorOf } from '../../../tests/cast.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import { revealed } from '../../../tests/draws.ts';
import { ShortNumberForm } from './attendees.form.ts';
import { leaveNumber, takeNumberBack } from './numbers.write.server.ts';
import { inviteAll } from './write.server.ts';

const sent = (phone: string, agrees?: string) => ShortNumberForm.safeParse({ phone, agrees });

test('a number is taken as E.164, with a word of agreement, or refused by name', () => {
	equal(sent('010-1234-5678', 'on').data?.phone, '+821012345678');
	equal(sent('+1 415 555 2671', 'on').data?.phone, '+14155552671');
	equal(sent('1588-0000', 'on').success, false, 'a service number takes no messages');
	for (const phone of ['', 'phone', '12', '+82']) equal(sent(phone, 'on').success, false, phone);
	deepEqual(sent('010-1234-5678').error?.issues[0]?.path, ['agrees']);
});

test('who left a number gets a short message beside the letter, and who took it back does not', () =>
	scene(async (world) => {
		const { draw, people } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		const applying = (at: number) => gate.applicant(visitorOf(people[at]!), world.call.id);
		await Promise.all(
			people.map((_, at) => leaveNumber(world.db, applying(at), { phone: `+8210000000${at}` }, hours(72)))
		);
		await leaveNumber(world.db, applying(0), { phone: '+821099999999' }, hours(72));
		for (const at of people.keys()) if (at > 0) await takeNumberBack(world.db, applying(at), hours(72));
		await takeNumberBack(world.db, applying(1), hours(72));
		await inviteAll(world.db, world.hanaOrganising, hours(73));
		const short = (await letters(world.db)).filter(({ channel }) => channel === 'short');
		deepEqual(
			short.map(({ to_address }) => to_address),
			['+821099999999']
		);
		match(short[0]!.body, /\/invitations\//);
		equal((await told(world.db)).filter((verb) => verb === 'number.taken-back').length, people.length - 1);
	}));

test('who has submitted nothing leaves no number', () =>
	scene(async ({ db, minaApplying }) => {
		await rejects(leaveNumber(db, minaApplying, { phone: '+821012345678' }, hours(0)), {
			code: 'applications.not-found'
		});
	}));
