import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { rolldown } from 'rolldown';
import { canonical } from '../src/canonical.ts';
import {
	chanceOfLot,
	chancesOf,
	compareFractions,
	verify,
	writeTranscript,
	type Candidate,
	type Rules
} from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { pool, quickDraw } from './world.ts';

type Call = { readonly candidates: Candidate[]; readonly rules: Rules };
const SECRET = 'sixteen letters or more';

const entrant = fc.record({
	t: fc.constantFrom('a', 'b'),
	u: fc.constantFrom('x', 'y', '제주'),
	weight: fc.integer({ min: 1, max: 9 }),
	score: fc.integer({ min: -20, max: 20 }),
	width: fc.integer({ min: 0, max: 6 }),
	band: fc.constantFrom('draw', 'draw', 'draw', 'accept', 'decline')
});

/** Calls of every method that can be met: quotas are set around what the first in the list would come to. */
const calls: fc.Arbitrary<Call> = fc
	.record({
		people: fc.array(entrant, { minLength: 3, maxLength: 14 }),
		share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
		method: fc.constantFrom('uniform', 'weighted', 'banded', 'linear', 'line', 'quotas'),
		run: fc.integer({ min: 1, max: 40 })
	})
	.map(({ people, share, method, run }) => {
		const candidates = pool(people.length, (i) => {
			const { t, u, weight, score, width, band } = people[i]!;
			return { features: { t, u }, weight, score: [score, score + width], band: band as Candidate['band'] };
		});
		const places = Math.max(1, Math.floor(share * people.length));
		return { candidates, rules: rulesOf(method, candidates, places, run) };
	});

function rulesOf(method: string, candidates: Candidate[], places: number, run: number): Rules {
	if (method === 'linear') return { method: 'scores', places, slope: [1, run] };
	if (method === 'line') return { method: 'scores', places, line: true };
	if (method !== 'quotas') return { method: method as Rules['method'], places };
	const first = candidates.slice(0, places);
	const quotas = ['t', 'u'].flatMap((feature) =>
		[...new Set(candidates.map(({ features }) => features[feature]!))].map((value) => {
			const count = first.filter(({ features }) => features[feature] === value).length;
			return { feature, value, min: Math.max(0, count - 1), max: count + (run % 2) };
		})
	);
	return { method: 'quotas', places, quotas };
}

/** Plans a call, or undefined where bands leave too few or too many. */
async function planned({ candidates, rules }: Call) {
	try {
		return await plan(candidates, rules);
	} catch (problem) {
		equal(rules.method, 'banded', String(problem));
		return undefined;
	}
}

const holds = (check: (call: Call) => Promise<void>, numRuns = 120) =>
	fc.assert(fc.asyncProperty(calls, check), { numRuns, seed: 20260901 });

test('whatever is called for, chances sum to the places exactly, and none is below 0 or above 1', () =>
	holds(async (call) => {
		const made = await planned(call);
		if (!made) return;
		const [{ lottery }, chances] = [made, chancesOf(made.lottery)];
		const den = chances.reduce((product, [, b]) => product * BigInt(b), 1n);
		const sum = chances.reduce((all, [a, b], t) => all + (den / BigInt(b)) * BigInt(a * lottery.types[t]!.size), 0n);
		equal(sum, den * BigInt(call.rules.places));
		for (const [a, b] of chances) ok(a >= 0 && a <= b);
	}));

test('whoever is drawn, all quotas are met, counted on the entrants themselves', () =>
	holds(async (call) => {
		const made = await planned(call);
		if (!made) return;
		for (let i = 0; i < 3; i++) {
			const { roster, result } = quickDraw(made, SECRET + i);
			equal(result.drawn.length, call.rules.places);
			for (const { feature, value, min, max } of call.rules.quotas ?? []) {
				const count = result.drawn.filter((lot) => roster[lot - 1]!.features[feature] === value).length;
				ok(count >= min && count <= max, `${feature} = ${value}: ${count}`);
			}
		}
	}));

test('two who are alike have the same chance; one who is better has no smaller one', () =>
	holds(async (call) => {
		const made = await planned(call);
		if (!made) return;
		const transcript = quickDraw(made, SECRET);
		const { method } = call.rules;
		for (const a of made.roster) {
			for (const b of made.roster) {
				const order = compareFractions(chanceOfLot(transcript, a.lot), chanceOfLot(transcript, b.lot));
				if (canonical({ ...a, lot: 0, commitment: '' }) === canonical({ ...b, lot: 0, commitment: '' }))
					equal(order, 0);
				if (method === 'weighted' && a.weight! >= b.weight!) ok(order >= 0);
				if (method === 'banded' && (a.band === 'accept' || b.band === 'decline')) ok(order >= 0);
				const [x, y] = [a.score, b.score] as [[number, number], [number, number]];
				if (method === 'scores' && x[0] > y[1]) ok(order >= 0, `${x} and ${y}`);
			}
		}
	}, 60));

