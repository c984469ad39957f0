import type { Detail } from '#db/kinds.ts';
import { attributeIn, escaped, walkXml } from '#lib/xml.ts';
import { eventFrom, feedDays, roomsIn, type FeedAround, type FeedDay, type FeedSession } from './voc.rules.ts';
import { mostEvents, type Schedule, type ScheduleDay, type ScheduleFault } from './schedule.rules.ts';

type Node = { name: string; attributes: string; text: string; children: Node[] };

/** An XML document as a tree, or null where it is none. */
function treeOf(xml: string): Node | null {
	const root: Node = { name: '', attributes: '', text: '', children: [] };
	const open: Node[] = [root];
	let isSound = true;
	const isRead = walkXml(xml, {
		open: (name, attributes) => {
			const node = { name, attributes, text: '', children: [] };
			open.at(-1)!.children.push(node);
			if (open.length > 40) isSound = false;
			else open.push(node);
		},
		close: (name) => {
			if (open.length > 1 && open.at(-1)!.name === name) open.pop();
			else isSound = false;
		},
		text: (text) => (open.at(-1)!.text += text)
	});
	return isRead && isSound && open.length === 1 ? (root.children[0] ?? null) : null;
}

const child = (node: Node | undefined, name: string) => node?.children.find((one) => one.name === name);
const childrenOf = (node: Node | undefined, name: string) => node?.children.filter((one) => one.name === name) ?? [];

/** Reads a schedule in the XML of frab, or says where it is wrong and what was expected there. */
export function readFrab(xml: string): Schedule | ScheduleFault[] {
	const root = treeOf(xml);
	if (root?.name !== 'schedule') return [{ where: '', what: 'XML with <schedule> around it' }];
	const faults: ScheduleFault[] = [];
	const conference = child(root, 'conference');
	const days = childrenOf(root, 'day');
	const events = days.flatMap((day, at) =>
		childrenOf(day, 'room').flatMap((room) =>
			childrenOf(room, 'event').flatMap((event, nth) => {
				const where = `day ${at + 1}, ${attributeIn(room.attributes, 'name') ?? '?'}, event ${attributeIn(event.attributes, 'id') ?? nth + 1}`;
				const raw = rawOf(event, attributeIn(room.attributes, 'name') ?? '');
				const wrong = faultsOf(raw);
				faults.push(...wrong.map((what) => ({ where, what })));
				return wrong.length ? [] : [eventFrom(raw as Parameters<typeof eventFrom>[0], at, nth)];
			})
		)
	);
	if (!conference) faults.push({ where: 'schedule', what: '<conference>' });
	if (events.length > mostEvents) faults.push({ where: 'schedule', what: `at most ${mostEvents} events` });
	if (faults.length) return faults.slice(0, 30);
	const facts = Object.fromEntries(conference!.children.map(({ name, text }) => [name, text]));
	return {
		...{ format: 'frab', title: facts.title ?? '', events, rooms: roomsIn(events) },
		head: {
			format: 'frab',
			top: { version: child(root, 'version')?.text ?? '' },
			conference: facts,
			days: days.map(dayFrom)
		}
	};
}

function dayFrom(day: Node, at: number): ScheduleDay {
	const start = attributeIn(day.attributes, 'start');
	return {
		index: Number(attributeIn(day.attributes, 'index') ?? at + 1),
		date: attributeIn(day.attributes, 'date') ?? '',
		...(start ? { day_start: start } : {}),
		day_end: attributeIn(day.attributes, 'end') ?? '',
		rooms: childrenOf(day, 'room').map((room) => attributeIn(room.attributes, 'name') ?? '')
	};
}

const guidForm = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

function faultsOf(raw: Detail): string[] {
	return [
		...(guidForm.test(String(raw.guid)) ? [] : ['a guid that is a UUID']),
		...(Number.isFinite(Date.parse(String(raw.date))) ? [] : ['a <date> with its time and offset']),
		...(/^\d+:\d{2}(:\d{2}){0,2}$/.test(String(raw.duration)) ? [] : ['a <duration> like 01:30']),
		...(raw.title ? [] : ['a <title>'])
	];
}

// The element's own words, under the names the JSON has for them. An id stays text where a number would not keep it.
function rawOf(event: Node, room: string): Detail {
	const id = attributeIn(event.attributes, 'id') ?? '';
	const code = attributeIn(event.attributes, 'code');
	const raw: Detail = {
		guid: attributeIn(event.attributes, 'guid') ?? '',
		id: Number.isSafeInteger(Number(id)) ? Number(id) : id,
		...(code ? { code } : {})
	};
	for (const { name, text, children } of event.children) {
		if (name === 'persons') raw.persons = children.map(personFrom);
		else if (name === 'links' || name === 'attachments') raw[name] = children.map(referenceFrom);
		else if (name === 'recording') {
			raw.recording_license = child({ children } as Node, 'license')?.text ?? '';
			raw.do_not_record = child({ children } as Node, 'optout')?.text.trim() === 'true';
		} else raw[name] = text;
	}
	return { ...raw, room: raw.room ?? room, persons: raw.persons ?? [] };
}

