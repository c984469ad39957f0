import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret, verify, type Transcript } from '#draw';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { shownHash } from '#domain/approvals/rules.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { fillPlaces } from '#domain/invitations/moves.write.server.ts';
import { replyInvitation } from '#domain/invitations/replies.write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { hours, letters, scene, told, type Scene } from '../../../tests/cast.ts';
import { bora, noClock, revealed, sealed, secretOf } from '../../../tests/draws.ts';
import { allOf, invited, tokenOf } from '../../../tests/invited.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { drawById, drawOfCall, drawsDue, publicDraw, transcriptText } from './read.server.ts';
import { sealDraw } from './seal.write.server.ts';
import { voidShown, voidsOf } from './voids.read.server.ts';
import { voidDraw } from './voids.write.server.ts';
import { promiseSecret, revealSecret } from './witnesses.write.server.ts';
import { conductDraw, prepareDraw } from './write.server.ts';

const reason = { ko: '명부에서 한 곳이 빠졌습니다', en: 'One firm was missing from the roster' };

/** Hana asks for the draw to be void, and another organiser approves what is shown at `at`. */
async function approved(world: Scene, at: Date): Promise<Organiser> {
	const { db, call, hanaOrganising: hana } = world;
	const bitna = await anotherOrganiser(world, 'bitna');
	const now = await voidShown(reading(db), call.id, reason, at);
	const form = { hash: shownHash(call.id, 'draw-void', now!), now };
	await askApproval(db, hana, { act: 'draw-void', reason: reason.en, ...form }, at);
	const { id } = await db.selectFrom('approvals').select('id').orderBy('asked_at', 'desc').executeTakeFirstOrThrow();
	await answerApproval(db, bitna, { approval: id, answer: 'approved', ...form }, at);
	return bitna;
}

test('a draw is void by two: all of it stays published and verifies, everybody is told why, and another is sealed', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: hana } = world;
		const { draw, digest, people } = await revealed(world);
		await conductDraw(db, draw.id, {}, hours(72));
		await approved(world, hours(73));
		await voidDraw(db, hana, hours(73));
		const [gone] = await voidsOf(reading(db), call.id);
		deepEqual([gone!.slug, gone!.reason, gone!.invited], [draw.slug, reason, 0]);
		equal((await publicDraw(reading(db), draw.slug)).tag, 'void');
		ok(verify(JSON.parse(await transcriptText(reading(db), draw.id)), { sealDigest: digest }).ok);
		const says = ({ body }: { body: string }) => body.includes(reason.ko) || body.includes(`Why: ${reason.en}`);
		const sent = (await letters(db)).filter(says);
		equal(sent.length, 11);
		match(
			sent.find(({ to_address }) => to_address === people[0]!.email)!.body,
			/그 초청은 그대로 유효합니다|your invitation stands/
		);
		equal((await told(db)).at(-1), 'draw.voided');
		await rejects(world.owner.deleteFrom('draw_voids').execute(), /append-only/);
		await rejects(world.owner.deleteFrom('draw_results').execute(), /append-only/);
		equal(await drawOfCall(reading(db), call.id), undefined);
		const again = await prepareDraw(db, hana, { call, form: { usesBeacon: true, witnesses: [] } }, hours(74));
		equal(again.slug, `${draw.slug}-draw-2`);
		await world.owner.deleteFrom('roles').where('person_id', '<>', hana.personId).execute();
		await sealDraw(db, hana, { aheadMs: 0 }, hours(75));
		equal((await publicDraw(reading(db), again.slug)).tag, 'draw');
	}));

