import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { breathe } from '#lib/breathe.ts';
import { reading } from '#lib/db.server.ts';
import { applicant, applied, firm } from '../../../tests/applying.ts';
import { addCall, hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { callsToCompare, lookalikesLeft, lookalikesOf, toldAside } from './lookalikes.read.server.ts';
import { decideLookalike, findLookalikes } from './lookalikes.write.server.ts';
import { liveApplications } from './read.server.ts';

const text =
	'우리는 바닷가 도시의 소음을 지도로 그리고, 밤마다 어느 골목이 조용한지 알려 드립니다. 함께 만들고 싶습니다.';
const closed = hours(2);

/** Joon's and Mina's firms, of one text and nearly one name; or of one number. */
async function twoAlike(world: Scene, nth = 2) {
	await applied(world, world.joonApplying, firm(1, { organisation_name: '한빛 연구소', proposal: text }));
	await applied(world, world.minaApplying, firm(nth, { organisation_name: '(주)한빛연구소', proposal: text }));
	return compare(world);
}

async function compare({ db, call }: Scene, at = closed) {
	await findLookalikes(db, { callId: call.id, by: null }, breathe, at);
	return (await lookalikesOf(reading(db), call.id))[0]!;
}

type Wanted = { outcome: 'same' | 'related' | 'unrelated'; stands?: string };
const deciding = (pair: string, { outcome, stands = '' }: Wanted) => ({ pair, outcome, stands, reason: '전화로 확인' });
const numbers = async ({ db, call }: Scene) =>
	(await liveApplications(reading(db), call.id)).map(({ number }) => number.slice(-4));

test('a pair is found with what speaks for it, waits for somebody, and is found again without being doubled', () =>
	scene(async (world) => {
		const { db, call } = world;
		const pair = await twoAlike(world);
		deepEqual(pair.evidence.map(({ kind }) => kind).sort(), ['domain', 'name', 'slip', 'text']);
		deepEqual(await lookalikesLeft(reading(db), call.id), { isSearched: true, waiting: 1 });
		equal((await compare(world)).id, pair.id);
		const other = firm(500, { organisation_name: '모래톱', proposal: '다른 이야기입니다.' });
		await applied(world, world.minaApplying, other, hours(0.5));
		await db.updateTable('people').set({ email: 'mina@moraetop.test' }).where('email', 'like', 'mina%').execute();
		equal((await compare(world)) as unknown, undefined, 'what is no longer alike and nobody decided about goes');
		ok((await told(db)).includes('lookalikes.found'));
	}));

test('one party: the other is set aside and told why; decided anew, it stands again and is told so', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const pair = await twoAlike(world);
		const before = (await letters(db)).length;
		const same = deciding(pair.id, { outcome: 'same', stands: pair.one_id });
		await decideLookalike(db, hanaOrganising, same, closed);
		await decideLookalike(db, hanaOrganising, same, closed);
		equal((await numbers(world)).length, 1);
		equal((await lookalikesLeft(reading(db), call.id)).waiting, 0);
		const [letter, ...more] = (await letters(db)).slice(before);
		equal(more.length, 0, 'the same again changes nothing');
		ok(letter!.body.includes('전화로 확인'));
		await decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'unrelated' }), closed);
		equal((await numbers(world)).length, 2);
		equal((await letters(db)).length, before + 2);
		equal((await db.selectFrom('lookalike_decisions').select('id').execute()).length, 2, 'both stay on record');
	}));

test('related: both take part, both are told, neither of the other', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const pair = await twoAlike(world);
		const before = (await letters(db)).length;
		await decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'related' }), closed);
		equal((await numbers(world)).length, 2);
		const posted = (await letters(db)).slice(before);
		deepEqual(posted.map(({ to_address }) => to_address).sort(), ['joon@example.test', 'mina@example.test']);
		for (const { body, to_address } of posted) {
			equal(body.includes(to_address.startsWith('joon') ? 'SEOUL-0002' : 'SEOUL-0001'), false);
		}
	}));

test('of one registration number only one can stand: either, as somebody chooses', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const pair = await twoAlike(world, 1);
		deepEqual(await numbers(world), ['0001']);
		await rejects(decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'unrelated' }), closed), {
			code: 'applications.lookalike-same-number'
		});
		const second = pair.one_number === 'SEOUL-0002' ? pair.one_id : pair.other_id;
		await decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'same', stands: second }), closed);
		deepEqual(await numbers(world), ['0002']);
		equal((await toldAside(reading(db), world.joonApplying))?.reason, '전화로 확인');
		equal(await toldAside(reading(db), world.minaApplying), undefined);
	}));

