import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { TourForm } from './form.ts';
import { tourBySlug, wholeTour } from './read.server.ts';
import { beginTour, saveTour } from './write.server.ts';

const hanaOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const nariOf = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);
const guest = { guest_name: words('N'), guest_title: words('T'), guest_organisation: words('O') };
const facts = {
	...{ city: words('Oslo'), country: words('Norway'), time_zone: 'Europe/Oslo', hall: null, address: null },
	...{ starts_on: '2027-06-01', ends_on: '2027-06-02' }
};
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

test('a tour is begun with its first stop, under an address of its own, by an organiser of the whole host', () =>
	scene(async (world) => {
		const { db, host } = world;
		const begun = await beginTour(db, hanaOf(world), { ...form, ...facts }, noon);
		const again = await beginTour(db, hanaOf(world), { ...form, ...facts }, noon);
		deepEqual([begun.slug, again.slug], ['the-journey', 'the-journey-2']);
		const { stops } = await wholeTour(reading(db), begun);
		deepEqual(
			stops.map(({ slug, position, host_id }) => [slug, position, host_id]),
			[['oslo-2027', 1, host]]
		);
		deepEqual(await told(db), ['tour.begun', 'tour.begun']);
	}));

test('half a text is refused', () => {
	const half = TourForm.safeParse({ ...Object.fromEntries(Object.keys(form).map((key) => [`${key}.ko`, '글'])) });
	equal(half.success, false);
});
