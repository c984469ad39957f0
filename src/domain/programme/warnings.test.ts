import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, words } from '../../../tests/world.ts';
import { after } from './minutes.rules.ts';
import { warningsOf, type Around, type Bound, type Placed } from './warnings.rules.ts';

const at = (minutes: number) => after(noon, minutes);
const session = (id: string, from: number, to: number, more: Partial<Placed> = {}): Placed => ({
	...{
		id,
		starts_at: at(from),
		ends_at: at(to),
		hall_id: 'main',
		cancelled_at: null,
		expects: null,
		segments: [],
		speakers: []
	},
	...more
});
const guest: Bound = {
	id: 'guest',
	name: words('Guest'),
	isPrincipal: true,
	hours: [],
	arrives_at: null,
	leaves_at: null
};
const around: Around = {
	...{ zone: 'Asia/Seoul', first: '2026-11-23', last: '2026-11-23', travelMinutes: 15, speakers: [guest] },
	halls: [
		{ id: 'main', name: words('Main'), capacity: 100 },
		{ id: 'room', name: words('Room'), capacity: null }
	]
};
const speaks = (segment: string | null = null) => ({ speakers: [{ id: 'guest', segment }] });
const found = (sessions: Placed[], more: Partial<Around> = {}) =>
	warningsOf(sessions, { ...around, ...more }).map(({ kind, session, other }) => [
		kind,
		session,
		...(other ? [other] : [])
	]);

test('a hall is taken twice only where hours meet; what was cancelled is in nobody’s way', () => {
	deepEqual(found([session('a', 0, 60), session('b', 60, 90)]), []);
	deepEqual(found([session('b', 59, 90), session('a', 0, 60)]), [['hall', 'a', 'b']]);
	deepEqual(found([session('a', 0, 60), session('b', 30, 90, { cancelled_at: noon })]), []);
});

test('a speaker is in two places by their segments, not by whole sessions', () => {
	const segments = [
		{ id: 's1', minutes: 30 },
		{ id: 's2', minutes: 30 }
	];
	const one = session('a', 0, 60, { segments, ...speaks('s1') });
	deepEqual(found([one, session('b', 30, 60, { hall_id: 'room', ...speaks() })], { travelMinutes: 0 }), []);
	deepEqual(found([one, session('b', 20, 60, { hall_id: 'room', ...speaks() })]), [['speaker', 'a', 'b']]);
});

test('the principal needs the time between halls; others and the same hall need none', () => {
	const day = [session('a', 0, 60, speaks()), session('b', 70, 90, { hall_id: 'room', ...speaks() })];
	deepEqual(found(day), [['travel', 'a', 'b']]);
	deepEqual(found(day, { travelMinutes: 10 }), []);
	deepEqual(found(day, { speakers: [{ ...guest, isPrincipal: false }] }), []);
	deepEqual(found([day[0]!, session('b', 70, 90, speaks())]), []);
});

test('outside the hours somebody can be had, before they arrive, after they leave', () => {
	const day = [session('a', 0, 60, speaks())];
	const bound = (more: Partial<Bound>) => ({ speakers: [{ ...guest, ...more }] });
	deepEqual(found(day, bound({ hours: [{ starts_at: at(0), ends_at: at(60) }] })), []);
	deepEqual(found(day, bound({ hours: [{ starts_at: at(10), ends_at: at(60) }] })), [['away', 'a']]);
	deepEqual(found(day, bound({ arrives_at: at(1) })), [['not-arrived', 'a']]);
	deepEqual(found(day, bound({ leaves_at: at(59) })), [['not-arrived', 'a']]);
});

test('segments longer than the session, a day outside the stop, more people than chairs, no hall', () => {
	deepEqual(found([session('a', 0, 60, { segments: [{ id: 's', minutes: 61 }] })]), [['segments', 'a']]);
	deepEqual(found([session('a', 12 * 60, 13 * 60)]), [['outside', 'a']]);
	deepEqual(found([session('a', 0, 60, { expects: 101 })]), [['capacity', 'a']]);
	deepEqual(found([session('a', 0, 60, { hall_id: null })]), [['no-hall', 'a']]);
});
