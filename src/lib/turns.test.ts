import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './turns.ts';

test('a turn is due at once, then every so often since the last was taken, and anew where the clock was set back', () => {
	const turns = new Turns(1000);
	const noon = Date.UTC(2026, 10, 27, 12);
	const due = [0, 999, 1000, 1001, 2000, 500].map((ms) => {
		const at = new Date(noon + ms);
		if (!turns.isDue(at)) return [ms, false];
		turns.take(at);
		return [ms, true];
	});
	deepEqual(due, [
		[0, true],
		[999, false],
		[1000, true],
		[1001, false],
		[2000, true],
		[500, true]
	]);
});
