import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { StopForm } from './form.ts';
import { tourBySlug, wholeTour } from './read.server.ts';
import { addStop, saveStop } from './stops.write.server.ts';
import { beginTour } from './write.server.ts';

const hanaOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const nariOf = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);
const facts = {
	...{ city: words('Oslo'), country: words('Norway'), time_zone: 'Europe/Oslo', hall: null, address: null },
	...{ starts_on: '2027-06-01', ends_on: '2027-06-02' }
};

function begin(world: Scene) {
	const guest = { guest_name: words('N'), guest_title: words('T'), guest_organisation: words('O') };
	const tour = { title: words('The journey'), about: words('About it'), ...guest, ...facts };
	return beginTour(world.db, hanaOf(world), tour, noon);
}

test('the journey is in the order of its days, whatever is added and changed; a stop without a host may be taken on', () =>
	scene(async (world) => {
		const { db, host } = world;
		const tour = await begin(world);
		const stopForm: StopForm = { ...facts, ...{ latitude: 59.9, longitude: 10.7, is_ours: false } };
		const early = { ...stopForm, city: words('Riga'), starts_on: '2026-12-01', ends_on: '2026-12-02' };
		const added = await addStop(db, hanaOf(world), { tourId: tour.id, form: early }, noon);
		const cities = async () => {
			const { stops } = await wholeTour(reading(db), tour);
			return stops.map(({ city, position, host_id }) => `${position} ${city.en} ${host_id === host}`);
		};
		deepEqual(await cities(), ['1 Riga false', '2 Oslo true']);
		const late = { ...early, starts_on: '2027-09-01', ends_on: '2027-09-01', is_ours: true };
		const save = (who: ReturnType<typeof hanaOf>) =>
			saveStop(db, who, { tourId: tour.id, stopId: added.id, form: late }, noon);
		await rejects(save(nariOf(world)), { code: 'tours.not-found' });
		for (const _ of ['once', 'again']) await save(hanaOf(world));
		deepEqual(await cities(), ['1 Oslo true', '2 Riga true']);
		deepEqual(await told(db), ['tour.begun', 'stop.added', 'stop.taken-on', 'stop.changed']);
	}));

test('another host’s stop is not there; a zone in which times are kept stays', () =>
	scene(async (world) => {
		const { db, call, otherHost } = world;
		const { id: tourId } = await tourBySlug(reading(db), 'seoul-stop-tour');
		const stopForm: StopForm = { ...facts, ...{ latitude: null, longitude: null, is_ours: false } };
		const ours = { tourId, stopId: call.stop_id, form: stopForm };
		await rejects(saveStop(db, hanaOf(world), ours, noon), { fields: { time_zone: 'tours.zone-in-use' } });
		await saveStop(db, hanaOf(world), { ...ours, form: { ...stopForm, time_zone: 'Asia/Seoul' } }, noon);
		await db.updateTable('stops').set({ host_id: otherHost }).where('slug', '=', 'seoul-stop').execute();
		await addStop(db, nariOf(world), { tourId, form: { ...stopForm, is_ours: true } }, noon);
		await rejects(saveStop(db, hanaOf(world), ours, noon), { code: 'tours.not-found' });
		await db.updateTable('stops').set({ host_id: world.host }).where('slug', '!=', 'seoul-stop').execute();
		await rejects(saveStop(db, hanaOf(world), ours, noon), { code: 'tours.stop-not-found' });
	}));

test('what are no degrees of the earth, half a place and an end before the start are refused by their fields', () => {
	const typed = {
		...{ 'city.ko': '오슬로', 'city.en': 'Oslo', 'country.ko': '노르웨이', 'country.en': 'Norway' },
		...{ time_zone: 'Europe/Oslo', starts_on: '2027-01-20', ends_on: '2027-01-21' }
	};
	const faults = (more: Record<string, string>) =>
		StopForm.safeParse({ ...typed, ...more }).error?.issues.map(({ path, message }) => [path.join('.'), message]);
	equal(faults({}), undefined);
	equal(faults({ latitude: '37.5', longitude: '-126' }), undefined);
	deepEqual(faults({ latitude: '91', longitude: '126,9' }), [
		['latitude', 'tours.no-degrees'],
		['longitude', 'tours.no-degrees']
	]);
	deepEqual(faults({ latitude: '37.5', longitude: ' ' }), [['longitude', 'tours.half-a-place']]);
	deepEqual(faults({ ends_on: '2027-01-19' }), [['ends_on', 'calls.ends-before']]);
});