function personFrom({ attributes, text }: Node): Detail {
	const [id, guid] = [attributeIn(attributes, 'id'), attributeIn(attributes, 'guid')];
	return { ...(id ? { id: Number(id) } : {}), ...(guid ? { guid } : {}), public_name: text };
}

function referenceFrom({ attributes, text }: Node): Detail {
	const [type, service] = [attributeIn(attributes, 'type'), attributeIn(attributes, 'service')];
	const url = attributeIn(attributes, 'href') ?? '';
	return { url, title: text, ...(type ? { type } : {}), ...(service ? { service } : {}) };
}

/** The programme in the XML of frab, valid by c3voc's schema. */
export function frabOf(sessions: FeedSession[], around: FeedAround): string {
	const days = feedDays(sessions, around);
	const kept = around.head?.format === 'frab' ? around.head.conference : null;
	const own: Detail = {
		...{ title: around.title, acronym: around.acronym, start: around.first, end: around.last, days: days.length },
		...{ timeslot_duration: '00:05', url: around.url, time_zone_name: around.zone }
	};
	return [
		'<?xml version="1.0" encoding="utf-8"?>\n<schedule>',
		...(kept ? [] : ['<generator name="Madang"/>']),
		element('version', around.version),
		`<conference>${Object.entries(kept ?? own)
			.map(([name, value]) => element(name, value))
			.join('')}</conference>`,
		...days.map((day, at) => dayElement(day, at + 1)),
		'</schedule>\n'
	].join('');
}

function dayElement({ date, day_start, day_end, rooms, events }: FeedDay, index: number): string {
	const inRoom = (room: string) => events.filter((one) => one.room === room).map(({ event }) => eventElement(event));
	const list = rooms.map((room) => `<room name="${attribute(room)}">${inRoom(room).join('')}</room>`);
	return `<day date="${date}" start="${day_start}" end="${day_end}" index="${index}">${list.join('')}</day>`;
}

const plain = [
	'room',
	'title',
	'subtitle',
	'type',
	'date',
	'start',
	'duration',
	'abstract',
	'slug',
	'track',
	'language',
	'description'
];
const addresses = ['logo', 'video_download_url', 'url', 'feedback_url', 'origin_url'];
// What the schema asks for, though a file in JSON may have gone without.
const asked = ['subtitle', 'type', 'abstract', 'track'];

function eventElement(event: Detail): string {
	const has = (name: string) => event[name] !== undefined && event[name] !== null;
	const parts = [
		...plain
			.filter((name) => (has(name) && isGiven(name, event[name])) || asked.includes(name))
			.map((name) => element(name, event[name] ?? '')),
		...addresses
			.filter((name) => /^https?:\/\//.test(String(event[name] ?? '')))
			.map((name) => element(name, event[name])),
		`<persons>${((event.persons ?? []) as Detail[]).map(personElement).join('')}</persons>`,
		...(has('do_not_record')
			? [
					`<recording>${element('license', event.recording_license ?? '')}${element('optout', event.do_not_record === true)}</recording>`
				]
			: []),
		...['links', 'attachments'].filter(has).map((name) => referenceList(name, event[name] as Detail[]))
	];
	const code = /^[0-9A-Z]{6}$/.test(String(event.code ?? '')) ? ` code="${event.code as string}"` : '';
	return `<event guid="${attribute(event.guid)}" id="${attribute(event.id)}"${code}>${parts.join('')}</event>`;
}

const isGiven = (name: string, value: unknown) =>
	name !== 'slug' || /^[a-z0-9_]{4,}-[a-z0-9\-_]{4,}$/.test(String(value));

function personElement({ id, guid, name, public_name }: Detail): string {
	const who = [
		...(Number.isInteger(id) ? [` id="${String(id)}"`] : []),
		...(guidForm.test(String(guid ?? '')) ? [` guid="${String(guid)}"`] : [])
	];
	return `<person${who.join('')}>${content(public_name ?? name)}</person>`;
}

function referenceList(name: string, list: Detail[]): string {
	const one = ({ url, title, type, service }: Detail) => {
		const more = Object.entries({ href: url, type, service }).flatMap(([key, value]) =>
			value ? [` ${key}="${attribute(value)}"`] : []
		);
		return `<${name.slice(0, -1)}${more.join('')}>${content(title ?? '')}</${name.slice(0, -1)}>`;
	};
	return `<${name}>${list.map(one).join('')}</${name}>`;
}

const element = (name: string, value: unknown) => `<${name}>${content(value)}</${name}>`;

// A parser turns a bare carriage return into a line feed (XML 1.0 §2.11), and takes none of the control characters.
function content(value: unknown): string {
	const text = String(value ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
	return escaped(text).replace(/\r/g, '&#13;');
}
const attribute = (value: unknown) => content(value).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
