import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { actStanding, approvalsOf, checkSecond } from './read.server.ts';
import { acts, shownHash, type Act, type Shown } from './rules.ts';
import { answerApproval, askApproval } from './write.server.ts';

const shown: Shown = { entrants: '40', roster: 'a'.repeat(64) };
const doing = { act: 'draw-seal' as const, shown };

const hashOfShown = ({ call }: Scene) => shownHash(call.id, 'draw-seal', shown);
const ask = (world: Scene, who: Organiser, at = noon, now: Shown | null = shown) =>
	askApproval(world.db, who, { act: 'draw-seal', hash: hashOfShown(world), reason: 'As agreed.', now }, at);
const newest = async ({ db, call }: Scene) => (await approvalsOf(reading(db), call.id))[0]!.id;
const answer = async (world: Scene, who: Organiser, more: object = {}, at = hours(1)) =>
	answerApproval(
		world.db,
		who,
		{ approval: await newest(world), hash: hashOfShown(world), answer: 'approved', now: shown, ...more },
		at
	);
const may = (world: Scene, who: Organiser, at = hours(2), what: Shown = shown) =>
	checkSecond(reading(world.db), who, { ...doing, shown: what }, at);

test('what one asks and another approves may be done by whoever asked, for a day, and nothing else by it', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		const bitna = await anotherOrganiser(world, 'bitna');
		await rejects(may(world, hana), { code: 'approvals.needs-second' });
		await ask(world, hana);
		equal(await actStanding(reading(db), hana, doing, noon), 'waiting');
		const [letter] = await letters(db);
		equal(letter!.to_address, 'bitna@example.test');
		match(letter!.body, /\/desk\/calls\/seoul\/approvals/);
		await rejects(may(world, hana), { code: 'approvals.needs-second' });
		await answer(world, bitna);
		equal(await may(world, hana), 2);
		await rejects(may(world, hana, hours(26)), { code: 'approvals.needs-second' });
		await rejects(may(world, hana, hours(2), { ...shown, entrants: '41' }), { code: 'approvals.needs-second' });
		await rejects(may(world, bitna), { code: 'approvals.needs-second' }, 'who approved did not ask');
		deepEqual((await told(db)).slice(-2), ['approval.asked', 'approval.approved']);
		await rejects(sql`update approval_answers set answer = 'refused'`.execute(world.owner), /append-only/);
		await rejects(sql`delete from approvals`.execute(world.owner), /append-only/);
		await rejects(sql`delete from approvals`.execute(db), /permission denied/);
	}));

test('where there is no other organiser, one is enough; and nobody becomes the only one overnight', () =>
	scene(async (world) => {
		const {
			db,
			hana: { id: hanaId },
			hanaOrganising: hana
		} = world;
		equal(await may(world, hana), 1);
		await anotherOrganiser(world, 'own-second', { given_by: hanaId, given_at: hours(-1) });
		equal(await may(world, hana), 1, 'who got the role from me just now is no second person');
		await anotherOrganiser(world, 'bitna');
		await db.updateTable('roles').set({ ended_at: noon }).where('person_id', '<>', hanaId).execute();
		await rejects(may(world, hana, hours(1)), { code: 'approvals.needs-second' });
		equal(await may(world, hana, hours(24 * 8)), 1);
	}));

// Scripted tries at what must not work, at every act: APPROVAL_TRIES=25 makes a thousand of them.
const tries = Number(process.env.APPROVAL_TRIES ?? 4);
const changed = { ...shown, roster: 'b'.repeat(64) };

type Try = [name: string, who: Organiser, form: object, code: string];

/** Who tries to approve what Hana asked, and how: each is to be refused for its own reason. */
async function triesAt(world: Scene, act: Act, bitna: Organiser, puppet: Organiser): Promise<Try[]> {
	const {
		hanaOrganising,
		visitors,
		call,
		visitors: { nari }
	} = world;
	const elsewhere = gate.organiser({ ...visitors.hana, signInId: 'another device' }, call);
	const other = acts.find((one) => one !== act)!;
	// As if the gate had let her in: the rule asks again.
	const stranger = { ...bitna, personId: nari.person!.id };
	return [
		['who asked', hanaOrganising, {}, 'approvals.not-the-same'],
		['who asked, on another device', elsewhere, {}, 'approvals.not-the-same'],
		['their own second account', puppet, {}, 'approvals.too-near'],
		['another host’s', stranger, {}, 'approvals.too-near'],
		['a changed object', bitna, { now: changed }, 'approvals.changed'],
		['nothing there any more', bitna, { now: null }, 'approvals.changed'],
		['another hash', bitna, { hash: shownHash(call.id, act, changed) }, 'approvals.changed'],
		['the hash of another act', bitna, { hash: shownHash(call.id, other, shown) }, 'approvals.changed'],
		['no hash', bitna, { hash: '' }, 'approvals.changed'],
		['another request', bitna, { approval: call.id }, 'approvals.not-found']
	];
}

