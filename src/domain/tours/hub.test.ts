import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, words } from '../../../tests/world.ts';
import { momentState, momentsAt, waysNow, type AtStop } from './hub.rules.ts';

const session = (id: string, from: number, more: Partial<AtStop['sessions'][number]> = {}) => ({
	...{ id, slug: id, title: words(id), from: hours(from), to: hours(from + 1), isCancelled: false },
	...{ hall: null, guid: id, sequence: 0, releasedAt: noon },
	...{ takesQuestions: true, isOn: from <= 0 && 0 < from + 1, ...more }
});
const stop: AtStop = {
	calls: [
		{
			...{ slug: 'call', title: words('Call'), opens_at: hours(-24), closes_at: hours(2), draw_at: hours(48) },
			draw: { slug: null, isDrawn: false },
			...{ published_at: hours(-30), moved: null }
		}
	],
	sessions: [session('talk', 0), session('later', 72), session('masked', 90, { slug: null, takesQuestions: false })],
	registers: [
		{ session_id: 'later', opens_at: hours(-1), closes_at: hours(1) },
		{ session_id: 'gone', opens_at: hours(-1), closes_at: hours(1) }
	]
};
const kinds = (at: AtStop, now = noon) => waysNow(at, now).map(({ kind }) => kind);

test('what can be done now begins with what goes on, then what closes first', () => {
	deepEqual(kinds(stop), ['ask', 'register', 'apply']);
	deepEqual(
		waysNow(stop, noon).map(({ href }) => href),
		['/sessions/talk', '/sessions/later/register', '/calls/call']
	);
});

test('nothing can be done after it has closed, before it opens, or in what is cancelled', () => {
	const off = stop.sessions.map((one) => ({ ...one, isCancelled: true }));
	deepEqual(kinds({ ...stop, sessions: off }), ['apply']);
	const over = stop.sessions.map((one) => ({ ...one, isOn: false }));
	deepEqual(kinds({ ...stop, sessions: over }, hours(2)), []);
	deepEqual(kinds({ ...stop, sessions: over }, hours(-25)), []);
});

test('a stop is told in the order of time, and only what is public has an address', () => {
	const moments = momentsAt(stop, 'seoul');
	deepEqual(
		moments.map(({ kind, href }) => [kind, href]),
		[
			['opens', '/calls/call'],
			['register', '/sessions/later/register'],
			['session', '/stops/seoul/programme/talk'],
			['closes', '/calls/call'],
			['draw', '/calls/call'],
			['session', '/stops/seoul/programme/later'],
			['session', null]
		]
	);
	deepEqual(
		moments.map((one) => momentState(one, noon)),
		['past', 'past', 'now', 'ahead', 'ahead', 'ahead', 'ahead']
	);
	const sealed = { ...stop.calls[0]!, draw: { slug: 'draw-1', isDrawn: false } };
	equal(momentsAt({ ...stop, calls: [sealed] }, 'seoul').find(({ kind }) => kind === 'draw')?.href, '/draws/draw-1');
});
