import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, scene, told, visitorOf } from '../../../tests/cast.ts';
import { accepting, allOf, firstOf, invited, tokenOf } from '../../../tests/invited.ts';
import { gate } from '#domain/people/gate.server.ts';
import { attendeesOf } from './attendees.read.server.ts';
import { fillPlaces } from './moves.write.server.ts';
import { extensionsOf, invitationByToken, invitationsLapsing, invitationsToRemind, reasonOf } from './read.server.ts';
import {
	extendReply,
	lapseInvitation,
	openInvitation,
	remindInvitation,
	replyInvitation
} from './replies.write.server.ts';
import { setInvitations } from './settings.write.server.ts';

const minutes = (at: Date, count: number) => new Date(at.getTime() + 60_000 * count);

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
		const all = await allOf(world);
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

test('a decline may say why, then or later; it is kept apart from the reply', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const token = await tokenOf(world, first.email);
		await replyInvitation(world.db, token, { reply: 'decline' }, hours(74));
		equal(await reasonOf(world.db, first.id), null);
		await replyInvitation(world.db, token, { reply: 'decline', reason: '출장이 잡혔습니다.' }, hours(75));
		equal(await reasonOf(world.db, first.id), '출장이 잡혔습니다.');
		equal((await told(world.db)).filter((verb) => verb === 'invitation.declined').length, 1);
	}));

test('after the time to reply who accepted may give the place back, and take that back for ten minutes', () =>
	scene(async (world) => {
		await invited(world);
		const { invitation, token } = await accepting(world);
		const late = minutes(invitation.reply_by, 60);
		await rejects(replyInvitation(world.db, token, { reply: 'undo' }, late), { code: 'invitations.lapsed' });
		await replyInvitation(world.db, token, { reply: 'decline' }, late);
		deepEqual(
			(await attendeesOf(world.db, invitation.id)).map(({ state }) => state),
			['ended']
		);
		await replyInvitation(world.db, token, { reply: 'accept' }, minutes(late, 9));
		equal((await firstOf(world)).state, 'accepted');
		await replyInvitation(world.db, token, { reply: 'decline' }, minutes(late, 20));
		equal(await fillPlaces(world.db, world.call.id, minutes(late, 30)), 1);
		await rejects(replyInvitation(world.db, token, { reply: 'accept' }, minutes(late, 30)), {
			code: 'invitations.moved-on'
		});
	}));

test('once the gathering has begun nothing is answered any more', () =>
	scene(async (world) => {
		await invited(world);
		const { token } = await accepting(world);
		const begun = new Date('2026-12-09T15:00:00Z');
		await rejects(replyInvitation(world.db, token, { reply: 'decline' }, begun), { code: 'invitations.begun' });
	}));

test('who has not answered is reminded once, a day before by rule, with a link that works; nobody else is', () =>
	scene(async (world) => {
		await invited(world);
		await accepting(world);
		const { reply_by } = await firstOf(world);
		const due = minutes(reply_by, -24 * 60);
		deepEqual(await invitationsToRemind(world.db, minutes(due, -1)), []);
		const waiting = await invitationsToRemind(world.db, due);
		equal(waiting.length, 2);
		const results = [];
		for (const { id } of [...waiting, ...waiting]) results.push(await remindInvitation(world.db, id, due));
		deepEqual(results, [true, true, false, false]);
		deepEqual(await invitationsToRemind(world.db, due), []);
		equal(await remindInvitation(world.db, (await firstOf(world)).id, due), false, 'not who answered');
		const first = await tokenOf(world, waiting[0]!.email);
		await replyInvitation(world.db, first, { reply: 'accept' }, minutes(due, 5));
		equal((await invitationByToken(world.db, first)).state, 'accepted');
		const reminder = (await letters(world.db)).filter(({ subject }) => /회신 기한이|reply soon/.test(subject));
		const fate = new Map(reminder.map(({ to_address, dropped_because }) => [to_address, dropped_because]));
		deepEqual([fate.get(waiting[0]!.email), fate.get(waiting[1]!.email)], ['answered', null]);
	}));

test('no number of days is no reminder', () =>
	scene(async (world) => {
		await invited(world);
		const none = { moves_by: 'itself' as const, remind_days: null, holds_letters: false };
		await setInvitations(world.db, world.hanaOrganising, none, hours(74));
		const { reply_by, id } = await firstOf(world);
		deepEqual(await invitationsToRemind(world.db, minutes(reply_by, -1)), []);
		equal(await remindInvitation(world.db, id, minutes(reply_by, -1)), false);
	}));

test('one gets more time with a reason: they lapse later, and the others when they would', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const until = minutes(first.reply_by, 2 * 24 * 60);
		const form = { invitation: first.id, day: '', reason: '메일이 늦게 닿았습니다.', until };
		await extendReply(world.db, world.hanaOrganising, form, hours(75));
		match((await letters(world.db)).at(-1)!.body, /메일이 늦게 닿았습니다/);
		equal((await firstOf(world)).reply_by.getTime(), until.getTime());
		ok(!(await invitationsLapsing(world.db, first.reply_by)).some(({ id }) => id === first.id));
		await lapseInvitation(world.db, first.id, first.reply_by);
		equal((await firstOf(world)).state, 'invited');
		const token = await tokenOf(world, first.email);
		await replyInvitation(world.db, token, { reply: 'accept' }, minutes(first.reply_by, 60));
		equal((await firstOf(world)).state, 'accepted');
	}));

