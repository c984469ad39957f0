import { ok } from 'node:assert/strict';
import test from 'node:test';
import { knownDraws } from '../bench/draws.ts';
import { chiSquare, pValue } from '../bench/chi-square.ts';
import { measure } from '../bench/uniformity.ts';
import { digestOf } from '../src/canonical.ts';

test('the p-values are those of the tables', () => {
	for (const [x, p] of [
		[0, 1],
		[2.7055, 0.1],
		[3.8415, 0.05],
		[6.6349, 0.01],
		[10.8276, 0.001]
	] as const)
		ok(Math.abs(pValue(x) / p - 1) < 1e-4, `${x}`);
	ok(chiSquare(60, 100, 0.5) === 4);
});

for (const known of await knownDraws()) {
	// Sixty entrants and an unfolded panel for each draw: fewer of them say as much.
	const draws = known.pairs.length > 20 ? 1000 : 4000;
	test(`${known.name}: over many seeds each entrant and each pair is drawn as often as their chance says`, () => {
		// Fixed seeds: the outcome never changes. The scheduled run takes a million fresh ones.
		for (const { chiSquare: x, p } of measure(known, draws, (i) => digestOf(['seed', known.name, i])))
			ok(p > 0.001, `χ² ${x}, p ${p}`);
	});
	test(`${known.name}: seeds that are not uniform are noticed`, () => {
		const some = measure(known, 1000, (i) => digestOf(['seed', i % 4]));
		ok(Math.min(...some.map(({ p }) => p)) < 1e-6);
	});
}
