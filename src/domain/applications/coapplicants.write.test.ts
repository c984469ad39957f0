import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { barsOf } from '#domain/assignments/ties.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { applied, fineAnswers, firm, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { coapplicantsOf, sharedApplication, sharedApplications } from './coapplicants.read.server.ts';
import {
	answerInvitation,
	inviteCoapplicant,
	leaveApplication,
	offerLead,
	removeCoapplicant,
	takeLead
} from './coapplicants.write.server.ts';
import { ownApplication, ownApplications, ownReceipts } from './read.server.ts';
import { saveSharedDraft, withdrawApplication } from './write.server.ts';

const form = (more: object = {}) => ({
	...{ name: '미나', email: 'mina@example.test', role: '기술 이사', may_edit: false, ...more }
});
const linkTo = async ({ db }: Scene, email: string) => {
	const mine = (await letters(db)).filter(({ to_address }) => to_address === email);
	return /coapplicants\/(\S+)/.exec(mine.at(-1)?.body ?? '')?.[1] ?? '';
};

/** Joon has a draft and has invited Mina; his application's id, her link. */
async function invited(world: Scene, more: object = {}) {
	await writeDraft(world.db, world.joonApplying);
	await inviteCoapplicant(world.db, world.joonApplying, form(more), noon);
	const { id } = (await ownApplication(reading(world.db), world.joonApplying))!;
	return { id, token: await linkTo(world, 'mina@example.test'), mina: gate.signedIn(world.visitors.mina) };
}

async function joined(world: Scene, more: object = {}) {
	const all = await invited(world, more);
	await answerInvitation(world.db, all.token, true, noon);
	return all;
}

const mineId = async ({ db }: Scene, id: string) => (await coapplicantsOf(reading(db), id))[0]!.id;

test('who is invited by mail accepts by the link, and then reads the application; before, and others, find nothing', () =>
	scene(async (world) => {
		const { db, visitors } = world;
		const { id, token, mina } = await invited(world);
		await rejects(sharedApplication(reading(db), mina, id), { code: 'applications.not-found' });
		await answerInvitation(db, token, true, noon);
		await answerInvitation(db, token, true, noon);
		deepEqual((await sharedApplication(reading(db), mina, id)).answers, fineAnswers);
		equal((await sharedApplications(reading(db), mina)).length, 1);
		// It is in the list of whoever leads it, and among the shared ones of whoever joined.
		deepEqual(await ownApplications(reading(db), mina), []);
		const ofJoon = await ownApplications(reading(db), gate.signedIn(visitors.joon));
		deepEqual(
			ofJoon.map((one) => [one.id, one.slug]),
			[[id, world.call.slug]]
		);
		await rejects(sharedApplication(reading(db), gate.signedIn(visitors.nari), id), { code: 'applications.not-found' });
		const toJoon = (await letters(db)).filter(({ to_address }) => to_address === 'joon@example.test');
		equal(toJoon.length, 1);
		ok((await told(db)).includes('coapplicant.accepted'));
		await rejects(answerInvitation(db, token, false, noon), { code: 'applications.coapplicant-link-over' });
	}));

test('a link that is over, declined, taken back or made up gives nothing; its token is kept as a hash only', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		const { id, token } = await invited(world);
		await rejects(answerInvitation(db, token, true, hours(24 * 14)), { code: 'applications.coapplicant-link-over' });
		await rejects(answerInvitation(db, 'made-up', true, noon), { code: 'applications.coapplicant-not-found' });
		await answerInvitation(db, token, false, noon);
		await rejects(answerInvitation(db, token, true, noon), { code: 'applications.coapplicant-link-over' });
		await removeCoapplicant(db, joonApplying, await mineId(world, id), noon);
		await rejects(answerInvitation(db, token, true, noon), { code: 'applications.coapplicant-not-found' });
		const row = await db.selectFrom('coapplicants').selectAll().executeTakeFirstOrThrow();
		equal(JSON.stringify(row).includes(token), false);
	}));

test('only who may edit saves the draft, with the same rules; nobody but the lead submits or withdraws', () =>
	scene(async (world) => {
		const { db, minaApplying } = world;
		const { id, mina } = await joined(world);
		const what = { applicationId: id, sent: { version: 1, answers: { ...fineAnswers, proposal: '고쳤습니다.' } } };
		await rejects(saveSharedDraft(db, mina, what, noon), { code: 'applications.not-found' });
		await db.updateTable('coapplicants').set({ may_edit: true }).execute();
		equal((await saveSharedDraft(db, mina, what, noon)).version, 2);
		await rejects(saveSharedDraft(db, mina, { ...what, sent: { version: 1, answers: {} } }, noon), {
			code: 'applications.newer-draft'
		});
		await rejects(saveSharedDraft(db, mina, { ...what, sent: { version: 2, answers: {} } }, hours(1)), {
			code: 'calls.closed'
		});
		await rejects(submitDraft(db, minaApplying), { code: 'applications.nothing-written' });
		await rejects(withdrawApplication(db, minaApplying, noon), { code: 'applications.not-submitted' });
	}));

