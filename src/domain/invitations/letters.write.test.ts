import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { firstOf, invited, tokenOf } from '../../../tests/invited.ts';
import { EditForm } from './letters.form.ts';
import { letterById, lettersAbout, outboxOf, troubles } from './letters.read.server.ts';
import { linkMark } from './letters.rules.ts';
import { dropLetter, editLetter, holdLetter, releaseLetters, sendAgain } from './letters.write.server.ts';
import { replyInvitation } from './replies.write.server.ts';
import { setInvitations } from './settings.write.server.ts';

/** Letters are read first in this call, and three invitations wait in its outbox. */
async function holding(world: Scene) {
	const rules = { moves_by: 'itself' as const, remind_days: 1, holds_letters: true };
	await setInvitations(world.db, world.hanaOrganising, rules, hours(1));
	await invited(world);
	const box = await outboxOf(world.db, world.call.id, { skip: 0, most: 10 }, hours(74));
	return { box, first: box.letters[0]! };
}

const stateOf = async (world: Scene, id: string) => (await letterById(world.db, world.call.id, id, hours(75))).state;
const bodyOf = async (world: Scene, id: string) => (await letters(world.db)).find((one) => one.id === id)!.body;

test('where letters are read first they wait, but for the answer to what one just pressed', () =>
	scene(async (world) => {
		const { box } = await holding(world);
		deepEqual(box.counts, { held: 3 });
		const token = await tokenOf(world, (await firstOf(world)).email);
		await replyInvitation(world.db, token, { reply: 'accept' }, hours(74));
		const after = await outboxOf(world.db, world.call.id, { skip: 0, most: 10 }, hours(74));
		deepEqual(after.counts, { held: 3, waiting: 1 });
		deepEqual(after.letters.find(({ kind }) => kind === 'accepted')!.attachments, ['gathering.ics']);
	}));

test('the outbox shows every word but the personal link', () =>
	scene(async (world) => {
		const { box } = await holding(world);
		for (const { body } of box.letters) {
			ok(body.includes(linkMark));
			ok(!/\/invitations\/[\w-]{20}/.test(body));
		}
	}));

test('one is released, or all, at once or from an instant on', () =>
	scene(async (world) => {
		const { first } = await holding(world);
		equal(await releaseLetters(world.db, world.hanaOrganising, { letter: first.id }, hours(75)), 1);
		equal(await stateOf(world, first.id), 'waiting');
		equal(await releaseLetters(world.db, world.hanaOrganising, { sendAt: hours(90) }, hours(75)), 2);
		equal(await releaseLetters(world.db, world.hanaOrganising, {}, hours(75)), 0);
		const { counts } = await outboxOf(world.db, world.call.id, { skip: 0, most: 10 }, hours(75));
		deepEqual(counts, { waiting: 1, scheduled: 2 });
		equal((await told(world.db)).filter((verb) => verb === 'letters.released').length, 2);
	}));

test('a letter on its way is held, once', () =>
	scene(async (world) => {
		await invited(world);
		const [letter] = await lettersAbout(world.db, world.call.id, (await firstOf(world)).id, hours(74));
		await holdLetter(world.db, world.hanaOrganising, letter!.id, hours(74));
		await holdLetter(world.db, world.hanaOrganising, letter!.id, hours(74));
		equal(await stateOf(world, letter!.id), 'held');
		equal((await told(world.db)).at(-1), 'letter.held');
	}));

