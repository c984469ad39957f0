import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { accepting, allOf, invited, tokenOf } from '../../../tests/invited.ts';
import { NeedsForm, ScreenForm, SubstituteForm } from './attendees.form.ts';
import { attendeeByPass, attendeesOf, needsFor, needsOf, waitingSubstitutes } from './attendees.read.server.ts';
import { comeMyself, nameSubstitute, sayNeeds, sayRecording, screenAttendee } from './attendees.write.server.ts';
import { replyInvitation } from './replies.write.server.ts';

const sora = {
	name: '한소라',
	title: '팀장',
	email: 'sora@example.test',
	phone: '+821012345678',
	locale: 'ko' as const
};
const begun = new Date('2026-12-09T15:00:00Z');

/** The first invited has accepted and named Sora to come instead. */
async function naming(world: Scene) {
	await invited(world);
	const { invitation, token } = await accepting(world);
	await nameSubstitute(world.db, token, sora, hours(75));
	const named = await attendeesOf(world.db, invitation.id);
	return { invitation, token, sora: named.find(({ name }) => name === '한소라')!, self: named[0]! };
}

const screen = (world: Scene, attendee: string, outcome: 'eligible' | 'refused', reason = '') =>
	screenAttendee(world.db, world.hanaOrganising, { attendee, outcome, reason }, hours(76));
const states = async (world: Scene, id: string) =>
	(await attendeesOf(world.db, id)).map(({ name, state }) => `${name} ${state}`);
const entering = async (world: Scene, pass: string) => (await attendeeByPass(world.db, world.call.id, pass))?.name;

test('who accepts comes in person, with a pass; who gives the place back does not, and the pass is dead', () =>
	scene(async (world) => {
		await invited(world);
		const { invitation, token } = await accepting(world);
		const [self] = await attendeesOf(world.db, invitation.id);
		deepEqual(
			[self!.state, self!.is_applicant, await entering(world, self!.pass_code)],
			['in', true, invitation.person]
		);
		match(self!.pass_code, /^[2-9A-HJ-NP-Z]{12}$/);
		await replyInvitation(world.db, token, { reply: 'undo' }, hours(75));
		equal(await entering(world, self!.pass_code), undefined);
	}));

