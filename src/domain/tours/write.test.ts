import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { PlaceForm, TourForm } from './form.ts';
import { stopBySlug, tourBySlug } from './read.server.ts';
import { placeStop, saveTour } from './write.server.ts';

const hanaOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const nariOf = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);
const guest = { guest_name: words('N'), guest_title: words('T'), guest_organisation: words('O') };
const form: TourForm = { title: { ko: '세계 방문', en: 'The journey' }, about: words('About it'), ...guest };

test('a tour’s words are changed by who organises one of its stops, and by nobody else', () =>
	scene(async (world) => {
		const { db } = world;
		const { id, title } = await tourBySlug(reading(db), 'seoul-stop-tour');
		await rejects(saveTour(db, nariOf(world), { tourId: id, form }, noon), { code: 'tours.not-found' });
		deepEqual((await tourBySlug(reading(db), 'seoul-stop-tour')).title, title);
		for (const _ of ['once', 'again']) await saveTour(db, hanaOf(world), { tourId: id, form }, noon);
		equal((await tourBySlug(reading(db), 'seoul-stop-tour')).title.en, 'The journey');
		deepEqual(await told(db), ['tour.changed', 'tour.changed']);
	}));

test('a stop is put on the map by its host alone', () =>
	scene(async (world) => {
		const { db, call } = world;
		const { id } = await tourBySlug(reading(db), 'seoul-stop-tour');
		const place = { tourId: id, form: { stop: call.stop_id, latitude: 37.5665, longitude: 126.978 } };
		await rejects(placeStop(db, nariOf(world), place, noon), { code: 'tours.stop-not-found' });
		await placeStop(db, hanaOf(world), place, noon);
		const stop = await stopBySlug(reading(db), 'seoul-stop');
		deepEqual([stop.latitude, stop.longitude], [37.5665, 126.978]);
		deepEqual(await told(db), ['stop.placed']);
	}));

test('what are no degrees of the earth, and half a text, are refused by their fields', () => {
	const stop = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
	const faults = (latitude: string, longitude: string) =>
		PlaceForm.safeParse({ stop, latitude, longitude }).error?.issues.map(({ path, message }) => [path[0], message]);
	equal(faults('37.5', '-126'), undefined);
	deepEqual(faults('91', '126,9'), [
		['latitude', 'tours.no-degrees'],
		['longitude', 'tours.no-degrees']
	]);
	const half = TourForm.safeParse({ ...Object.fromEntries(Object.keys(form).map((key) => [`${key}.ko`, '글'])) });
	equal(half.success, false);
});