test('more time is refused for an earlier day, beyond the gathering, to who answered, and in another call', () =>
	scene(async (world) => {
		await invited(world);
		const [first, second] = await allOf(world);
		const form = { invitation: first!.id, day: '', reason: 'why', until: minutes(first!.reply_by, 60) };
		const extend = (more: Partial<typeof form>) =>
			extendReply(world.db, world.hanaOrganising, { ...form, ...more }, hours(75));
		await rejects(extend({ until: first!.reply_by }), { code: 'invitations.not-later' });
		await rejects(extend({ until: new Date('2026-12-10T15:00:00Z') }), { code: 'invitations.begun' });
		await rejects(extend({ invitation: 'nonsense' }), { code: 'invitations.not-found' });
		await replyInvitation(world.db, await tokenOf(world, second!.email), { reply: 'accept' }, hours(74));
		await rejects(extend({ invitation: second!.id }), { code: 'invitations.not-waiting' });
		await rejects(async () => gate.organiser(world.visitors.nari, world.call), { code: 'people.not-found' });
	}));

test('who is invited comes to the invitation signed in, without the letter; nobody else does', () =>
	scene(async (world) => {
		const { people } = await invited(world);
		const first = await firstOf(world);
		const applying = (email: string) =>
			gate.applicant(visitorOf(people.find((one) => one.email === email)!), world.call.id);
		const token = await openInvitation(world.db, applying(first.email), hours(74));
		const again = await openInvitation(world.db, applying(first.email), hours(74));
		ok(token !== again);
		await replyInvitation(world.db, token, { reply: 'accept' }, hours(75));
		equal((await invitationByToken(world.db, again)).state, 'accepted');
		equal((await invitationByToken(world.db, await tokenOf(world, first.email))).id, first.id);
		equal((await told(world.db)).filter((verb) => verb === 'invitation.opened').length, 2);
		const emails = new Set((await allOf(world)).map(({ email }) => email));
		const other = people.find(({ email }) => !emails.has(email))!;
		await rejects(openInvitation(world.db, applying(other.email), hours(74)), { code: 'invitations.not-found' });
		await rejects(openInvitation(world.db, world.minaApplying, hours(74)), { code: 'invitations.not-found' });
	}));

test('an invitation whose letter is still held does not lapse', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		await world.db
			.updateTable('letters')
			.set({ held_at: hours(73) })
			.where('to_address', '=', first.email)
			.execute();
		const due = await invitationsLapsing(world.db, first.reply_by);
		equal(due.length, 2);
		ok(!due.some(({ id }) => id === first.id));
	}));

test('where mail is sent, one whose letter is still on its way does not lapse; given up, it does', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const lapsing = async () => (await invitationsLapsing(world.db, first.reply_by, true)).map(({ id }) => id);
		const mark = (what: { sent_at: Date } | { gave_up_at: Date }) =>
			world.db.updateTable('letters').set(what).where('to_address', '=', first.email).execute();
		deepEqual(await lapsing(), []);
		await mark({ gave_up_at: hours(80) });
		deepEqual(await lapsing(), [first.id]);
		equal((await invitationsLapsing(world.db, first.reply_by)).length, 3);
	}));

test('whoever’s own letter left late has until the end of the day after; then the invitation lapses', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const left = minutes(first.reply_by, -120);
		await world.db.updateTable('letters').set({ sent_at: left }).where('to_address', '=', first.email).execute();
		await lapseInvitation(world.db, first.id, first.reply_by);
		const given = await firstOf(world);
		deepEqual([given.state, given.reply_by], ['invited', minutes(first.reply_by, 24 * 60)]);
		match((await letters(world.db)).at(-1)!.body, /could not be sent in good time/);
		const [extension] = await extensionsOf(world.db, first.id);
		equal(extension!.by, null);
		await lapseInvitation(world.db, first.id, given.reply_by);
		equal((await firstOf(world)).state, 'lapsed');
	}));

test('40 races of a reply with the lapse: one of them stands, and both sides see the same', () =>
	scene(async (world) => {
		await invited(world);
		const first = await firstOf(world);
		const token = await tokenOf(world, first.email);
		for (let round = 0; round < 40; round++) {
			const just = new Date(first.reply_by.getTime() + (round % 2 ? 50 : -50));
			const [reply] = await Promise.allSettled([
				replyInvitation(world.db, token, { reply: 'accept' }, just),
				lapseInvitation(world.db, first.id, first.reply_by)
			]);
			const { state } = await firstOf(world);
			equal(state, reply.status === 'fulfilled' ? 'accepted' : 'lapsed');
			equal((await invitationByToken(world.db, token)).state, state);
			if (state === 'lapsed') break;
			await replyInvitation(world.db, token, { reply: 'undo' }, new Date(first.reply_by.getTime() - 40));
		}
	}));
