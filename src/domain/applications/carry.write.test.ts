import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { openRound } from '#domain/calls/copies.write.server.ts';
import { goingOn } from '#domain/draws/next.read.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { addCall, hours, letters, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { freezeStandings, many } from '../../../tests/standings.ts';
import { carryOver } from './carry.write.server.ts';
import { logOf } from './log.read.server.ts';
import { commitmentOf } from './log.rules.ts';
import { liveApplications, ownReceipt, checkReceipt } from './read.server.ts';
import { fileOf } from './receipts.rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorOf } from '../../../tests/cast.ts';

const dates = { review: { day: '2026-12-01', time: '18:00' }, draw: { day: '2026-12-02', time: '14:00' } };

/** Three accepted, one declined, nobody to draw; a second round announced. */
async function decided(world: Scene) {
	const { db, call, hana } = world;
	const round = { call_id: call.id, position: 2, key: 'pitch', name: words('Pitch'), places: 2 };
	await db
		.insertInto('rounds')
		.values({ ...round, review_until: hours(96), draw_at: hours(120) })
		.execute();
	const banded = [
		...many(2, { track: 'api', band: 'accept' as const }),
		{ track: 'collaboration', band: 'accept' as const },
		{ track: 'api', band: 'decline' as const }
	];
	return freezeStandings(db, call, hana, banded);
}

/** The first applicant has agreed to these terms, and taken the last of them back. */
async function agreeTo({ db, call }: Scene, keys: string[]) {
	const { id } = await db.selectFrom('receipts').select('id').orderBy('number').limit(1).executeTakeFirstOrThrow();
	for (const key of keys) {
		const ofKey = db.selectFrom('terms').select('id').where('call_id', '=', call.id).where('key', '=', key);
		const row = { receipt_id: id, term_id: (await ofKey.executeTakeFirstOrThrow()).id };
		await db
			.insertInto('consents')
			.values({ ...row, given_at: hours(-1), text_hash: `of ${key}` })
			.execute();
		if (key !== keys.at(-1)) continue;
		await db
			.insertInto('consent_withdrawals')
			.values({ ...row, withdrawn_at: hours(1) })
			.execute();
	}
}

test('the chosen stand in the next round with a number, a signed receipt and their consents; everybody is told', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const people = await decided(world);
		const onward = (await goingOn(reading(db), call.id))!;
		deepEqual([onward.way, onward.ids.length], ['bands', 3]);
		await agreeTo(world, ['selection', 'recording']);
		const to = await together(db, async (tx) => {
			const next = await openRound(tx, hanaOrganising, dates, hours(80));
			equal(await carryOver(tx, hanaOrganising, { to: next, ...onward }, hours(80)), 3);
			return next;
		});
		const live = await liveApplications(reading(db), to.id);
		deepEqual(
			live.map(({ number, organisation }) => [number, organisation]),
			[
				['SEOUL-R2-0001', 'Firm 1'],
				['SEOUL-R2-0002', 'Firm 2'],
				['SEOUL-R2-0003', 'Firm 3']
			]
		);
		const receipt = await ownReceipt(reading(db), gate.applicant(visitorOf(people[0]!), to.id), null);
		const verdict = await checkReceipt(reading(db), JSON.stringify(fileOf(receipt, receipt.publicKey)));
		equal(verdict.verdict, 'ours');
		deepEqual(JSON.parse(receipt.body).consents, ['selection']);
		const kept = db.selectFrom('consents').select(['given_at', 'text_hash']).where('receipt_id', '=', receipt.id);
		deepEqual(await kept.execute(), [{ given_at: hours(-1), text_hash: 'of selection' }]);
		const { tree, standing } = await logOf(reading(db), to.id);
		deepEqual([tree.size, standing.has(commitmentOf(receipt))], [3, true]);
		const sent = await letters(db);
		deepEqual(sent.map(({ subject }) => /2차|round 2/.test(subject)).sort(), [false, true, true, true]);
		match(sent.map(({ body }) => body).join(), /SEOUL-R2-0001/);
		deepEqual((await told(db)).slice(-2), ['application.carried', 'round.closed']);
	}));

test('nobody goes on while it is not decided, nor to a call that does not follow, nor who took no part', () =>
	scene(async (world) => {
		const { db, call, host, hana, hanaOrganising } = world;
		equal(await goingOn(reading(db), call.id), null);
		await decided(world);
		const { ids } = (await goingOn(reading(db), call.id))!;
		const elsewhere = await addCall(db, host, 'busan');
		const carry = (to: Parameters<typeof carryOver>[2]['to'], chosen: string[]) =>
			carryOver(db, hanaOrganising, { to, ids: chosen, way: 'bands' }, hours(80));
		await rejects(carry(elsewhere, ids), { code: 'calls.round-not-decided' });
		const next = await openRound(db, hanaOrganising, dates, hours(80));
		await rejects(carry(next, []), { code: 'calls.nobody-goes-on' });
		await rejects(carry(next, [...ids, hana.id]), { code: 'calls.round-not-decided' });
		await carry(next, ids);
		await rejects(carry(next, ids)); // nobody is carried over twice: the store keeps that
		equal((await liveApplications(reading(db), next.id)).length, 3);
	}));
