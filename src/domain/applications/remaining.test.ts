import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { remaining } from './remaining.rules.ts';

for (const [ms, expected] of [
	[(3 * 24 + 17) * 3_600_000 + 1, [3, 17, 0, 1, 'far']],
	[3_600_000, [0, 1, 0, 0, 'near']],
	[9 * 60_000 + 12_000, [0, 0, 9, 12, 'last']],
	[1, [0, 0, 0, 1, 'last']],
	[0, [0, 0, 0, 0, 'over']],
	[-5000, [0, 0, 0, 0, 'over']]
] as const) {
	test(`${ms} ms before a deadline is ${expected.join(' ')}`, () => {
		const { days, hours, minutes, seconds, stage } = remaining(ms);
		deepEqual([days, hours, minutes, seconds, stage], expected);
	});
}