test('of three of one number, none stands beside another, whatever is decided in which order', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		await twoAlike(world, 1);
		await applied(world, await applicant(world, 'third'), firm(1), hours(0.5));
		await compare(world);
		const pairs = await lookalikesOf(reading(db), call.id);
		const between = (one: string, other: string) =>
			pairs.find((pair) => [pair.one_number, pair.other_number].sort().join() === `SEOUL-000${one},SEOUL-000${other}`)!;
		const idOf = (number: string) => {
			const pair = pairs.find(({ one_number, other_number }) => [one_number, other_number].includes(number))!;
			return pair.one_number === number ? pair.one_id : pair.other_id;
		};
		const same = (pair: string, number: string) =>
			decideLookalike(db, hanaOrganising, deciding(pair, { outcome: 'same', stands: idOf(number) }), closed);
		await same(between('1', '2').id, 'SEOUL-0001');
		equal((await lookalikesLeft(reading(db), call.id)).waiting, 1, 'the third against the one that stands');
		await same(between('1', '3').id, 'SEOUL-0003');
		deepEqual(await numbers(world), ['0003']);
		await rejects(same(between('1', '2').id, 'SEOUL-0002'), { code: 'applications.lookalike-another-stands' });
		deepEqual(await numbers(world), ['0003']);
	}));

test('too early, after the seal, in another call, of an application that is not in the pair: refused', () =>
	scene(async (world) => {
		const { db, call, visitors, otherHost, hana, hanaOrganising } = world;
		const pair = await twoAlike(world);
		const unrelated = deciding(pair.id, { outcome: 'unrelated' });
		await rejects(decideLookalike(db, hanaOrganising, unrelated, noon), { code: 'applications.lookalike-too-early' });
		const elsewhere = await addCall(db, otherHost, 'elsewhere');
		const nari = gate.organiser(visitors.nari, elsewhere);
		await rejects(decideLookalike(db, nari, unrelated, closed), { code: 'applications.lookalike-not-found' });
		for (const id of ['', 'x', call.id]) {
			await rejects(decideLookalike(db, hanaOrganising, { ...unrelated, pair: id }, closed), {
				code: 'applications.lookalike-not-found'
			});
		}
		const astray = deciding(pair.id, { outcome: 'same', stands: call.id });
		await rejects(decideLookalike(db, hanaOrganising, astray, closed), { code: 'applications.not-found' });
		const draw = { slug: 's', call_id: call.id, tag: 'draw', uses_beacon: false, prepared_at: closed };
		const { id } = await db
			.insertInto('draws')
			.values({ ...draw, prepared_by: hana.id })
			.returning('id')
			.executeTakeFirstOrThrow();
		const seal = { draw_id: id, seal: '', digest: '', conduct_after: closed, sealed_at: closed, sealed_by: hana.id };
		await db.insertInto('seals').values(seal).execute();
		await rejects(decideLookalike(db, hanaOrganising, unrelated, closed), { code: 'applications.lookalike-too-late' });
		await rejects(compare(world), { code: 'applications.lookalike-too-late' });
	}));

test('once the bands are frozen, an application that was not reviewed cannot come back', () =>
	scene(async (world) => {
		const { db, call, hana, hanaOrganising } = world;
		const pair = await twoAlike(world, 1);
		const freeze = { call_id: call.id, reason: 'r', frozen_at: closed, frozen_by: hana.id };
		await db.insertInto('band_freezes').values(freeze).execute();
		const second = pair.one_number === 'SEOUL-0002' ? pair.one_id : pair.other_id;
		const first = second === pair.one_id ? pair.other_id : pair.one_id;
		await rejects(decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'same', stands: second }), closed), {
			code: 'applications.lookalike-too-late'
		});
		await decideLookalike(db, hanaOrganising, deciding(pair.id, { outcome: 'same', stands: first }), closed);
		deepEqual(await numbers(world), ['0001']);
	}));

test('the clock compares a call once it has closed, and again where somebody came late', () =>
	scene(async (world) => {
		const { db, call } = world;
		const due = async (at: Date) => (await callsToCompare(reading(db), at)).map(({ id }) => id);
		deepEqual(await due(closed), [], 'a call nobody applied to');
		await applied(world, world.joonApplying, firm(1));
		deepEqual(await due(noon), []);
		deepEqual(await due(closed), [call.id]);
		await compare(world);
		deepEqual(await due(closed), []);
		await db
			.updateTable('applications')
			.set({ submitted_at: hours(3) })
			.execute();
		deepEqual(await due(hours(4)), [call.id]);
		equal((await lookalikesLeft(reading(db), call.id)).isSearched, false);
	}));