test('removed in one press, or by leaving, access ends at once; somebody else’s press finds nothing', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const { id, mina } = await joined(world, { may_edit: true });
		const one = await mineId(world, id);
		await rejects(removeCoapplicant(db, minaApplying, one, noon), { code: 'applications.nothing-written' });
		await leaveApplication(db, mina, id, noon);
		await rejects(leaveApplication(db, mina, id, noon), { code: 'applications.not-found' });
		await rejects(saveSharedDraft(db, mina, { applicationId: id, sent: { version: 1, answers: {} } }, noon), {
			code: 'applications.not-found'
		});
		await removeCoapplicant(db, joonApplying, one, noon);
		await rejects(removeCoapplicant(db, joonApplying, 'nonsense', noon), {
			code: 'applications.coapplicant-not-found'
		});
		await inviteCoapplicant(db, joonApplying, form(), noon);
		equal((await coapplicantsOf(reading(db), id)).length, 1, 'and may be invited anew');
	}));

test('not oneself, not twice, not without an application, not late, not more than five', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		await invited(world);
		const invite = (more: object, at = noon) => inviteCoapplicant(db, joonApplying, form(more), at);
		await rejects(invite({}), { code: 'applications.coapplicant-invited' });
		await rejects(invite({ email: 'joon@example.test' }), { code: 'applications.coapplicant-yourself' });
		await rejects(invite({ email: 'late@example.test' }, hours(1)), { code: 'calls.closed' });
		await rejects(inviteCoapplicant(db, minaApplying, form({ email: 'a@b.test' }), noon), {
			code: 'applications.nothing-written'
		});
		for (const nth of [2, 3, 4, 5]) await invite({ email: `p${nth}@example.test` });
		await rejects(invite({ email: 'p6@example.test' }), { code: 'applications.coapplicant-too-many' });
	}));

test('the lead is handed over when it was asked and taken: number and receipts stay, who led before applies along', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying, visitors } = world;
		const { id, mina } = await joined(world);
		const receipt = await submitDraft(db, joonApplying);
		await rejects(takeLead(db, mina, id, noon), { code: 'applications.lead-not-offered' });
		await offerLead(db, joonApplying, await mineId(world, id), noon);
		await rejects(takeLead(db, mina, id, hours(1)), { code: 'calls.closed' });
		await takeLead(db, mina, id, noon);
		equal((await ownReceipts(reading(db), minaApplying))[0]!.number, receipt.number);
		equal(await ownApplication(reading(db), joonApplying), undefined);
		equal((await sharedApplication(reading(db), gate.signedIn(visitors.joon), id)).lead_email, 'mina@example.test');
		ok((await told(db)).includes('application.handed-over'));
	}));

test('who has an application of their own in the call takes no other’s lead; who has not accepted is not asked', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const { id, token, mina } = await invited(world);
		await rejects(offerLead(db, joonApplying, await mineId(world, id), noon), {
			code: 'applications.coapplicant-not-accepted'
		});
		await answerInvitation(db, token, true, noon);
		await applied(world, minaApplying, firm(7));
		await offerLead(db, joonApplying, await mineId(world, id), noon);
		await rejects(takeLead(db, mina, id, noon), { code: 'applications.lead-has-own' });
	}));

test('who applies along does not review it', () =>
	scene(async (world) => {
		const { db, call, seri, joonApplying } = world;
		await db.updateTable('people').set({ email: 'seri@gmail.com' }).where('id', '=', seri.id).execute();
		await applied(world, joonApplying, firm(1));
		const { id } = (await ownApplication(reading(db), joonApplying))!;
		const pair = `${id} ${seri.id}`;
		equal((await barsOf(reading(db), call)).get(pair), undefined);
		await inviteCoapplicant(db, joonApplying, form({ email: 'seri@gmail.com' }), noon);
		equal((await barsOf(reading(db), call)).get(pair), 'applicant');
	}));

test('the invitation says the same to whom we know and whom we do not', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await writeDraft(db, joonApplying);
		await inviteCoapplicant(db, joonApplying, form(), noon);
		await inviteCoapplicant(db, joonApplying, form({ email: 'nobody@example.test' }), noon);
		const [known, unknown] = (await letters(db)).map(
			({ subject, body }) => subject + body.replace(/coapplicants\/\S+/, '')
		);
		equal(known, unknown);
		match(known!, /joon/);
	}));
