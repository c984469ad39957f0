import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { nariAtDesk, sessionForm, setStage } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { ConsentForm, MoveForm, PartForm } from './form.ts';
import {
	newestRelease,
	publicChanges,
	publicSession,
	publicSessions,
	sessionsForCall
} from './releases.read.server.ts';
import { releaseProgramme } from './releases.write.server.ts';
import { addPart, addSession, cancelSession, changeSession, moveSession } from './sessions.write.server.ts';
import { noteConsent } from './speakers.write.server.ts';

const secret = 'Audience with the head of state';
const masked = { visibility: 'masked', 'public_title.ko': '비공개', 'public_title.en': 'Not public' };

async function seen({ db }: Scene, stopId: string) {
	const release = await newestRelease(reading(db), stopId);
	return release ? publicSessions(reading(db), release.id, { withExtra: true }) : [];
}

test('the public sees the newest release, not the draft; each release says what it changes', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, room, session } = await setStage(world);
		deepEqual(await seen(world, stopId), []);
		equal(await releaseProgramme(db, who, { stopId, note: words('First') }, noon), 1);
		await rejects(releaseProgramme(db, who, { stopId, note: null }, noon), { code: 'programme.nothing-to-release' });
		const form = MoveForm.parse({ id: session.id, hall: room.id, day: '2026-12-10', time: '11:00' });
		await moveSession(db, who, { stopId, form }, hours(1));
		await addSession(
			db,
			who,
			{ stopId, form: sessionForm({ 'title.en': 'Second', from: '15:00', to: '16:00' }) },
			noon
		);
		deepEqual(
			(await seen(world, stopId)).map(({ startsAt }) => startsAt),
			[session.starts_at]
		);
		equal(await releaseProgramme(db, who, { stopId, note: null }, hours(2)), 2);
		deepEqual(
			(await publicChanges(reading(db), stopId)).map(({ version, change, title }) => [version, change, title.en]),
			[
				[2, 'hall', 'Morning talk'],
				[2, 'moved', 'Morning talk'],
				[2, 'new', 'Second']
			]
		);
		deepEqual(
			(await seen(world, stopId)).map(({ sequence }) => sequence),
			[1, 0]
		);
		deepEqual((await told(db)).filter((verb) => verb === 'programme.released').length, 2);
	}));

test('who is drawn in a call is told its sessions once they are released, but for the cancelled and the masked', () =>
	scene(async (world) => {
		const { db, call } = world;
		const { who, stopId } = await setStage(world);
		const theirs = () => sessionsForCall(reading(db), { stopId, callId: call.id });
		const add = (title: string, more: Record<string, string> = {}) =>
			addSession(db, who, { stopId, form: sessionForm({ 'title.en': title, call: call.id, ...more }) }, noon);
		const slugs = [
			await add('Dialogue', { from: '11:00', to: '12:00' }),
			await add('Off', { from: '13:00', to: '14:00' })
		];
		await add(secret, { from: '15:00', to: '16:00', ...masked });
		deepEqual(await theirs(), []);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		deepEqual((await theirs()).map(({ title }) => title.en).sort(), ['Dialogue', 'Off']);
		const off = await db.selectFrom('sessions').select('id').where('slug', '=', slugs[1]!).executeTakeFirstOrThrow();
		await cancelSession(db, who, { stopId, id: off.id, isCancelled: true }, hours(1));
		await releaseProgramme(db, who, { stopId, note: null }, hours(1));
		deepEqual(
			(await theirs()).map(({ slug }) => slug),
			[slugs[0]]
		);
	}));

test('a private session is nowhere, a masked one shows its public title and hours and nothing else', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, main, session, speaker } = await setStage(world);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const named = { 'title.ko': secret, 'title.en': secret, 'about.ko': secret, hall: main.id };
		const hidden = await addSession(db, who, { stopId, form: sessionForm({ ...named, visibility: 'private' }) }, noon);
		await rejects(releaseProgramme(db, who, { stopId, note: null }, noon), { code: 'programme.nothing-to-release' });
		await addSession(db, who, { stopId, form: sessionForm({ ...named, ...masked, from: '18:00', to: '19:00' }) }, noon);
		const slugs = await db.selectFrom('sessions').select(['id', 'slug']).where('id', '<>', session.id).execute();
		for (const { id } of slugs) await addPart(db, who, { stopId, id, form: PartForm.parse({ speaker }) }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, hours(1));
		const all = await seen(world, stopId);
		deepEqual(
			all.map(({ shown, isMasked }) => [shown.title.en, isMasked]),
			[
				['Morning talk', false],
				['Not public', true]
			]
		);
		const told = JSON.stringify([all[1], await publicChanges(reading(db), stopId)]);
		ok(![secret, 'Sori', 'Main', hidden, slugs[0]!.slug, slugs[1]!.slug].some((text) => told.includes(text)), told);
		for (const { slug } of slugs)
			await rejects(publicSession(reading(db), stopId, slug), { code: 'programme.session-not-found' });
	}));

test('what becomes private or masked leaves no trace in the changes told before', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session } = await setStage(world);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const change = (more: Record<string, string>) =>
			changeSession(
				db,
				who,
				{ stopId, id: session.id, form: sessionForm({ 'title.ko': secret, 'title.en': secret, ...more }) },
				noon
			);
		await change({ from: '09:30' });
		await releaseProgramme(db, who, { stopId, note: null }, hours(1));
		ok(JSON.stringify(await publicChanges(reading(db), stopId)).includes(secret));
		await change({ ...masked, from: '09:30' });
		const nothingTold = async () => {
			const told = [await seen(world, stopId), await publicChanges(reading(db), stopId)];
			ok(!JSON.stringify(told).includes(secret), 'it is taken back before there is a new release');
			await rejects(publicSession(reading(db), stopId, session.slug), { code: 'programme.session-not-found' });
			return told[0]!.length;
		};
		equal(await nothingTold(), 1);
		await releaseProgramme(db, who, { stopId, note: null }, hours(2));
		const changes = await publicChanges(reading(db), stopId);
		ok(!JSON.stringify(changes).includes(secret) && changes.length > 0);
		await change({ visibility: 'private' });
		equal(await nothingTold(), 0);
		await releaseProgramme(db, who, { stopId, note: null }, hours(3));
		deepEqual([await publicChanges(reading(db), stopId), await seen(world, stopId)], [[], []]);
	}));

test('a cancelled session stays and says so; consent to be recorded is told as it stands', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session, speaker } = await setStage(world);
		await addPart(db, who, { stopId, id: session.id, form: PartForm.parse({ speaker }) }, noon);
		await cancelSession(db, who, { stopId, id: session.id, isCancelled: true }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const recording = async () => (await publicSession(reading(db), stopId, session.slug)).recording;
		const said = (consent: string) =>
			noteConsent(db, who, { stopId, form: ConsentForm.parse({ id: speaker, consent }) }, noon);
		equal((await publicSession(reading(db), stopId, session.slug)).shown.cancelled, true);
		equal(await recording(), null);
		await said('agreed');
		equal(await recording(), 'agreed');
		await said('refused');
		equal(await recording(), 'refused');
	}));

test("another host's stop is not there to release", () =>
	scene(async (world) => {
		const { stopId } = await setStage(world);
		await rejects(releaseProgramme(world.db, nariAtDesk(world), { stopId, note: null }, noon), { kind: 'unknown' });
	}));