test('a letter in other words keeps its link; without the mark, or with it twice, it is refused', () =>
	scene(async (world) => {
		const { first } = await holding(world);
		const before = await bodyOf(world, first.id);
		const link = /http\S+\/invitations\/\S+/.exec(before)![0];
		const form = { letter: first.id, subject: '다시 쓴 제목', body: `안녕하세요.\n${linkMark}\n고맙습니다.` };
		await editLetter(world.db, world.hanaOrganising, form, hours(75));
		equal(await bodyOf(world, first.id), `안녕하세요.\n${link}\n고맙습니다.`);
		const edit = (body: string) => editLetter(world.db, world.hanaOrganising, { ...form, body }, hours(75));
		await rejects(edit('안녕하세요.'), { code: 'invitations.link-lost' });
		await rejects(edit(`${linkMark} ${linkMark}`), { code: 'invitations.link-lost' });
		await rejects(edit(' '), { code: 'lib.fields' });
		await rejects(edit(`\u202e${linkMark}`), { code: 'lib.fields' });
		match(await bodyOf(world, first.id), /고맙습니다/);
		equal(EditForm.safeParse({ ...form, subject: 'a\nBcc: x' }).data?.subject, 'a Bcc: x');
	}));

test('a dropped letter is not sent and forgets its text; then nothing can be done with it', () =>
	scene(async (world) => {
		const { first } = await holding(world);
		await dropLetter(world.db, world.hanaOrganising, { letter: first.id, reason: '전화로 알림' }, hours(75));
		deepEqual([await stateOf(world, first.id), await bodyOf(world, first.id)], ['dropped', '']);
		const gone = { code: 'invitations.letter-gone' };
		await rejects(holdLetter(world.db, world.hanaOrganising, first.id, hours(75)), gone);
		await rejects(releaseLetters(world.db, world.hanaOrganising, { letter: first.id }, hours(75)), gone);
		await rejects(dropLetter(world.db, world.hanaOrganising, { letter: first.id, reason: 'x' }, hours(75)), gone);
		await rejects(
			editLetter(world.db, world.hanaOrganising, { letter: first.id, subject: 's', body: 'b' }, hours(75)),
			gone
		);
	}));

test('one that failed or came back is seen at its person, and one that failed is tried again as the same letter', () =>
	scene(async (world) => {
		const { first } = await holding(world);
		const row = (await letters(world.db)).find(({ id }) => id === first.id)!;
		await rejects(sendAgain(world.db, world.hanaOrganising, first.id, hours(75)), { code: 'invitations.letter-gone' });
		const failed = { held_at: null, gave_up_at: hours(75), failed_because: '550 no such mailbox', tries: 1 };
		await world.db.updateTable('letters').set(failed).where('id', '=', first.id).execute();
		deepEqual(await troubles(world.db, world.call.id), new Map([[first.invitation_id, 1]]));
		await sendAgain(world.db, world.hanaOrganising, first.id, hours(76));
		const after = (await letters(world.db)).find(({ id }) => id === first.id)!;
		deepEqual([after.message_id, after.gave_up_at, after.body], [row.message_id, null, row.body]);
		const back = { sent_at: hours(77), bounced_at: hours(78), bounced_because: '5.1.1' };
		await world.db.updateTable('letters').set(back).where('id', '=', first.id).execute();
		equal(await stateOf(world, first.id), 'bounced');
		deepEqual(await troubles(world.db, world.call.id), new Map([[first.invitation_id, 1]]));
	}));

test('a letter of another call, of no call and of nonsense is not there', () =>
	scene(async (world) => {
		const { first } = await holding(world);
		const elsewhere = { ...world.hanaOrganising, callId: crypto.randomUUID() };
		const other = (await letters(world.db)).find(({ id, body }) => id !== first.id && !body.includes('/invitations/'))!;
		const notThere = { code: 'invitations.letter-not-found' };
		await rejects(holdLetter(world.db, elsewhere, first.id, hours(75)), notThere);
		await rejects(releaseLetters(world.db, elsewhere, { letter: first.id }, hours(75)), notThere);
		equal(await releaseLetters(world.db, elsewhere, {}, hours(75)), 0);
		await rejects(holdLetter(world.db, world.hanaOrganising, other.id, hours(75)), notThere);
		await rejects(holdLetter(world.db, world.hanaOrganising, 'nonsense', hours(75)), notThere);
		equal(await stateOf(world, first.id), 'held');
	}));
