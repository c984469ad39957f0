import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import { acceptedApplication, addSession, moderating, segmentFor } from '../../../tests/floor.ts';
import { reading } from '#lib/db.server.ts';
import { bringPrepared, setFlagWord, setFloor } from './floors.write.server.ts';
import { floorsToFill } from './prepared.read.server.ts';
import { floorsOf, queueOf, shownIn } from './read.server.ts';

test('how a segment takes questions is set; the seed of its order is drawn once and stays', () =>
	scene(async (world) => {
		const session = await addSession(world);
		const segment = segmentFor(session, 'drawn').id;
		const who = moderating(world, session);
		const form = { segment, open: true, way: 'drawn' as const, most: 2, field: '' };
		await setFloor(world.db, who, { session, form }, noon);
		const seed = async () => (await floorsOf(reading(world.db), session)).get(segment)!.seed;
		const first = await seed();
		equal(first.length, 43);
		await setFloor(world.db, who, { session, form: { ...form, open: false, way: 'fair' } }, hours(1));
		equal(await seed(), first);
		const floor = (await floorsOf(reading(world.db), session)).get(segment)!;
		deepEqual([floor.is_open, floor.way, floor.most_each, floor.seed_from], [false, 'fair', 2, 'chance']);
		const other = await addSession(world, { slug: 'other' });
		const foreign = { ...form, segment: segmentFor(other, 'drawn').id };
		await rejects(setFloor(world.db, who, { session, form: foreign }, noon), { code: 'programme.segment-not-found' });
		await rejects(setFloor(world.db, who, { session, form: { ...form, field: 'region' } }, noon), {
			code: 'questions.cannot'
		});
	}));

test('what the accepted prepared in their applications comes by itself, once, and waits for approval', () =>
	scene(async (world) => {
		const { db, mina, joon } = world;
		const session = await addSession(world, { naming: 'named' });
		const segment = segmentFor(session, 'drawn').id;
		const form = { segment, open: true, way: 'asked' as const, most: 3, field: 'proposal' };
		await setFloor(db, moderating(world, session), { session, form }, noon);
		deepEqual(await floorsToFill(reading(db), noon), []);
		const { application, firm, reply } = await acceptedApplication(world, mina.id, {
			proposal: 'What of small firms?'
		});
		await acceptedApplication(world, joon.id, { proposal: '  ' });
		deepEqual(await floorsToFill(reading(db), hours(-24 * 15)), [], 'not weeks before');
		deepEqual(await floorsToFill(reading(db), noon), [segment]);
		const brought = await Promise.all([bringPrepared(db, segment, noon), bringPrepared(db, segment, noon)]);
		deepEqual(brought.toSorted(), [0, 1]);
		deepEqual(await floorsToFill(reading(db), noon), []);
		const [row] = await queueOf(reading(db), session.id);
		deepEqual(
			[row!.text, row!.state, row!.firm, row!.name, row!.application_id, row!.came_from],
			['What of small firms?', 'asked', firm, 'mina', application, 'application']
		);
		deepEqual(await shownIn(reading(db), session), []);
		await reply('undo');
		equal(await bringPrepared(db, segment, noon), 0);
		equal((await told(db)).filter((verb) => verb === 'floor.prepared').length, 1);
	}));

test('a host’s words are its own; the same again changes nothing', () =>
	scene(async (world) => {
		const session = await addSession(world);
		const who = moderating(world, session);
		for (const word of ['바보', '바보', '멍청이']) await setFlagWord(world.db, who, { word, do: 'add' }, noon);
		await setFlagWord(world.db, who, { word: '멍청이', do: 'remove' }, noon);
		const rows = await world.db.selectFrom('flag_words').select(['host_id', 'word']).execute();
		deepEqual(rows, [{ host_id: world.host, word: '바보' }]);
	}));