test('the same person twice, two devices, an own second account, a replay, a changed object, another hash: none approves any act', () =>
	scene(async (world) => {
		const { db, hana, hanaOrganising, call } = world;
		const bitna = await anotherOrganiser(world, 'bitna');
		const puppet = await anotherOrganiser(world, 'puppet', { given_by: hana.id, given_at: hours(-2) });
		const others = [bitna, await anotherOrganiser(world, 'chae'), await anotherOrganiser(world, 'dal')];
		const [open, done] = [[] as string[], { tries: 0 }];
		for (const [nth, act] of acts.entries()) {
			const hash = shownHash(call.id, act, shown);
			await askApproval(db, hanaOrganising, { act, hash, reason: 'As agreed.', now: shown }, hours(nth / 100));
			const bad = await triesAt(world, act, bitna, puppet);
			for (let round = 0; round < tries; round++) {
				for (const [name, who, form, code] of bad) {
					done.tries++;
					const said = await answer(world, who, { hash, ...form }).then(
						() => 'approved',
						(fault: { code: string }) => fault.code
					);
					if (said !== code) open.push(`${act}, ${name}: ${said}`);
				}
			}
			const mayDo = (what: Shown = shown) => checkSecond(reading(db), hanaOrganising, { act, shown: what }, hours(2));
			await rejects(mayDo(), { code: 'approvals.needs-second' });
			const race = await Promise.allSettled(others.map((who) => answer(world, who, { hash })));
			equal(race.filter(({ status }) => status === 'fulfilled').length, 1, act);
			await rejects(answer(world, bitna, { hash }), { code: 'approvals.answered' });
			equal(await mayDo(), 2);
			await rejects(mayDo(changed), { code: 'approvals.needs-second' }, 'what was approved is replayed on another');
		}
		deepEqual(open, []);
		ok(done.tries >= 200, `${done.tries} tries`);
	}));

test('which part is not as it was shown is told by its name', () =>
	scene(async (world) => {
		const bitna = await anotherOrganiser(world, 'bitna');
		await ask(world, world.hanaOrganising);
		await rejects(answer(world, bitna, { now: changed }), ({ detail }: { detail: { parts: string } }) => {
			equal(detail.parts, 'roster');
			return true;
		});
	}));

test('what nobody does alone is not asked for where there is nobody to ask, and is not done', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana, call } = world;
		for (const act of ['draw-void', 'unblind', 'call-delete'] as const) {
			equal(await actStanding(reading(db), hana, { act, shown }, noon), 'nobody');
			const form = { act, hash: shownHash(call.id, act, shown), reason: 'Alone.', now: shown };
			await rejects(askApproval(db, hana, form, noon), { code: 'approvals.nobody-else' });
			await rejects(checkSecond(reading(db), hana, { act, shown }, noon), { code: 'approvals.needs-second' });
		}
	}));

test('the store itself refuses an approval by whoever asked; they may take it back, and ask anew when it has changed', () =>
	scene(async (world) => {
		const { db, hana, hanaOrganising } = world;
		const bitna = await anotherOrganiser(world, 'bitna');
		await ask(world, hanaOrganising);
		await rejects(ask(world, hanaOrganising), { code: 'approvals.waits' });
		await rejects(ask(world, hanaOrganising, noon, { ...shown, entrants: '1' }), { code: 'approvals.changed' });
		await rejects(ask(world, hanaOrganising, noon, null), { code: 'approvals.nothing-shown' });
		const row = { approval_id: await newest(world), asked_by: hana.id, answer: 'approved', answered_at: noon };
		await rejects(
			db
				.insertInto('approval_answers')
				.values({ ...row, answered_by: hana.id })
				.execute(),
			/check constraint/
		);
		await answer(world, hanaOrganising, { answer: 'refused' });
		await rejects(answer(world, bitna), { code: 'approvals.answered' });
		await ask(world, hanaOrganising, hours(2));
	}));
