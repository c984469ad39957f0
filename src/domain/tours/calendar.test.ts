import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, words } from '../../../tests/world.ts';
import { tourCalendar } from './calendar.rules.ts';
import type { AtStop, DatedSession } from './hub.rules.ts';
import type { Stop, Tour } from './rules.ts';

const tour = { slug: 'tour', title: { ko: '방문', en: 'The visit' }, made_at: hours(-100) } as Tour;
const stop = {
	...{ slug: 'mumbai', city: { ko: '뭄바이', en: 'Mumbai' }, time_zone: 'Asia/Kolkata', hall: null, address: null },
	...{ starts_on: '2026-12-10', ends_on: '2026-12-11' }
} as Stop;
const session = (more: Partial<DatedSession> = {}): DatedSession => ({
	...{ id: 's', slug: 'talk', guid: 'guid-1', title: words('Talk, and more'), from: hours(400), to: hours(401) },
	...{ isCancelled: false, hall: words('Main'), sequence: 2, releasedAt: hours(-1), takesQuestions: true, isOn: false },
	...more
});
const call = (moved: AtStop['calls'][number]['moved'] = null) => ({
	...{ slug: 'call', title: words('Call'), opens_at: hours(-24), closes_at: hours(2), draw_at: hours(48) },
	...{ draw: { slug: null, isDrawn: false }, published_at: hours(-30), moved }
});
const register = { session_id: 's', opens_at: hours(24), closes_at: hours(48) };

/** The events of a calendar file as their properties, read back as RFC 5545 says. */
function eventsIn(text: string): Map<string, string>[] {
	const lines = text.replaceAll('\r\n ', '').split('\r\n');
	const starts = lines.flatMap((line, at) => (line === 'BEGIN:VEVENT' ? [at] : []));
	return starts.map((start) => {
		const event = lines.slice(start + 1, lines.indexOf('END:VEVENT', start));
		return new Map(event.map((line) => [/^[^:]*/.exec(line)![0], line.slice(line.indexOf(':') + 1)]));
	});
}

const made = (there: Partial<AtStop>, locale: 'ko' | 'en' = 'en') => {
	const at = { calls: [], sessions: [], registers: [], ...there };
	return tourCalendar(tour, [{ stop, there: at }], { locale, baseUrl: 'https://m.example' });
};

test('a stop is whole days, and its calls and sessions are by its own clock, each zone defined', () => {
	const text = made({ calls: [call()], sessions: [session()], registers: [register] });
	const events = eventsIn(text);
	deepEqual(
		events.map((event) => event.get('UID')),
		[
			...['stop-mumbai@madang', 'call-opens@madang', 'call-closes@madang', 'call-draw@madang'],
			...['guid-1@madang', 'talk-register@madang']
		]
	);
	equal(events[0]!.get('DTSTART;VALUE=DATE'), '20261210');
	equal(events[0]!.get('DTEND;VALUE=DATE'), '20261212');
	equal(events[2]!.get('DTEND;TZID=Asia/Kolkata'), '20261123T103000');
	equal(events[4]!.get('SUMMARY'), 'Talk\\, and more');
	equal(events[4]!.get('URL'), 'https://m.example/stops/mumbai/programme/talk');
	equal(text.match(/BEGIN:VTIMEZONE/g)!.length, 1);
});

test('a date that was moved has a greater sequence and says when; the same facts make the same file', () => {
	const before = eventsIn(made({ calls: [call()] }))[2]!;
	const after = eventsIn(made({ calls: [call({ count: 2, last: noon })] }))[2]!;
	deepEqual([before.get('SEQUENCE'), after.get('SEQUENCE')], ['0', '2']);
	equal(after.get('LAST-MODIFIED'), '20261123T030000Z');
	equal(made({ calls: [call()] }), made({ calls: [call()] }));
});

test('what is cancelled stays and says so, and nobody is asked to register for it', () => {
	const events = eventsIn(made({ sessions: [session({ isCancelled: true })], registers: [register] }));
	deepEqual(
		events.map((event) => event.get('STATUS')),
		[undefined, 'CANCELLED']
	);
});

test('a masked session has its title and hours and leads to the programme, and the file is in both languages', () => {
	const event = eventsIn(made({ sessions: [session({ slug: null, hall: null })] }))[1]!;
	equal(event.get('URL'), 'https://m.example/stops/mumbai/programme');
	const [ko] = eventsIn(made({}, 'ko'));
	equal(ko!.get('SUMMARY'), '방문: 뭄바이');
	ok(made({}, 'ko').includes('X-WR-CALNAME:방문'));
});