test('a substitute waits until screened; found eligible they are in by a pass of their own, and the old one is dead', () =>
	scene(async (world) => {
		const { invitation, self, sora } = await naming(world);
		equal(await entering(world, sora.pass_code), undefined, 'not screened yet');
		equal(await entering(world, self.pass_code), invitation.person);
		deepEqual([...(await waitingSubstitutes(world.db, world.call.id))], [invitation.id]);
		await screen(world, sora.id, 'eligible');
		equal(await entering(world, self.pass_code), undefined);
		const spelt = sora.pass_code.toLowerCase().replace(/(.{4})/g, '$1 ');
		equal(await entering(world, spelt), '한소라');
		deepEqual(await states(world, invitation.id), [`${invitation.person} ended`, '한소라 in']);
		const theirs = (await letters(world.db)).filter(({ to_address }) => to_address === 'sora@example.test');
		equal(theirs.length, 1);
		match(theirs[0]!.body, /\/attendees\//);
		equal(theirs[0]!.attachments[0]!.name, 'gathering.ics');
		ok((await told(world.db)).includes('attendee.admitted'));
	}));

test('one refused changes nobody’s place, and whoever applied is told why', () =>
	scene(async (world) => {
		const { invitation, self, sora } = await naming(world);
		await screen(world, sora.id, 'refused', '같은 기업이 아닙니다.');
		equal(await entering(world, self.pass_code), invitation.person);
		deepEqual(await states(world, invitation.id), [`${invitation.person} in`, '한소라 refused']);
		match((await letters(world.db)).at(-1)!.body, /같은 기업이 아닙니다/);
		for (const outcome of ['eligible', 'refused'] as const) {
			await rejects(screen(world, sora.id, outcome, 'again'), { code: 'invitations.already-screened' });
		}
	}));

test('of two presses at once on one substitute, one decides', () =>
	scene(async (world) => {
		const { sora, invitation } = await naming(world);
		const done = await Promise.allSettled([
			screen(world, sora.id, 'eligible'),
			screen(world, sora.id, 'refused', 'no')
		]);
		deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		const inside = (await attendeesOf(world.db, invitation.id)).filter(({ state }) => state === 'in');
		equal(inside.length, 1, 'one is in, whoever it is');
	}));

test('a later name replaces one that waits; a third after a second is let in replaces that one', () =>
	scene(async (world) => {
		const { invitation, token, sora: first } = await naming(world);
		await nameSubstitute(world.db, token, { ...sora, name: '오미르' }, hours(76));
		deepEqual(await states(world, invitation.id), [`${invitation.person} in`, '한소라 ended', '오미르 waiting']);
		await rejects(screen(world, first.id, 'eligible'), { code: 'invitations.already-screened' });
		const second = (await attendeesOf(world.db, invitation.id))[2]!;
		await screen(world, second.id, 'eligible');
		await nameSubstitute(world.db, token, { ...sora, name: '유단비' }, hours(77));
		const third = (await attendeesOf(world.db, invitation.id))[3]!;
		equal(await entering(world, second.pass_code), '오미르', 'until the third is let in');
		await screen(world, third.id, 'eligible');
		deepEqual([await entering(world, second.pass_code), await entering(world, third.pass_code)], [undefined, '유단비']);
	}));

test('whoever applied may come after all, at once, with a new pass', () =>
	scene(async (world) => {
		const { invitation, token, sora, self } = await naming(world);
		await screen(world, sora.id, 'eligible');
		await comeMyself(world.db, token, hours(77));
		await comeMyself(world.db, token, hours(77));
		equal(await entering(world, sora.pass_code), undefined);
		equal(await entering(world, self.pass_code), undefined, 'a dead pass stays dead');
		equal((await attendeesOf(world.db, invitation.id)).filter(({ state }) => state === 'in').length, 1);
	}));

test('nobody is named for a place not accepted, once it has begun, or by a link that is nobody’s', () =>
	scene(async (world) => {
		await invited(world);
		const [, second] = await allOf(world);
		const token = await tokenOf(world, second!.email);
		await rejects(nameSubstitute(world.db, token, sora, hours(75)), { code: 'invitations.not-coming' });
		await rejects(nameSubstitute(world.db, 'guessed', sora, hours(75)), { code: 'invitations.not-found' });
		await replyInvitation(world.db, token, { reply: 'accept' }, hours(75));
		await rejects(nameSubstitute(world.db, token, sora, begun), { code: 'invitations.begun' });
		await rejects(comeMyself(world.db, token, begun), { code: 'invitations.begun' });
	}));

test('a substitute of another call, and nonsense, is not there to be screened', () =>
	scene(async (world) => {
		const { sora } = await naming(world);
		const elsewhere = { ...world.hanaOrganising, callId: crypto.randomUUID() };
		const form = { attendee: sora.id, outcome: 'eligible' as const, reason: '' };
		const notThere = { code: 'invitations.attendee-not-found' };
		await rejects(screenAttendee(world.db, elsewhere, form, hours(76)), notThere);
		await rejects(screen(world, 'nonsense', 'eligible'), notThere);
		equal(ScreenForm.safeParse({ ...form, outcome: 'refused' }).success, false, 'a refusal says why');
	}));

test('what one needs is for organisers alone, is said by each for themselves, and goes with whoever comes no more', () =>
	scene(async (world) => {
		const { token, sora, self } = await naming(world);
		const needs = NeedsForm.parse({ diet: 'vegan\nmeteors', diet_more: '', access: 'captions', access_more: '앞자리' });
		await sayNeeds(world.db, token, needs, hours(75));
		const said = { diet: ['vegan'], dietMore: '', access: ['captions'], accessMore: '앞자리' };
		deepEqual(await needsOf(world.db, self.id), said);
		equal((await needsFor(world.db, world.hanaOrganising)).length, 1);
		deepEqual(await needsFor(world.db, { ...world.hanaOrganising, callId: crypto.randomUUID() }), []);
		await screen(world, sora.id, 'eligible');
		equal(await needsOf(world.db, self.id), null);
		await rejects(sayNeeds(world.db, token, needs, hours(77)), { code: 'invitations.attendee-not-found' });
		const own = await tokenOf(world, 'sora@example.test', 'attendees');
		await sayNeeds(world.db, own, needs, hours(77));
		await sayNeeds(world.db, own, NeedsForm.parse({}), hours(78));
		equal(await needsOf(world.db, sora.id), null, 'no need is nothing');
		const lines = await world.db
			.selectFrom('journal')
			.select('detail')
			.where('verb', '=', 'attendee.needs-said')
			.execute();
		ok(lines.every(({ detail }) => JSON.stringify(detail) === '{}'));
	}));

test('each agrees to be recorded for themselves, and takes it back as easily', () =>
	scene(async (world) => {
		const { invitation, token, sora } = await naming(world);
		const consents = async () => (await attendeesOf(world.db, invitation.id)).map((one) => one.consents);
		deepEqual(await consents(), [null, null]);
		await sayRecording(world.db, token, true, hours(75));
		await sayRecording(world.db, token, true, hours(75));
		deepEqual(await consents(), [true, null]);
		await screen(world, sora.id, 'eligible');
		const own = await tokenOf(world, 'sora@example.test', 'attendees');
		await sayRecording(world.db, own, true, hours(77));
		await sayRecording(world.db, own, false, hours(78));
		deepEqual(await consents(), [true, false]);
		await rejects(sayRecording(world.db, 'guessed', true, hours(78)), { code: 'invitations.not-found' });
		equal((await told(world.db)).filter((verb) => verb.startsWith('attendee.recording')).length, 3);
	}));

test('a substitute’s fields are refused by name, and a number becomes E.164', () => {
	const bad = SubstituteForm.safeParse({ name: ' ', email: 'nobody', phone: '12', locale: 'fr' });
	const fields = bad.error!.issues.map(({ path, message }) => `${path.join()} ${message}`);
	deepEqual(fields.sort(), [
		'email people.not-an-address',
		'locale lib.not-a-choice',
		'name lib.required',
		'phone lib.not-a-phone'
	]);
	const good = SubstituteForm.parse({
		name: '한소라',
		email: ' Sora@Example.test ',
		phone: '010 1234 5678',
		locale: 'ko'
	});
	deepEqual(good, { ...sora, title: '' });
});
