import { equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { aside } from './aside.server.ts';
import { ticking } from './stopwatch.ts';

test('nobody waits for work aside, which answers with what it was given', async () => {
	const turns: number[] = [];
	const timer = setInterval(() => turns.push(ticking()), 5);
	// A hundred thousand hashes: about a tenth of a second.
	const found = await aside<string | null>({
		...{ file: 'src/lib/work.ts', name: 'tryWork' },
		given: ['a topic', 60, { from: 0, tries: 100_000 }]
	});
	clearInterval(timer);
	equal(found, null);
	const longest = Math.max(...turns.slice(1).map((at, n) => at - turns[n]!));
	ok(turns.length > 10 && longest < 250, `${turns.length} turns, ${longest} ms the longest`);
});

test('a fault aside comes with its sentence and its facts', async () => {
	const rules = { method: 'uniform', places: 0 };
	const work = { file: 'packages/draw/src/rules.ts', name: 'canonicalRules', given: [rules] };
	await rejects(aside(work), { name: 'DrawRefusal', code: 'draw.bad-places' });
	await rejects(aside({ ...work, name: 'nothing' }), /not a function/);
});
