import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, words } from '../../../tests/cast.ts';
import type { PlaceKind } from './rules.ts';
import { registerState, registerTold } from './widgets.rules.ts';

const register = { opens_at: hours(1), closes_at: hours(5), manner: 'arrival', queue_opens_at: null as Date | null };
const kind = (more: Partial<PlaceKind>): PlaceKind => ({
	...{
		id: 'k',
		session_id: 's',
		position: 0,
		name: words('Public'),
		audience: 'anyone',
		capacity: 10,
		no_show_percent: 0
	},
	...{ overbooked: 2, taken: 4, companions: 1 },
	...more
});
const session = {
	slug: 'talk',
	title: words('Talk'),
	starts_at: hours(9),
	ends_at: hours(10),
	time_zone: 'Asia/Seoul'
};

test('a register is soon, waited for, open and over, each from its instant on', () => {
	const states = [0, 0.5, 1, 4.99, 5].map((at) =>
		registerState({ ...register, queue_opens_at: hours(0.5) }, hours(at))
	);
	deepEqual(states, ['soon', 'queue', 'open', 'open', 'over']);
	equal(registerState(register, hours(0.9)), 'soon');
});

test('other sites are told what is left for everybody, and of the press and who registered nothing', () => {
	const kinds = [kind({}), kind({ name: words('Full'), taken: 14, overbooked: 0 }), kind({ audience: 'press' })];
	const told = registerTold({ session, register, kinds, baseUrl: 'https://m.example' }, noon);
	deepEqual(told.kinds, [
		{ name: words('Public'), capacity: 10, left: 8 },
		{ name: words('Full'), capacity: 10, left: 0 }
	]);
	equal(told.url, 'https://m.example/sessions/talk/register');
	const waited = { ...register, queue_opens_at: hours(0) };
	equal(registerTold({ session, register: waited, kinds, baseUrl: '' }, noon).url, '/sessions/talk/queue');
});
