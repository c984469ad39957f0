import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, words } from '../../../tests/world.ts';
import { gridOf } from './grid.rules.ts';
import { after } from './minutes.rules.ts';

const block = (id: string, from: number, to: number, hallId: string | null = 'a') => ({
	...{ id, from: after(noon, from), to: after(noon, to), hallId }
});
const halls = [
	{ id: 'a', name: words('A') },
	{ id: 'b', name: words('B') }
];

test('a block stands by its five minutes in its hall; those that overlap stand beside each other', () => {
	const { spots, columns, hours } = gridOf([block('x', 10, 40), block('y', 30, 60), block('z', 40, 60, 'b')], halls);
	deepEqual(spots.get('x'), { column: 1, row: 3, rows: 6 });
	deepEqual(spots.get('y'), { column: 2, row: 7, rows: 6 });
	deepEqual(spots.get('z'), { column: 3, row: 9, rows: 4 });
	deepEqual(
		columns.map(({ id, first, lanes }) => [id, first, lanes]),
		[
			['a', 1, 2],
			['b', 3, 1]
		]
	);
	equal(hours.length, 1);
});

test('what has no hall stands at the end, and the shortest block is still a row', () => {
	const { columns, spots } = gridOf([block('x', 0, 1, null)], halls);
	deepEqual([columns.at(-1)!.id, spots.get('x')], [null, { column: 3, row: 1, rows: 1 }]);
	deepEqual(gridOf([], halls).rows, 0);
});