test('the order of input changes nothing, and what was drawn verifies', () =>
	fc.assert(
		fc.asyncProperty(calls, fc.infiniteStream(fc.nat()), async (call, numbers) => {
			const made = await planned(call);
			if (!made) return;
			const keys = call.candidates.map((candidate) => ({ candidate, key: numbers.next().value as number }));
			const shuffled = keys.sort((a, b) => a.key - b.key).map(({ candidate }) => candidate);
			const again = (await planned({ ...call, candidates: shuffled }))!;
			equal(canonical(again), canonical(made));
			const verdict = verify(quickDraw(made, SECRET));
			ok(verdict.ok, verdict.says.en);
		}),
		{ numRuns: 60, seed: 20260902 }
	));

// Elsewhere: a program that conducts and verifies a vector and prints its bytes' digest, run in other surroundings.
const PROGRAM = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { conduct, readTranscript, verify, writeTranscript, explain } from '${new URL('../src/index.ts', import.meta.url).pathname}';
const out = createHash('sha256');
for (const file of process.argv.slice(2)) {
	const given = readTranscript(readFileSync(file, 'utf8'));
	const made = conduct(given.seal, [...given.roster], given.randomness);
	out.update(writeTranscript(made) + JSON.stringify(verify(made)) + JSON.stringify(explain(made, 1)));
}
console.log(out.digest('hex'));
`;
const VECTORS = ['quotas-strata', 'scores-intervals', 'weighted-strata', 'banded-strata', 'uniform-withheld'].map(
	(name) => new URL(`../vectors/${name}.json`, import.meta.url).pathname
);

test('locale, time zone and version of Node change nothing', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'madang-else-'));
	try {
		writeFileSync(join(folder, 'program.mjs'), PROGRAM);
		const bundle = await rolldown({ input: join(folder, 'program.mjs'), platform: 'node', logLevel: 'silent' });
		await bundle.write({ file: join(folder, 'bundle.mjs'), format: 'esm' });
		await bundle.close();
		const run = (node: string, env: Record<string, string>) =>
			execFileSync(node, [join(folder, 'bundle.mjs'), ...VECTORS], {
				encoding: 'utf8',
				env: { ...process.env, ...env }
			});
		const here = run(process.execPath, {});
		for (const env of [
			{ TZ: 'Pacific/Kiritimati', LC_ALL: 'ko_KR.UTF-8', LANG: 'ko_KR.UTF-8' },
			{ TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
			{ TZ: 'UTC', LC_ALL: 'C', LANG: 'C' }
		])
			equal(run(process.execPath, env), here, JSON.stringify(env));
		const others = otherNodes();
		for (const node of others) equal(run(node, {}), here, node);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

/** The machine's own Nodes of another version than this one; it may have none. */
function otherNodes(): string[] {
	const { stdout } = spawnSync('which', ['-a', 'node'], { encoding: 'utf8' });
	return [...new Set((stdout ?? '').split('\n').filter(Boolean))].filter((node) => {
		const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
		return version && version !== process.version && Number(/\d+/.exec(version)?.[0]) >= 20;
	});
}

test('the default locale of the process is not asked', () => {
	const before = Intl.Collator;
	const words = writeTranscript(quickDrawOfWords());
	const refused = () => {
		throw new Error('somebody asked for a locale');
	};
	const [compare, local] = [String.prototype.localeCompare, Number.prototype.toLocaleString];
	try {
		Object.assign(Intl, { Collator: refused });
		Object.assign(String.prototype, { localeCompare: refused });
		Object.assign(Number.prototype, { toLocaleString: refused });
		deepEqual(writeTranscript(quickDrawOfWords()), words);
	} finally {
		Object.assign(Intl, { Collator: before });
		Object.assign(String.prototype, { localeCompare: compare });
		Object.assign(Number.prototype, { toLocaleString: local });
	}
});

const words = await plan(
	pool(12, (i) => ({ features: { 이름: ['ä', 'z', 'I', 'ı', 'i', 'İ'][i % 6]! } })),
	{ method: 'uniform', places: 6, strata: { feature: '이름', places: { ä: 1, z: 1, I: 1, ı: 1, i: 1, İ: 1 } } }
);

function quickDrawOfWords() {
	return quickDraw(words, SECRET);
}
