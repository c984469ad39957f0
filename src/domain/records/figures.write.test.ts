import { deepEqual, equal, notEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { countFigures, figuresOfStop } from './figures.read.server.ts';
import { canonical, inBins, merged } from './figures.rules.ts';
import { publishFigures } from './figures.write.server.ts';

const row = (key: string, ...counts: number[]) => ({ key, name: { ko: key, en: key }, counts });

test('rows in which somebody could be picked out are put together, or left out', () => {
	const told = (rows: Parameters<typeof merged>[0]) => merged(rows).map(({ key, counts }) => [key, ...counts]);
	deepEqual(told([row('a', 20, 9), row('b', 8, 0)]), [
		['a', 20, 9],
		['b', 8, 0]
	]);
	deepEqual(told([row('a', 20, 9), row('b', 4, 3), row('c', 3, 3)]), [
		['a', 20, 9],
		['rest', 7, 6]
	]);
	// One alone would follow from the sum: the next smallest goes with it.
	deepEqual(told([row('a', 20, 9), row('b', 9, 6), row('c', 3, 0)]), [
		['a', 20, 9],
		['rest', 12, 6]
	]);
	deepEqual(told([row('a', 3, 1)]), [['rest', null, null]]);
});

test('neighbours are put together until there are five', () => {
	const bins = inBins(['1', '2', '3', '4'].map((at, nth) => ({ from: at, to: at, count: [3, 2, 6, 1][nth]! })));
	deepEqual(
		bins.map(({ name, counts }) => [name.en, counts[0]]),
		[
			['1–2', 5],
			['3–4', 7]
		]
	);
	deepEqual(inBins([{ from: 'a', to: 'a', count: 2 }])[0]!.counts, [null]);
});

test('figures are the same text in whatever order their parts stand', () => {
	equal(canonical({ b: [1, { d: 2, c: 'x' }], a: null }), '{"a":null,"b":[1,{"c":"x","d":2}]}');
});

/** Applications with a track and a region, made in one go. */
async function applied(db: Db, callId: string, count: number) {
	const tracks = await db.selectFrom('tracks').select('id').where('call_id', '=', callId).orderBy('position').execute();
	const person = (nth: number) => ({ email: `a${nth}@example.test`, name: `A${nth}`, locale: 'ko', made_at: noon });
	const people = await db
		.insertInto('people')
		.values(Array.from({ length: count }, (_, nth) => person(nth)))
		.returning('id')
		.execute();
	await db
		.insertInto('applications')
		.values(
			people.map(({ id }, nth) => ({
				...{ call_id: callId, applicant_id: id, saved_at: noon, submitted_at: noon, number: `n-${nth}` },
				...{ track_id: tracks[nth % 2]!.id, answers: { region: nth % 3 ? 'seoul' : 'busan' } },
				withdrawn_at: nth === 0 ? noon : null
			}))
		)
		.execute();
}

test('figures are counted from the store, published as they are, and counted again only with a reason', () =>
	scene(async (world) => {
		const { db, call } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		const publish = (reason: string, at = noon) => publishFigures(db, who, { stopId, reason }, at);
		await rejects(publish(''), { code: 'records.nothing-to-count' });
		await applied(db, call.id, 31);
		const { figures } = await countFigures(reading(db), stopId, 'Asia/Seoul');
		// By hand: of 31, the first is withdrawn; odd ones are of the second track, every third is from Busan.
		const of = (key: string) =>
			figures.find((one) => one.key === key)!.rows.map(({ name, counts }) => [name.en, counts[0]]);
		deepEqual(
			[of('flow')[0], of('track').sort(), of('region').sort()],
			[
				['Applied', 30],
				[
					['API', 15],
					['Together', 15]
				],
				[
					['busan', 10],
					['seoul', 20]
				]
			]
		);
		await rejects(publishFigures(db, nariAtDesk(world), { stopId, reason: '' }, noon), { kind: 'unknown' });
		await publish('');
		const first = (await figuresOfStop(reading(db), stopId))!;
		await rejects(publish(''), { fields: { reason: 'lib.required' } });
		await rejects(publish('Twice'), { code: 'records.figures-stand' });
		await db.updateTable('applications').set({ withdrawn_at: noon }).where('number', '=', 'n-1').execute();
		await publish('One more had withdrawn', hours(1));
		const now = (await figuresOfStop(reading(db), stopId))!;
		deepEqual([now.version, now.versions.map(({ reason }) => reason)], [2, ['One more had withdrawn', '']]);
		notEqual(now.hash, first.hash);
		const before = (await figuresOfStop(reading(db), stopId, first.hash.slice(0, 16)))!;
		deepEqual([before.version, before.figures], [1, first.figures]);
		deepEqual((await told(db)).slice(-2), ['figures.published', 'figures.published']);
	}));
