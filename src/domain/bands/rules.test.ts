import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bandOf, countBands } from './rules.ts';

test('a score on a line belongs above it; without a score there is no way in', () => {
	const lines = { accept_from: 4, draw_from: 3 };
	deepEqual(
		[4.001, 4, 3.999, 3, 2.999, null].map((score) => bandOf(score, lines)),
		['accept', 'accept', 'draw', 'draw', 'decline', 'decline']
	);
	equal(bandOf(5, { accept_from: null, draw_from: 3 }), 'draw');
});

test('the bands part all applications between them, and a higher score never falls in a lower band', () => {
	const line = fc.integer({ min: 1000, max: 5000 }).map((milli) => milli / 1000);
	const order = { decline: 0, draw: 1, accept: 2 };
	fc.assert(
		fc.property(fc.array(line), line, line, (scores, a, b) => {
			const lines = { accept_from: Math.max(a, b), draw_from: Math.min(a, b) };
			const counts = countBands(scores, lines);
			equal(counts.accept + counts.draw + counts.decline, scores.length);
			const sorted = scores.toSorted((x, y) => x - y).map((score) => order[bandOf(score, lines)]);
			deepEqual(
				sorted,
				sorted.toSorted((x, y) => x - y)
			);
		})
	);
});
