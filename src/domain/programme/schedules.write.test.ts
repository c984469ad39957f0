import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { Detail } from '#db/kinds.ts';
import { reading } from '#lib/db.server.ts';
import { walkXml } from '#lib/xml.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk, sessionForm, setStage } from '../../../tests/programme.ts';
import { c3vocOf } from './voc.rules.ts';
import { listOf } from './list.rules.ts';
import { vocTwoOf } from './voctwo.rules.ts';
import { feedOf } from './feeds.read.server.ts';
import { PartForm } from './form.ts';
import { frabOf } from './frab.rules.ts';
import { programmeCalendar } from './ical.rules.ts';
import { releaseProgramme } from './releases.write.server.ts';
import { scheduleIn, triedSchedule } from './schedules.read.server.ts';
import { enterSchedule, uploadSchedule } from './schedules.write.server.ts';
import { addPart, addSession, cancelSession } from './sessions.write.server.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const file = (name: string) => readFileSync(join(shared, name));
const json = (name: string) => JSON.parse(file(name).toString()) as Detail;

const feeding = { locale: 'en', baseUrl: 'https://madang.example', unplaced: 'Place not given' } as const;

async function enter(world: Scene, bytes: Buffer, zone: string) {
	const { db, call } = world;
	const [who, stopId] = [hanaAtDesk(world), call.stop_id];
	await db.updateTable('stops').set({ time_zone: zone, hall: null }).where('id', '=', stopId).execute();
	const id = await uploadSchedule(db, who, { stopId, name: 'schedule', bytes }, noon);
	await enterSchedule(db, who, { stopId, id }, noon);
	await releaseProgramme(db, who, { stopId, note: null }, hours(1));
	return feedOf(reading(db), await stopOf(reading(db), stopId), feeding);
}

/** What a file in JSON says, but for its version, its generator and its schema: those are the feed's own. */
function said(schedule: Detail): Detail {
	const { version: _, ...rest } = schedule.schedule as Detail;
	return rest;
}

for (const [name, zone] of [
	['frab-camp2019', 'Europe/Berlin'],
	['pretalx-democon', 'UTC'],
	['pretalx-rc3', 'Europe/Berlin']
] as const) {
	test(`${name}.json goes in and comes out equal, and once more changes nothing`, () =>
		scene(async (world) => {
			const bytes = file(`c3voc-schedule/${name}.json`);
			const { sessions, around } = await enter(world, bytes, zone);
			deepEqual(said(c3vocOf(sessions, around)), said(json(`c3voc-schedule/${name}.json`)));
			const tried = await triedSchedule(reading(world.db), await stopOf(reading(world.db), world.call.stop_id), bytes);
			ok(!('faults' in tried));
			deepEqual([tried.fresh, tried.changed, tried.same, tried.halls], [0, 0, sessions.length, []]);
		}));
}

test('hub-schedule2.json goes in and comes out equal, valid by its schema, and in the first version too', () =>
	scene(async (world) => {
		const name = 'c3voc-schedule/hub-schedule2.json';
		const { sessions, around } = await enter(world, file(name), 'Europe/Berlin');
		deepEqual(said(vocTwoOf(sessions, around)), said(json(name)));
		deepEqual(faultsByJson('schema2', vocTwoOf(sessions, around)), []);
		deepEqual(faultsByJson('schema', c3vocOf(sessions, around)), []);
	}));

for (const year of ['2016', '2018'])
	test(`the plain list of EMF ${year} goes in and comes out equal`, () =>
		scene(async (world) => {
			const name = `emfcamp/${year}/schedule.json`;
			const { sessions, around } = await enter(world, file(name), 'Europe/London');
			deepEqual(listOf(sessions, around), json(name));
			deepEqual(faultsByJson('schema', c3vocOf(sessions, around)), []);
		}));

function faultsByJson(name: 'schema' | 'schema2', found: Detail) {
	const { $schema: _, ...schema } = json(`c3voc-schedule/${name}.json`);
	const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
	return check(found) ? [] : check.errors;
}

type Node = { name: string; attributes: Record<string, string>; text: string; children: Node[] };

function treeOf(xml: string): Node {
	const open: Node[] = [{ name: '', attributes: {}, text: '', children: [] }];
	walkXml(xml, {
		open: (name, text) => {
			const attributes = Object.fromEntries(
				[...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!])
			);
			const node = { name, attributes, text: '', children: [] };
			open.at(-1)!.children.push(node);
			open.push(node);
		},
		close: () => void open.pop(),
		text: (text) => (open.at(-1)!.text += text)
	});
	return open[0]!.children[0]!;
}

