import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { namingRecurring } from './recurring.ts';

test('what is met the third time has a name and keeps it; when all are given, nothing else has one', () => {
	const nameOf = namingRecurring(2);
	const met = (text: string, times: number) => Array.from({ length: times }, () => nameOf(text));
	deepEqual(met('a', 4), [undefined, undefined, 'recurring_1', 'recurring_1']);
	deepEqual(met('b', 3), [undefined, undefined, 'recurring_2']);
	deepEqual(
		met('c', 5),
		Array.from({ length: 5 }, () => undefined)
	);
	deepEqual(met('a', 1), ['recurring_1']);
});

test('what is met once is forgotten', () => {
	const nameOf = namingRecurring(2);
	nameOf('a');
	nameOf('a');
	for (let n = 0; n < 20; n++) nameOf(`once ${n}`);
	deepEqual(nameOf('a'), undefined);
});
