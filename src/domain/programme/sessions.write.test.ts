import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { nariAtDesk, segmentsForm, sessionForm, setStage } from '../../../tests/programme.ts';
import { reading } from '#lib/db.server.ts';
import { draftSession } from './desk.read.server.ts';
import { MoveForm, PartForm, SessionForm } from './form.ts';
import { releaseProgramme } from './releases.write.server.ts';
import {
	addPart,
	addSession,
	cancelSession,
	changeSegments,
	changeSession,
	moveSession,
	removePart,
	removeSession
} from './sessions.write.server.ts';

test('a session is added under an address of its own, changed, and moved as long as it was', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, room, session } = await setStage(world);
		equal(session.slug, 'seoul-stop-morning-talk');
		equal(await addSession(db, who, { stopId, form: sessionForm() }, noon), 'seoul-stop-morning-talk-2');
		const form = sessionForm({ 'title.en': 'Another', to: '11:30' });
		await changeSession(db, who, { stopId, id: session.id, form }, noon);
		const move = MoveForm.parse({ id: session.id, hall: room.id, day: '2026-12-11', time: '14:00' });
		await moveSession(db, who, { stopId, form: move }, noon);
		await moveSession(db, who, { stopId, form: move }, noon);
		const moved = await draftSession(reading(db), stopId, session.slug);
		deepEqual(
			[moved.starts_at, moved.ends_at, moved.hall?.id],
			[new Date('2026-12-11T05:00:00Z'), new Date('2026-12-11T07:30:00Z'), room.id]
		);
		equal((await told(db)).filter((verb) => verb === 'session.moved').length, 1);
	}));

test('after midnight is the next day, and 24:00 the end of this one', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId } = await setStage(world);
		const slug = await addSession(db, who, { stopId, form: sessionForm({ from: '22:00', to: '00:30' }) }, noon);
		const late = await draftSession(reading(db), stopId, slug);
		deepEqual(late.ends_at, new Date('2026-12-10T15:30:00Z'));
		const form = sessionForm({ from: '22:00', to: '24:00' });
		await changeSession(db, who, { stopId, id: late.id, form }, noon);
		deepEqual((await draftSession(reading(db), stopId, slug)).ends_at, new Date('2026-12-10T15:00:00Z'));
	}));

test('segments keep their order, move, and leave; one that has begun stays', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const { who, stopId, session } = await setStage(world);
		const titles = async () =>
			(await draftSession(reading(db), stopId, session.slug)).segments.map(({ title }) => title.en);
		const { segments } = await draftSession(reading(db), stopId, session.slug);
		const ids = Object.fromEntries(segments.map(({ id }, at) => [`segments.${at}.id`, id]));
		const change = (press: string, more: Record<string, string> = ids) =>
			changeSegments(
				db,
				who,
				{ stopId, id: session.id, form: segmentsForm(['Talk', 'Questions'], { press, ...more }) },
				noon
			);
		await change('down.0');
		deepEqual(await titles(), ['Questions', 'Talk']);
		await change('remove.1');
		deepEqual(await titles(), ['Talk']);
		const mark = { segment_id: segments[0]!.id, mark: 'begin', marked_at: noon, marked_by: hana.id };
		await db.insertInto('segment_marks').values(mark).execute();
		await rejects(changeSegments(db, who, { stopId, id: session.id, form: segmentsForm([]) }, noon), {
			code: 'programme.segment-in-use'
		});
		await rejects(change('save', { 'segments.0.id': randomUUID() }), { code: 'programme.segment-not-found' });
	}));

test('somebody speaks in a session or in one segment of it, and can be taken out again', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session, speaker } = await setStage(world);
		const { segments } = await draftSession(reading(db), stopId, session.slug);
		const whole = PartForm.parse({ speaker, part: 'moderator' });
		const one = PartForm.parse({ speaker, segment: segments[1]!.id });
		for (const form of [whole, one, one]) await addPart(db, who, { stopId, id: session.id, form }, noon);
		const { speakers } = await draftSession(reading(db), stopId, session.slug);
		deepEqual(
			speakers.map(({ segment, part }) => [segment, part]),
			[
				[null, 'moderator'],
				[segments[1]!.id, 'speaker']
			]
		);
		await removePart(db, who, { stopId, id: session.id, form: whole }, noon);
		await rejects(removePart(db, who, { stopId, id: session.id, form: whole }, noon), {
			code: 'programme.speaker-not-found'
		});
		const stranger = PartForm.parse({ speaker: randomUUID() });
		await rejects(addPart(db, who, { stopId, id: session.id, form: stranger }, noon), {
			code: 'programme.speaker-not-found'
		});
	}));

test('what was released is cancelled, not removed; what never was can go', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session } = await setStage(world);
		const other = await addSession(db, who, { stopId, form: sessionForm({ visibility: 'private' }) }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		await rejects(removeSession(db, who, { stopId, id: session.id }, noon), { code: 'programme.session-released' });
		const { id } = await draftSession(reading(db), stopId, other);
		await removeSession(db, who, { stopId, id }, noon);
		for (const isCancelled of [true, true, false])
			await cancelSession(db, who, { stopId, id: session.id, isCancelled }, noon);
		deepEqual((await told(db)).slice(-3), ['session.removed', 'session.cancelled', 'session.restored']);
	}));

test("another host's session is not there, nor is another stop's hall or call", () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session } = await setStage(world);
		const nari = nariAtDesk(world);
		const form = sessionForm();
		await rejects(addSession(db, nari, { stopId, form }, noon), { kind: 'unknown' });
		await rejects(changeSession(db, nari, { stopId, id: session.id, form }, noon), { kind: 'unknown' });
		await rejects(removeSession(db, nari, { stopId, id: session.id }, noon), { kind: 'unknown' });
		await rejects(changeSession(db, who, { stopId, id: randomUUID(), form }, noon), { kind: 'unknown' });
		for (const name of ['hall', 'call'])
			await rejects(addSession(db, who, { stopId, form: sessionForm({ [name]: randomUUID() }) }, noon), {
				kind: 'unknown'
			});
	}));

test('a masked session needs what the public may know; hours must be hours', () => {
	const faults = (more: Record<string, string>) =>
		SessionForm.safeParse({
			'title.ko': 'a',
			'title.en': 'a',
			day: '2026-12-10',
			from: '9시',
			to: '10',
			...more
		}).error?.issues.map(({ path }) => path.join('.'));
	deepEqual(faults({ to: '25:00', day: '2026-02-30' }), ['day', 'to']);
	deepEqual(faults({ to: '10:00', visibility: 'masked', 'public_title.ko': '비공개' }), ['public_title.en']);
	deepEqual(faults({ to: '09:00' }), ['to']);
	equal(faults({ to: '10:00' }), undefined);
});