/** The tree of a file as the other has it: elements of an event in any order; what the other has besides is left out. */
function asIn(wanted: Node, found: Node | undefined): Node | undefined {
	if (!found) return undefined;
	const attributes = Object.fromEntries(
		Object.keys(wanted.attributes).map((key) => [key, found.attributes[key] ?? ''])
	);
	const isList = ['schedule', 'day', 'room', 'persons'].includes(wanted.name);
	const children = wanted.children.map((one, nth) => {
		const same = found.children.filter(({ name }) => name === one.name);
		return asIn(
			one,
			isList ? same[wanted.children.filter(({ name }, at) => at < nth && name === one.name).length] : same[0]
		);
	});
	return { name: found.name, attributes, text: found.text, children: children as Node[] };
}

const xsd = () => XsdValidator.fromDoc(XmlDocument.fromBuffer(file('c3voc-schedule/schedule.xml.xsd')));

/** What libxml2 has to say against a document by the schema of c3voc. */
function faultsBySchema(xml: string): string[] {
	const [validator, document] = [xsd(), XmlDocument.fromString(xml)];
	try {
		validator.validate(document);
		return [];
	} catch (fault) {
		return [String((fault as Error).message)];
	} finally {
		document.dispose();
		validator.dispose();
	}
}

for (const year of ['2016', '2018']) {
	test(`the frab schedule of EMF ${year} goes in and comes out equal, and valid by the schema`, () =>
		scene(async (world) => {
			const bytes = file(`emfcamp/${year}/schedule.frab`);
			const { sessions, around } = await enter(world, bytes, 'Europe/London');
			const out = frabOf(sessions, around);
			const [wanted, found] = [treeOf(bytes.toString()), treeOf(out)];
			const version = wanted.children.findIndex(({ name }) => name === 'version');
			wanted.children[version]!.text = around.version;
			deepEqual(asIn(wanted, found), wanted);
			const count = (tree: Node): number =>
				Number(tree.name === 'event') + tree.children.reduce((sum, one) => sum + count(one), 0);
			equal(count(found), count(wanted));
			deepEqual(faultsBySchema(out), []);
		}));

	test(`the calendar of EMF ${year} goes in and comes out equal`, () =>
		scene(async (world) => {
			const bytes = file(`emfcamp/${year}/schedule.ics`);
			const { sessions, around } = await enter(world, bytes, 'Europe/London');
			const out = programmeCalendar(sessions, around, noon);
			const events = (text: string) =>
				text
					.replace(/\r?\n[ \t]/g, '')
					.split('BEGIN:VEVENT')
					.slice(1)
					.map((event) =>
						event.split(/\r?\n/).filter((line) => /^(UID|SUMMARY|DTSTART|DTEND|LOCATION|DESCRIPTION)[;:]/.test(line))
					)
					.map((lines) =>
						lines
							.map((line) => line.replace(';VALUE=DATE-TIME', ''))
							.filter((line) => !line.endsWith(':'))
							.sort()
					)
					.sort((a, b) => (a.join() < b.join() ? -1 : 1));
			deepEqual(events(out), events(bytes.toString()));
		}));
}

test('a wrong file is refused with where and why, and nothing is left of it', () =>
	scene(async (world) => {
		const { db, call } = world;
		const bytes = file('c3voc-schedule/invalid-example.json');
		const faults = scheduleIn(bytes, 'UTC');
		ok(Array.isArray(faults));
		deepEqual(
			faults.map(({ where }) => where),
			[
				'schedule.rooms',
				'schedule.conference.days[0].rooms.Winterchaos[0].id',
				'schedule.conference.days[0].rooms.Winterchaos[0].persons[0].id'
			]
		);
		const wish = { stopId: call.stop_id, name: 'invalid', bytes };
		const id = await uploadSchedule(db, hanaAtDesk(world), wish, noon);
		await rejects(enterSchedule(db, hanaAtDesk(world), { stopId: call.stop_id, id }, noon), {
			code: 'programme.schedule-refused'
		});
		deepEqual(await db.selectFrom('sessions').select('id').execute(), []);
	}));

