import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { hours } from '../../../tests/cast.ts';
import { alikeOf, flagsIn } from './alike.rules.ts';
import { budgets, lotOf, ordered, type Waiting, type Way } from './order.rules.ts';

const waiting = (id: string, party: string, group: string, more: Partial<Waiting> = {}): Waiting => ({
	...{ id, party, group, votes: 0, isPinned: false, askedAt: hours(Number(id.slice(1))) },
	...more
});
const asked = [
	waiting('q1', 'Alder', 'api', { votes: 2 }),
	waiting('q2', 'Alder', 'api', { votes: 9 }),
	waiting('q3', 'Birch', 'api'),
	waiting('q4', 'Cedar', 'together', { votes: 2 }),
	waiting('q5', 'Dogwood', 'together')
];
const order = (way: Way, more: { spentMs?: Map<string, number>; seed?: string } = {}, list = asked) =>
	ordered(list, { way, seed: 'published', spentMs: new Map(), segmentMs: 50 * 60_000, ...more }).map(({ id }) => id);

test('by time and by votes; what is pinned comes before', () => {
	deepEqual(order('asked'), ['q1', 'q2', 'q3', 'q4', 'q5']);
	deepEqual(order('votes'), ['q2', 'q1', 'q4', 'q3', 'q5']);
	const pinned = asked.map((one) => (one.id === 'q5' ? { ...one, isPinned: true } : one));
	deepEqual(order('votes', {}, pinned)[0], 'q5');
});

test('a drawn order follows from the published seed alone, whatever the order it came in; nobody twice before all once', () => {
	const drawn = order('drawn');
	deepEqual(drawn, order('drawn', {}, asked.toReversed()));
	equal(drawn.at(-1), 'q2', 'the second question of one firm comes last');
	const lots = ['Alder', 'Birch', 'Cedar', 'Dogwood'].toSorted((a, b) =>
		lotOf('published', a) < lotOf('published', b) ? -1 : 1
	);
	deepEqual(
		drawn.slice(0, 4).map((id) => asked.find((one) => one.id === id)!.party),
		lots
	);
	ok(['a', 'b', 'c', 'd', 'e', 'f'].some((seed) => order('drawn', { seed }).join() !== drawn.join()));
});

test('a drawn order is fair: over many seeds each firm is first about as often', () => {
	const first = new Map<string, number>();
	for (let at = 0; at < 4000; at++) {
		const [id] = order('drawn', { seed: `seed ${at}` });
		first.set(id!, (first.get(id!) ?? 0) + 1);
	}
	for (const [id, count] of first) ok(Math.abs(count - 1000) < 120, `${id}: ${count}`);
});

test('by turns of the groups: who has had less of their share comes next', () => {
	const groups = (ids: string[]) => ids.map((id) => asked.find((one) => one.id === id)!.group);
	const turns = groups(order('fair'));
	deepEqual(turns.slice(0, 4).toSorted(), ['api', 'api', 'together', 'together']);
	ok(turns[0] !== turns[1] && turns[2] !== turns[3]);
	const spentMs = new Map([['api', 30 * 60_000]]);
	deepEqual(groups(order('fair', { spentMs })).slice(0, 2), ['together', 'together']);
	deepEqual(
		[...budgets(['api', 'together', 'api'], 60)],
		[
			['api', 30],
			['together', 30]
		]
	);
	deepEqual(order('fair', {}, []), []);
});

test('a host’s words are found however they are spaced; questions alike are pointed at, others not', () => {
	deepEqual(flagsIn('바 보 같은 질문', ['바보', '멍청이', ' ']), ['바보']);
	deepEqual(flagsIn('ＢＡＤ  w.o.r.d', ['badword']), ['badword']);
	const alike = alikeOf([
		{ id: 'a', text: '학습 데이터는 어디에 저장되나요?' },
		{ id: 'b', text: '학습 데이터는 어디에 저장됩니까?' },
		{ id: 'c', text: '한국 사무소를 여실 계획이 있습니까?' },
		{ id: 'd', text: '왜?' },
		{ id: 'e', text: '왜??' }
	]);
	deepEqual(
		[...alike],
		[
			['a', ['b']],
			['b', ['a']],
			['d', ['e']],
			['e', ['d']]
		]
	);
});
