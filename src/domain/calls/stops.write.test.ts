import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { wholeCall } from './read.server.ts';
import { StopForm } from './stops.form.ts';
import { copyStop } from './stops.write.server.ts';

const formOf = (numbers: Record<string, string>, more: Partial<StopForm> = {}): StopForm => ({
	...{ city: { ko: '도쿄', en: 'Tokyo' }, country: { ko: '일본', en: 'Japan' }, time_zone: 'Asia/Tokyo' },
	...{ starts_on: '2027-01-20', ends_on: '2027-01-21', hall: null, address: null, numbers },
	...more
});

const hostOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);

test('a stop is copied with its host and the calls that were given a number, their dates moved along', () =>
	scene(async (world) => {
		const { db, call, host } = world;
		const stop = await copyStop(db, hostOf(world), { from: call.stop_id, form: formOf({ [call.id]: '2027-1' }) }, noon);
		deepEqual([stop.host_id, stop.slug, stop.time_zone], [host, 'tokyo-2027', 'Asia/Tokyo']);
		const made = await db.selectFrom('calls').selectAll().where('stop_id', '=', stop.id).execute();
		deepEqual(
			made.map(({ notice_number, published_at }) => [notice_number, published_at]),
			[['2027-1', null]]
		);
		const [old, copy] = [await wholeCall(reading(db), call), await wholeCall(reading(db), made[0]!)];
		equal(copy.fields.length, old.fields.length);
		const before = Date.parse(old.stop.starts_on) - old.opens_at.getTime();
		equal(Date.parse(stop.starts_on) - copy.opens_at.getTime(), before);
		deepEqual((await told(db)).slice(-2), ['stop.copied', 'call.copied']);
		const roles = await db.selectFrom('roles').select('id').where('call_id', '=', copy.id).execute();
		deepEqual(roles, []);
	}));

test('a call left without a number stays behind, and a stop takes its place in the journey by its day', () =>
	scene(async (world) => {
		const { db, call } = world;
		const days = ['2027-03-01', '2026-01-01', '2027-02-01'];
		for (const starts_on of days) {
			const form = formOf({ [call.id]: '' }, { starts_on, ends_on: starts_on });
			await copyStop(db, hostOf(world), { from: call.stop_id, form }, noon);
		}
		const { stops } = await wholeTour(reading(db), await tourBySlug(reading(db), 'seoul-stop-tour'));
		const order = stops.map(({ slug }) => slug);
		deepEqual(order, ['tokyo-2026', 'seoul-stop', 'tokyo-2027-2', 'tokyo-2027']);
		deepEqual(
			stops.map(({ position }) => position),
			[1, 2, 3, 4]
		);
		const { count } = await db
			.selectFrom('calls')
			.select(db.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		equal(Number(count), 1);
	}));

test('another host’s stop or call is not there, a used number is refused, and then nothing is left', () =>
	scene(async (world) => {
		const { db, call, otherHost } = world;
		const theirs = await addCall(db, otherHost, 'jeju');
		const stops = () => db.selectFrom('stops').select('id').execute();
		const before = await stops();
		const copy = (from: string, numbers: Record<string, string>) =>
			copyStop(db, hostOf(world), { from, form: formOf(numbers) }, noon);
		await rejects(copy(theirs.stop_id, {}), { code: 'calls.not-found' });
		await rejects(copy(call.stop_id, { [theirs.id]: '2027-1' }), { code: 'calls.not-found' });
		await rejects(copy(call.stop_id, { [call.id]: call.notice_number }), {
			fields: { notice_number: 'calls.number-taken' }
		});
		deepEqual(await stops(), before);
	}));

test('a zone that is none, an end before the start and half a name are refused by their fields', () => {
	const typed = {
		...{ 'city.ko': '도쿄', 'city.en': 'Tokyo', 'country.ko': '일본', 'country.en': 'Japan' },
		...{ time_zone: 'Asia/Tokio', starts_on: '2027-01-20', ends_on: '2027-01-21', 'hall.ko': '본관', 'hall.en': '' }
	};
	const faults = (more: Record<string, string>) =>
		StopForm.safeParse({ ...typed, ...more }).error?.issues.map(({ path, message }) => [path.join('.'), message]);
	deepEqual(faults({}), [
		['time_zone', 'calls.no-such-zone'],
		['hall.en', 'lib.required']
	]);
	const good = { time_zone: 'Asia/Tokyo', 'hall.ko': '' };
	deepEqual(faults({ ...good, ends_on: '2027-01-19' }), [['ends_on', 'calls.ends-before']]);
	equal(faults(good), undefined);
});