test('nobody makes a draw void alone, nor what has changed since, nor one that is due; and a void one is not conducted', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: hana } = world;
		await rejects(voidDraw(db, hana, hours(60)), { code: 'draws.not-sealed' });
		const { draw } = await sealed(world);
		await rejects(voidDraw(db, hana, hours(61)), { code: 'approvals.needs-second' });
		const now = await voidShown(reading(db), call.id, reason, hours(61));
		const form = { act: 'draw-void' as const, hash: shownHash(call.id, 'draw-void', now!), reason: reason.en, now };
		await rejects(askApproval(db, hana, form, hours(61)), { code: 'approvals.nobody-else' });
		await approved(world, hours(61));
		await rejects(voidDraw(db, hana, hours(90)), { code: 'approvals.needs-second' }, 'a day has passed');
		await voidDraw(db, hana, hours(62));
		await rejects(voidDraw(db, hana, hours(62)), { code: 'draws.not-sealed' });
		deepEqual(await drawsDue(reading(db), hours(80)), []);
		await rejects(conductDraw(db, draw.id, {}, hours(80)), { code: 'draws.void' });
		equal((await drawById(reading(db), draw.id)).state, 'sealed');
	}));

test('a sealed draw whose moment has come is conducted first, and an approval is of the draw as it was', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		const { draw } = await revealed(world);
		await approved(world, hours(71));
		await rejects(voidDraw(db, hana, hours(72)), { code: 'draws.conduct-first' });
		await conductDraw(db, draw.id, {}, hours(72));
		await rejects(voidDraw(db, hana, hours(73)), { code: 'approvals.needs-second' });
	}));

test('who is invited stays invited; the next draw invites only others, and its places move on among its own', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: hana } = world;
		await invited(world);
		const first = await allOf(world);
		await approved(world, hours(74));
		await voidDraw(db, hana, hours(74));
		equal((await voidsOf(reading(db), call.id))[0]!.invited, 3);
		await rejects(inviteAll(db, hana, hours(74)), { code: 'invitations.not-conducted' });
		deepEqual(
			(await allOf(world)).map(({ id, state }) => [id, state]),
			first.map(({ id }) => [id, 'invited'])
		);
		const [one] = first;
		await replyInvitation(db, await tokenOf(world, one!.email), { reply: 'decline' }, hours(75));
		equal(await fillPlaces(db, call.id, hours(76)), 0, 'a place of a void draw moves on to nobody');
		const next = await drawnAgain(world);
		const { drawn } = (JSON.parse(await transcriptText(reading(db), next)) as Transcript).result;
		const lots = await db.selectFrom('lots').select(['lot', 'application_id']).where('draw_id', '=', next).execute();
		const drawnNow = lots.filter(({ lot }) => drawn.includes(lot)).map(({ application_id }) => application_id);
		const stood = new Set(first.map(({ application_id }) => application_id));
		const fresh = drawnNow.filter((id) => !stood.has(id));
		equal(await inviteAll(db, hana, hours(101)), fresh.length);
		const all = await allOf(world);
		equal(all.length, first.length + fresh.length);
		const moved = await fillPlaces(db, call.id, hours(102));
		equal(moved, drawnNow.includes(one!.application_id) ? 1 : 0, 'who declined and is drawn anew leaves their place');
	}));

/** Another draw prepared, witnessed, sealed and conducted by `hours(100)`; answers with its id. */
async function drawnAgain(world: Scene & { owner: Db }): Promise<string> {
	const { db, call, hanaOrganising: hana } = world;
	const { id } = await prepareDraw(db, hana, { call, form: { usesBeacon: false, witnesses: [bora] } }, hours(77));
	const { body } = (await letters(db)).filter(({ to_address }) => to_address === bora.email).at(-1)!;
	const [, slug, token] = /\/draws\/([^/]+)\/witness\/(\S+)/.exec(body)!;
	const link = { slug: slug!, token: token! };
	await promiseSecret(db, link, commitSecret(secretOf('again')), hours(78));
	await world.owner.deleteFrom('roles').where('person_id', '<>', hana.personId).execute();
	await sealDraw(db, hana, noClock, hours(79));
	await revealSecret(db, link, { secret: secretOf('again'), ...noClock }, hours(80));
	await conductDraw(db, id, {}, hours(100));
	return id;
}
