import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { commitSecret, verify, type Transcript } from '#draw';
import { hours, letters, scene, told } from '../../../tests/cast.ts';
import { bora, chan, linkOf, noClock, promised, revealed, secretOf } from '../../../tests/draws.ts';
import { freezeStandings, many } from '../../../tests/standings.ts';
import { drawOfCall, drawsDue, transcriptText } from './read.server.ts';
import { chancesSealed, lotCounts, myLot } from './lots.read.server.ts';
import { sealDraw } from './seal.write.server.ts';
import { promiseSecret, revealSecret } from './witnesses.write.server.ts';
import { conductDraw, prepareDraw } from './write.server.ts';

test('a draw is prepared, promised, sealed, revealed and conducted, and its transcript verifies', () =>
	scene(async (world) => {
		const { db } = world;
		const { draw, digest } = await revealed(world);
		deepEqual(await lotCounts(db, draw.id), { all: 11, drawn: 0, reserve: 0 });
		deepEqual(await chancesSealed(db, draw.id), [
			{ num: 1, den: 6, count: 6 },
			{ num: 1, den: 4, count: 4 },
			{ num: 1, den: 1, count: 1 }
		]);
		const transcript = await conductDraw(db, draw.id, {}, hours(72));
		const verdict = verify(JSON.parse(await transcriptText(db, draw.id)), { sealDigest: digest });
		ok(verdict.ok, verdict.says.en);
		deepEqual(transcript.result.withheld, []);
		deepEqual(await lotCounts(db, draw.id), { all: 11, drawn: 3, reserve: 8 });
		deepEqual(await told(db), [
			'draw.prepared',
			...['witness.promised', 'witness.promised', 'draw.sealed', 'witness.revealed', 'witness.revealed'],
			'draw.conducted'
		]);
	}));

test('every entrant has a letter at the seal, with lot, chance and digest, and one with the result', () =>
	scene(async (world) => {
		const { people, draw, digest } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		const all = await letters(world.db);
		const toSecond = all.filter((letter) => letter.to_address === people[1]!.email);
		equal(toSecond.length, 2);
		match(toSecond[0]!.body, new RegExp(digest));
		match(toSecond[0]!.body, /1\/6/);
		equal(all.filter((letter) => letter.to_address === people[11]!.email).length, 0, 'the declined are not entrants');
	}));

test('a draw without randomness is not prepared', () =>
	scene(async ({ db, call, hanaOrganising }) => {
		const form = { usesBeacon: false, witnesses: [] };
		await rejects(prepareDraw(db, hanaOrganising, { call, form }, hours(40)), { code: 'draws.no-randomness' });
		equal(await drawOfCall(db, call.id), undefined);
	}));

test('a draw is not conducted before its seal, before its moment, or before every witness revealed', () =>
	scene(async (world) => {
		const { draw } = await promised(world);
		await rejects(conductDraw(world.db, draw.id, {}, hours(80)), { code: 'draws.not-sealed' });
		await sealDraw(world.db, world.hanaOrganising, noClock, hours(60));
		await rejects(conductDraw(world.db, draw.id, {}, hours(80)), { code: 'draws.not-due' });
		for (const { name, email } of [bora, chan]) {
			await revealSecret(world.db, await linkOf(world, email), { secret: secretOf(name), ...noClock }, hours(61));
		}
		await rejects(conductDraw(world.db, draw.id, {}, hours(71.9)), { code: 'draws.not-due' });
		deepEqual(await drawsDue(world.db, hours(71.9)), []);
		deepEqual(
			(await drawsDue(world.db, hours(72))).map(({ id }) => id),
			[draw.id]
		);
	}));

test('a second draw of a conducted draw is refused, and the first result stays', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		const both = await Promise.allSettled([1, 2].map(() => conductDraw(world.db, draw.id, {}, hours(72))));
		equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
		const first = await transcriptText(world.db, draw.id);
		await rejects(conductDraw(world.db, draw.id, {}, hours(73)), { code: 'draws.already-conducted' });
		equal(await transcriptText(world.db, draw.id), first);
		await rejects(world.owner.updateTable('draw_results').set({ transcript: '{}' }).execute(), /append-only/);
		await rejects(world.owner.deleteFrom('draw_results').execute(), /append-only/);
	}));

test('an edited transcript says what differs, and where', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		await conductDraw(world.db, draw.id, {}, hours(72));
		const transcript = JSON.parse(await transcriptText(world.db, draw.id)) as Transcript;
		const [first] = transcript.result.reserves;
		const edited = {
			...transcript,
			result: { ...transcript.result, drawn: [first!, ...transcript.result.drawn.slice(1)] }
		};
		const verdict = verify(edited);
		equal(verdict.ok, false);
		match(verdict.says.en, /\/result\/drawn/);
		const bad = verdict.steps.filter((step) => !step.ok).map((step) => step.name);
		deepEqual(bad, ['drawn', 'whole']);
	}));

test('an applicant finds their own lot, chance and proof; a stranger to the draw finds none', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		await db.deleteFrom('quotas').execute();
		await freezeStandings(db, call, world.hana, [
			{ track: 'api', band: 'draw', who: world.joon },
			...many(5, { track: 'api', band: 'draw' })
		]);
		equal(await myLot(db, joonApplying), undefined);
		const form = { usesBeacon: false, witnesses: [bora] };
		await prepareDraw(db, world.hanaOrganising, { call, form }, hours(51));
		await promiseSecret(db, await linkOf(world, bora.email), commitSecret(secretOf('보라')), hours(52));
		await sealDraw(db, world.hanaOrganising, noClock, hours(60));
		const mine = await myLot(db, joonApplying);
		deepEqual([mine?.lot.chance_num, mine?.lot.chance_den, mine?.lots], [1, 3, 6]);
		equal(await myLot(db, minaApplying), undefined);
	}));
