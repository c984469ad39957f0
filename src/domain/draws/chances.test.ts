import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { aboutChance, readableChance } from './chances.rules.ts';

for (const [num, den, about] of [
	[29, 97, [1, 3]],
	[2, 5, [2, 5]],
	[153_846_153, 1_000_000_000, [1, 6]],
	[36_046_379, 40_000_000, [8, 9]],
	[1, 57, [1, 57]],
	[98, 99, [98, 100]],
	[1, 1, [1, 1]],
	[0, 1, [0, 1]]
] as const) {
	test(`a chance of ${num}/${den} is said as about ${about[0]} in ${about[1]}`, () =>
		deepEqual(aboutChance(num, den), about));
}

test('a fraction people can read is shown as it is; a long one as percent, with the exact one beside', () => {
	deepEqual(readableChance(29, 97), { short: '29/97', exact: null });
	deepEqual(readableChance(153_846_153, 1_000_000_000), { short: '15.38%', exact: '153846153/1000000000' });
});
