import '../../../tests/folder.ts';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { termForm } from '../../../tests/records.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { termsOf } from './terms.read.server.ts';
import { removeTerm, saveTerm } from './terms.write.server.ts';

test('a word is explained once in a tour, changed and removed by its host alone', () =>
	scene(async (world) => {
		const { db, call } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		const { tour_id } = await db
			.selectFrom('stops')
			.select('tour_id')
			.where('id', '=', stopId)
			.executeTakeFirstOrThrow();
		const words = async () => (await termsOf(reading(db), tour_id)).map(({ word }) => word.en);
		const id = await saveTerm(db, who, { stopId, form: termForm('GPU', { aliases: 'GPUs， 그래픽카드,' }) }, noon);
		deepEqual((await termsOf(reading(db), tour_id))[0]!.aliases, ['GPUs', '그래픽카드']);
		await rejects(saveTerm(db, who, { stopId, form: termForm('gpu') }, noon), { code: 'records.term-taken' });
		await saveTerm(db, who, { stopId, form: termForm('DRAM', { id }) }, noon);
		deepEqual(await words(), ['DRAM']);
		await rejects(saveTerm(db, nariAtDesk(world), { stopId, form: termForm('X') }, noon), { kind: 'unknown' });
		// Another host of the same tour adds words and leaves these alone.
		const row = {
			tour_id,
			host_id: world.otherHost,
			slug: 'next',
			position: 2,
			starts_on: '2026-12-12',
			ends_on: '2026-12-12'
		};
		const place = { city: { ko: '부산', en: 'Busan' }, country: { ko: '한국', en: 'Korea' }, time_zone: 'Asia/Seoul' };
		const next = await db
			.insertInto('stops')
			.values({ ...row, ...place })
			.returning('id')
			.executeTakeFirstOrThrow();
		const nari = gate.hostOrganiser(world.visitors.nari, world.otherHost);
		await saveTerm(db, nari, { stopId: next.id, form: termForm('API') }, noon);
		await rejects(saveTerm(db, nari, { stopId: next.id, form: termForm('Y', { id }) }, noon), { kind: 'unknown' });
		await rejects(removeTerm(db, nari, { stopId: next.id, id }, noon), { code: 'records.term-not-found' });
		await removeTerm(db, who, { stopId, id }, noon);
		await rejects(removeTerm(db, who, { stopId, id }, noon), { kind: 'unknown' });
		deepEqual(await words(), ['API']);
		equal((await told(db)).at(-1), 'term.removed');
		// The word is free again.
		await saveTerm(db, who, { stopId, form: termForm('DRAM') }, noon);
	}));
