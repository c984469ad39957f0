import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { checkLine, lineIn } from './certificates.rules.ts';

test('a line is read however it was pasted, and nothing else is a line', () => {
	const line = { number: 12, signature: 'a'.repeat(86) };
	const typed = checkLine(line);
	equal(JSON.stringify(lineIn(` ${typed.slice(0, 30)}\n${typed.slice(30)} `)), JSON.stringify(line));
	for (const none of ['', '12', `x-${'a'.repeat(86)}`, `12-${'a'.repeat(85)}`, `${'9'.repeat(12)}-${'a'.repeat(86)}`])
		equal(lineIn(none), null, none);
});