test('what is no schedule is said to be none', () => {
	const faultsOf = (text: string) => {
		const read = scheduleIn(Buffer.from(text), 'UTC');
		return Array.isArray(read) ? read.length > 0 : false;
	};
	for (const text of [
		'',
		'{',
		'{}',
		'<html></html>',
		'<schedule>',
		'hello',
		'<!DOCTYPE x [<!ENTITY a "b">]><schedule/>',
		'[]',
		'[{"id":1,"title":"a","venue":"b","start_date":"2016-08-06 25:00:00","end_date":"2016-08-06 26:00:00"}]',
		'{"schedule":{"conference":{"title":"t","days":[]},"events":[{"title":"a"}]}}'
	])
		ok(faultsOf(text), text.slice(0, 40));
	const event = {
		guid: 'a0a0fcfe-b7fb-46e3-84b6-97a5406016b4',
		id: 2 ** 60,
		date: '2026-12-10T09:00:00Z'
	};
	const day = {
		index: 1,
		date: '2026-12-10',
		day_end: '2026-12-11T00:00:00Z',
		rooms: { A: [{ ...event, duration: '01:00', room: 'A', title: 'a' }] }
	};
	const read = scheduleIn(
		Buffer.from(JSON.stringify({ schedule: { conference: { title: 't', days: [day] } } })),
		'UTC'
	);
	ok(Array.isArray(read) && read[0]!.where.endsWith('.A[0].id'), JSON.stringify(read));
});

test("another host's stop takes no file, and a file is taken in once", () =>
	scene(async (world) => {
		const { db, call } = world;
		const wish = { stopId: call.stop_id, name: 'x', bytes: file('c3voc-schedule/pretalx-democon.json') };
		await rejects(uploadSchedule(db, nariAtDesk(world), wish, noon), { kind: 'unknown' });
		const id = await uploadSchedule(db, hanaAtDesk(world), wish, noon);
		await rejects(enterSchedule(db, nariAtDesk(world), { stopId: call.stop_id, id }, noon), { kind: 'unknown' });
		equal(await enterSchedule(db, hanaAtDesk(world), { stopId: call.stop_id, id }, noon), 36);
		await rejects(enterSchedule(db, hanaAtDesk(world), { stopId: call.stop_id, id }, noon), {
			code: 'programme.schedule-not-found'
		});
		deepEqual((await told(db)).slice(-2), ['programme.uploaded', 'programme.imported']);
		const huge = { ...wish, bytes: Buffer.alloc(12_000_001, 32) };
		await rejects(uploadSchedule(db, hanaAtDesk(world), huge, noon), { code: 'programme.schedule-too-large' });
	}));

const secret = 'Audience with the head of state';

test('our own programme is valid by every schema; private is nowhere in it, masked by its public title', () =>
	scene(async (world) => {
		const { db, call } = world;
		const { who, stopId, session, speaker } = await setStage(world);
		await addPart(db, who, { stopId, id: session.id, form: PartForm.parse({ speaker }) }, noon);
		const named = { 'title.ko': secret, 'title.en': secret };
		await addSession(db, who, { stopId, form: sessionForm({ ...named, visibility: 'private' }) }, noon);
		const masked = {
			visibility: 'masked',
			'public_title.ko': '비공개',
			'public_title.en': 'Not public',
			from: '13:00',
			to: '14:00'
		};
		await addSession(db, who, { stopId, form: sessionForm({ ...named, ...masked }) }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, hours(1));
		const { sessions, around } = await feedOf(reading(db), await stopOf(reading(db), stopId), feeding);
		const [xml, out] = [frabOf(sessions, around), c3vocOf(sessions, around)];
		deepEqual(faultsBySchema(xml), []);
		deepEqual(faultsByJson('schema', out), []);
		deepEqual(faultsByJson('schema2', vocTwoOf(sessions, around)), []);
		const others = [out, vocTwoOf(sessions, around), listOf(sessions, around)].map((feed) => JSON.stringify(feed));
		const feeds = [xml, ...others, programmeCalendar(sessions, around, noon)].join('\n');
		ok(!feeds.includes(secret) && !feeds.includes('audience-with'), feeds);
		equal(feeds.split('Not public').length, 6);
		equal(call.stop_id, stopId);
	}));

test('a calendar entry keeps its UID, grows its SEQUENCE with what changes, and says when it is cancelled', () =>
	scene(async (world) => {
		const { db } = world;
		const { who, stopId, session } = await setStage(world);
		const entry = async () => {
			const { sessions, around, release } = await feedOf(reading(db), await stopOf(reading(db), stopId), feeding);
			const text = programmeCalendar(sessions, around, release.released_at);
			return (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)?.[1];
		};
		await releaseProgramme(db, who, { stopId, note: null }, noon);
		const first = await entry();
		await cancelSession(db, who, { stopId, id: session.id, isCancelled: true }, noon);
		await releaseProgramme(db, who, { stopId, note: null }, hours(1));
		const second = await entry();
		deepEqual([first('STATUS'), second('STATUS')], ['CONFIRMED', 'CANCELLED']);
		deepEqual([first('SEQUENCE'), second('SEQUENCE')], ['0', '1']);
		equal(first('UID'), second('UID'));
		equal(first('TZID'), 'Asia/Seoul');
	}));
