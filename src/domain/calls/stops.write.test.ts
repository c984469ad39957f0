import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { addStop } from '#domain/tours/stops.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { wholeCall } from './read.server.ts';
import { copyCalls } from './stops.write.server.ts';

const tokyo = {
	...{ city: { ko: '도쿄', en: 'Tokyo' }, country: { ko: '일본', en: 'Japan' }, time_zone: 'Asia/Tokyo' },
	...{ starts_on: '2027-01-20', ends_on: '2027-01-21', hall: null, address: null },
	...{ latitude: null, longitude: null, is_ours: true }
};

const hostOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);

/** Another stop of the same tour, to copy to. */
async function addTokyo(world: Scene) {
	const { tour_id: tourId } = await stopOf(reading(world.db), world.call.stop_id);
	return addStop(world.db, hostOf(world), { tourId, form: tokyo }, noon);
}

test('the calls that were given a number are copied to another stop, their dates moved along, without their people', () =>
	scene(async (world) => {
		const { db, call } = world;
		const stop = await addTokyo(world);
		const copies = { from: call.stop_id, to: stop, numbers: { [call.id]: '2027-1' } };
		await copyCalls(db, hostOf(world), copies, noon);
		const made = await db.selectFrom('calls').selectAll().where('stop_id', '=', stop.id).execute();
		deepEqual(
			made.map(({ notice_number, published_at }) => [notice_number, published_at]),
			[['2027-1', null]]
		);
		const [old, copy] = [await wholeCall(reading(db), call), await wholeCall(reading(db), made[0]!)];
		equal(copy.fields.length, old.fields.length);
		const before = Date.parse(old.stop.starts_on) - old.opens_at.getTime();
		equal(Date.parse(stop.starts_on) - copy.opens_at.getTime(), before);
		deepEqual((await told(db)).slice(-2), ['stop.added', 'call.copied']);
		const roles = await db.selectFrom('roles').select('id').where('call_id', '=', copy.id).execute();
		deepEqual(roles, []);
	}));

test('a call left without a number stays behind; another host’s stop or call is not there, a used number is refused', () =>
	scene(async (world) => {
		const { db, call, otherHost } = world;
		const theirs = await addCall(db, otherHost, 'jeju');
		const to = await addTokyo(world);
		const copy = (from: string, numbers: Record<string, string>) =>
			copyCalls(db, hostOf(world), { from, to, numbers }, noon);
		await copy(call.stop_id, { [call.id]: '' });
		await rejects(copy(theirs.stop_id, {}), { code: 'calls.not-found' });
		const elsewhere = await stopOf(reading(db), theirs.stop_id);
		await rejects(copyCalls(db, hostOf(world), { from: call.stop_id, to: elsewhere, numbers: {} }, noon), {
			code: 'calls.not-found'
		});
		await rejects(copy(call.stop_id, { [theirs.id]: '2027-1' }), { code: 'calls.not-found' });
		await rejects(copy(call.stop_id, { [call.id]: call.notice_number }), {
			fields: { notice_number: 'calls.number-taken' }
		});
		deepEqual(await db.selectFrom('calls').select('id').where('stop_id', '=', to.id).execute(), []);
	}));
