import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, visitorOf } from '../../../tests/cast.ts';
import { setStage } from '../../../tests/programme.ts';
import { asked } from '../../../tests/said.ts';
import { gate } from '#domain/people/gate.server.ts';
import { answerQuotes } from '#domain/records/answers.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { exportOf } from './export.read.server.ts';
import { erasureById } from './read.server.ts';
import { eraseMe, eraseStop } from './write.server.ts';

const texts = async (db: Db) =>
	(await db.selectFrom('quote_versions').select('text').orderBy('quote_id').orderBy('version').execute()).map(
		({ text }) => text
	);
const addresses = async (db: Db) =>
	(await db.selectFrom('quote_links').select('email').execute()).map(({ email }) => email).filter(Boolean);

test('who spoke takes away their words and notes; at their word what is not public goes, and what they approved stays', () =>
	scene(async (world) => {
		const { db, joon } = world;
		const stage = await setStage(world);
		await db.updateTable('speakers').set({ person_id: joon.id }).where('id', '=', stage.speaker).execute();
		await asked(world, stage, { text: 'Canary: never approved' });
		const { id, token } = await asked(world, stage);
		const said = { id, version: 1, text: '', translation: '' };
		await answerQuotes(db, token, [{ ...said, answer: 'approved', note: 'Canary note' }], noon);
		const who = gate.signedIn(visitorOf(joon));
		const taken = JSON.stringify(await exportOf(reading(db), who, hours(1)));
		for (const word of ['never approved', 'Canary note', 'office@speaker.example']) ok(taken.includes(word), word);
		const record = await erasureById(reading(db), await eraseMe(db, who, hours(2)));
		ok(record.counts.find(({ what }) => what === 'quotes')!.rows >= 2);
		deepEqual((await texts(db)).sort(), ['We will open the lab', '[erased]']);
		deepEqual(await addresses(db), []);
		equal(await db.selectFrom('quote_answers').select('note').where('note', '<>', '').executeTakeFirst(), undefined);
		const waiting = await db
			.selectFrom('quote_states')
			.select('id')
			.where('answer', 'is', null)
			.where('withdrawn_at', 'is', null)
			.execute();
		deepEqual(waiting, []);
	}));

test('a year after a stop nobody keeps where its speakers’ links went', () =>
	scene(async (world) => {
		const stage = await setStage(world);
		await asked(world, stage);
		equal(await eraseStop(world.db, stage.stopId, new Date('2027-12-10T14:59:59Z')), null);
		equal((await addresses(world.db)).length, 1);
		ok(await eraseStop(world.db, stage.stopId, new Date('2027-12-10T15:00:00Z')));
		deepEqual(await addresses(world.db), []);
		deepEqual(await texts(world.db), ['We will open the lab']);
		equal(await eraseStop(world.db, stage.stopId, new Date('2028-12-10T15:00:00Z')), null);
	}));
