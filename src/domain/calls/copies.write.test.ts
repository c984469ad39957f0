import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { scaledQuotas } from './copies.rules.ts';
import { copyCall, openRound } from './copies.write.server.ts';
import { callBySlug, wholeCall } from './read.server.ts';
import { unready } from './ready.rules.ts';

const dates = { review: { day: '2026-12-01', time: '18:00' }, draw: { day: '2026-12-02', time: '14:00' } };

async function copying(world: Scene) {
	const other = await addCall(world.db, world.host, 'busan');
	const form = {
		stop: other.stop_id,
		notice_number: '2026-777',
		title: words('Again'),
		opens: { day: '2027-01-04', time: '10:00' }
	};
	return { other, form, who: gate.hostOrganiser(world.visitors.hana, world.host) };
}

const strip = (rows: object[]) =>
	rows.map((row) => ({ ...row, id: 0, call_id: 0, position: 0, closes_at: 0, review_until: 0, draw_at: 0 }));

test('a copy has everything but people, its dates as far apart as they were, and is ready to publish', () =>
	scene(async (world) => {
		const { db, call, hana } = world;
		await db
			.updateTable('tracks')
			.set({ closes_at: hours(0), by_code: true })
			.where('key', '=', 'api')
			.execute();
		await announce(world, [2]);
		const { form, who, other } = await copying(world);
		const old = await wholeCall(reading(db), await callBySlug(reading(db), call.slug));
		const made = await copyCall(db, who, { from: call.id, form }, noon);
		const copy = await wholeCall(reading(db), made);
		for (const list of ['tracks', 'fields', 'terms', 'criteria', 'quotas', 'rounds'] as const) {
			deepEqual(strip(copy[list]), strip(old[list]), list);
		}
		equal(copy.stop_id, other.stop_id);
		equal(copy.published_at, null);
		equal(copy.opens_at.toISOString(), '2027-01-04T01:00:00.000Z');
		// One day and an hour after 12:00 of 22 November: at 13:00, a day after the opening's day.
		equal(copy.closes_at.toISOString(), '2027-01-05T04:00:00.000Z');
		equal(copy.tracks[0]!.closes_at!.toISOString(), '2027-01-05T03:00:00.000Z');
		deepEqual(unready(copy, noon), {});
		const roles = await db.selectFrom('roles').select('call_id').where('call_id', '=', copy.id).execute();
		deepEqual([roles, copy.made_by], [[], hana.id]);
		equal((await told(db)).at(-1), 'call.copied');
	}));

test('another host’s call or stop is not there to copy; a number is used once; an opening exists', () =>
	scene(async (world) => {
		const { db, call, otherHost, visitors } = world;
		const { form, who } = await copying(world);
		const theirs = await addCall(db, otherHost, 'jeju');
		const nari = gate.hostOrganiser(visitors.nari, otherHost);
		await rejects(copyCall(db, nari, { from: call.id, form }, noon), { code: 'calls.not-found' });
		await rejects(copyCall(db, who, { from: call.id, form: { ...form, stop: theirs.stop_id } }, noon), {
			code: 'calls.not-found'
		});
		await rejects(copyCall(db, who, { from: call.id, form: { ...form, notice_number: call.notice_number } }, noon), {
			fields: { notice_number: 'calls.number-taken' }
		});
		await rejects(
			copyCall(db, who, { from: call.id, form: { ...form, opens: { day: '2027-02-30', time: '10:00' } } }, noon)
		);
	}));

/** Announces rounds after the first, each with so many places. */
async function announce({ db, call }: Scene, places: number[]) {
	const rows = places.map((count, at) => ({
		...{ call_id: call.id, position: at + 2, key: `round-${at + 2}`, name: words(`Round ${at + 2}`), places: count },
		...{ review_until: hours(96 + 48 * at), draw_at: hours(120 + 48 * at) }
	}));
	await db.insertInto('rounds').values(rows).execute();
}

test('the next round is a published call of its own with the places announced, the same team, and closed to others', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising, seri, doyun } = world;
		await announce(world, [2, 2]);
		const made = await openRound(db, hanaOrganising, dates, hours(80));
		const next = await wholeCall(reading(db), made);
		deepEqual([next.slug, next.notice_number, next.round, next.follows_id], ['seoul-r2', '2026-seoul-2R', 2, call.id]);
		deepEqual(
			next.tracks.map(({ places }) => places),
			[1, 1]
		);
		deepEqual([next.quotas[0]!.min, next.quotas[0]!.max], [0, 2]);
		deepEqual([next.closes_at, next.published_at], [hours(80), hours(80)]);
		equal(next.review_until.toISOString(), '2026-12-01T09:00:00.000Z');
		const team = await db.selectFrom('roles').select('person_id').where('call_id', '=', next.id).execute();
		deepEqual(team.map(({ person_id }) => person_id).sort(), [seri.id, doyun.id].sort());
		equal((await told(db)).at(-1), 'round.opened');
		const third = await openRound(db, gate.organiser(world.visitors.hana, next), dates, hours(90));
		deepEqual([third.slug, third.round], ['seoul-r3', 3]);
	}));

test('a quota of a track is scaled by the places of its track, and agrees with those of all places still', () => {
	const quota = (track: string | null, min: number, max: number) => ({ feature: 'f', value: 'v', track, min, max });
	const sized = (api: number, other: number) => [
		{ key: 'api', places: api },
		{ key: 'other', places: other }
	];
	const quotas = [quota(null, 5, 9), quota('api', 4, 6), quota('other', 1, 3)];
	deepEqual(scaledQuotas(quotas, sized(6, 4), sized(3, 2)), [
		quota(null, 2, 5),
		quota('api', 2, 3),
		quota('other', 0, 2)
	]);
	// The track has four of five places, more than its share: its minimum goes by the share of all.
	deepEqual(scaledQuotas(quotas, sized(6, 4), sized(4, 1))[1], quota('api', 2, 4));
});

test('the next round has the quotas of tracks', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising } = world;
		const quota = { call_id: call.id, feature: 'region', value: 'busan', track: 'api', min: 2, max: 2 };
		await db.insertInto('quotas').values(quota).execute();
		await announce(world, [2]);
		const next = await wholeCall(reading(db), await openRound(db, hanaOrganising, dates, hours(80)));
		deepEqual(
			next.quotas.map(({ track, min, max }) => [track, min, max]),
			[
				[null, 0, 2],
				['api', 1, 2]
			]
		);
	}));

test('a round is opened once, only where one was announced, and not when it would be over', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		await rejects(openRound(db, hanaOrganising, dates, hours(80)), { code: 'calls.no-next-round' });
		await announce(world, [2]);
		await rejects(openRound(db, hanaOrganising, dates, hours(500)), { fields: { 'review.day': 'calls.round-over' } });
		const presses = await Promise.allSettled([1, 2].map(() => openRound(db, hanaOrganising, dates, hours(80))));
		deepEqual(presses.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		await rejects(openRound(db, hanaOrganising, dates, hours(80)), { code: 'calls.already-followed' });
	}));
