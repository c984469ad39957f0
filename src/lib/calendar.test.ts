import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { calendar } from './calendar.ts';

const at = new Date('2026-11-23T03:00:00Z');
const whole = (title: string) =>
	calendar('c', [{ uid: 'u', title, when: { firstDay: '2026-12-30', lastDay: '2026-12-31' } }], at);

test('an instant is written in UTC, and whole days end on the day after the last (RFC 5545 §3.6.1)', () => {
	const when = { from: at, to: new Date('2026-11-23T04:00:00Z') };
	const text = calendar('c', [{ uid: 'u', title: 't', when }], at);
	match(text, /DTSTART:20261123T030000Z\r\nDTEND:20261123T040000Z\r\n/);
	match(whole('t'), /DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270101\r\n/);
});

test('commas, semicolons, backslashes and line ends are escaped', () =>
	match(whole('a,b;c\\d\ne'), /SUMMARY:a\\,b\\;c\\\\d\\ne\r\n/));

test('lines are folded at 75 octets, never within a character, and unfold to what they were', () => {
	const title = '루멘 AI 서울 대화 참가 기업 모집 '.repeat(8).trim();
	const text = whole(title);
	const sizes = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
	ok(Math.max(...sizes) <= 75);
	ok(!text.includes('\ufffd'));
	equal(text.replaceAll('\r\n ', '').includes(`SUMMARY:${title}\r\n`), true);
	deepEqual(text.match(/(?<!\r)\n/g), null);
});

test('entries in zones of their own are written by each zone’s clock, and every zone is defined once', () => {
	const when = { from: at, to: new Date('2026-11-23T04:00:00Z') };
	const entry = (uid: string, zone: string) => ({ uid, title: uid, zone, when, modified: at });
	const text = calendar('c', [entry('a', 'Asia/Seoul'), entry('b', 'Asia/Kolkata'), entry('c', 'Asia/Seoul')], at);
	deepEqual(text.match(/(?<=^TZID:).*(?=\r$)/gm), ['Asia/Seoul', 'Asia/Kolkata']);
	match(text, /DTSTART;TZID=Asia\/Kolkata:20261123T083000\r\n/);
	match(text, /LAST-MODIFIED:20261123T030000Z\r\n/);
});
