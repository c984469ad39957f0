import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { solve } from '#lib/matching/solve.ts';
import { affinityOf, languageOf, type Interest } from './affinity.rules.ts';
import {
	assignedBy,
	isSameTask,
	limitsPassed,
	matchingOf,
	movesFrom,
	usualRules,
	type AssignmentTask,
	type Pair
} from './rules.ts';
import { pairKey } from './ties.rules.ts';

const seed = 'a7'.repeat(32);
const ids = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at}`);
const key = ({ applicationId, reviewerId }: Pair) => pairKey(applicationId, reviewerId);
const about = (id: string) => ({ id, track: null, language: 'ko' as const, topics: [] });
const unlimited = { load_min: null, load_max: null };
const reviewer = (id: string, group: number) => ({ id, group, profile: null, limits: unlimited });

function assigned(task: AssignmentTask, isSoft = false) {
	const matching = matchingOf(task, isSoft);
	return assignedBy(task, matching, solve(matching, seed));
}

function plainTask(applications: number, reviewers: number, each: number): AssignmentTask {
	return {
		rules: { ...usualRules, each },
		applications: ids('a', applications).map(about),
		reviewers: ids('r', reviewers).map(reviewer),
		...{ existing: [], bars: new Map(), interests: new Map() }
	};
}

/** A small world of bars, interests and organisations, and of pairs that are there already. */
const task = fc
	.record({
		applications: fc.integer({ min: 0, max: 14 }),
		reviewers: fc.integer({ min: 1, max: 6 }),
		each: fc.integer({ min: 1, max: 4 }),
		chance: fc.constantFrom(100, 50, 40),
		bars: fc.array(fc.tuple(fc.nat(13), fc.nat(5)), { maxLength: 30 }),
		groups: fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
		keen: fc.array(fc.tuple(fc.nat(13), fc.nat(5), fc.constantFrom<Interest[]>('keen', 'can', 'rather-not'))),
		there: fc.uniqueArray(fc.tuple(fc.nat(13), fc.nat(5)), { maxLength: 12, selector: (pair) => pair.join() })
	})
	.map(({ bars, there, keen, groups, chance, ...rest }): AssignmentTask => {
		const plain = plainTask(rest.applications, rest.reviewers, rest.each);
		const known = ({ applicationId, reviewerId }: Pair) =>
			plain.applications.some(({ id }) => id === applicationId) && plain.reviewers.some(({ id }) => id === reviewerId);
		return {
			...plain,
			rules: { ...plain.rules, pair_chance: chance },
			reviewers: plain.reviewers.map(({ id }, at) => reviewer(id, groups[at]! % rest.reviewers)),
			existing: there.map(([a, r]) => ({ applicationId: `a${a}`, reviewerId: `r${r}` })).filter(known),
			bars: new Map(bars.map(([a, r]) => [`a${a} r${r}`, 'declared'])),
			interests: new Map(keen.map(([a, r, interest]) => [`a${a} r${r}`, interest]))
		};
	});

const readersOf = (pairs: Pair[], id: string) =>
	pairs.filter((pair) => pair.applicationId === id).map(({ reviewerId }) => reviewerId);

test('nobody reads what they must not, or anything twice, or what a colleague reads; each has its number or is named', () => {
	fc.assert(
		fc.property(task, (task) => {
			const { added, short, value, bound } = assigned(task);
			equal(Math.abs(value - bound) < 1e-9, true);
			ok(added.every((pair) => !task.bars.has(key(pair))));
			const groupOf = new Map(task.reviewers.map(({ id, group }) => [id, group]));
			for (const { id } of task.applications) {
				const before = readersOf(task.existing, id);
				const now = readersOf(added, id);
				const groups = [...now, ...before].map((reviewerId) => groupOf.get(reviewerId));
				equal(new Set([...now, ...before]).size, now.length + before.length);
				ok(new Set(groups).size >= now.length + new Set(before.map((one) => groupOf.get(one))).size);
				ok(before.length + now.length <= Math.max(task.rules.each, before.length));
				equal(
					short.some(({ applicationId }) => applicationId === id),
					before.length + now.length < task.rules.each
				);
			}
		}),
		{ numRuns: 400 }
	);
});

test('the same task gives the same answer, and asking again adds nothing', () => {
	fc.assert(
		fc.property(task, (task) => {
			const whole = { ...task, rules: { ...task.rules, pair_chance: 100 } };
			const first = assigned(whole);
			deepEqual(assigned(whole), first);
			const again = assigned({ ...whole, existing: [...whole.existing, ...first.added] });
			deepEqual([again.added, again.short], [[], first.short]);
		})
	);
});

test('334 applications, 12 reviewers, three each: loads differ by one at most, and trios are mixed', () => {
	const task = plainTask(334, 12, 3);
	const { added, short, value, bound } = assigned(task);
	const loads = task.reviewers.map(({ id }) => added.filter(({ reviewerId }) => reviewerId === id).length);
	deepEqual([added.length, short], [1002, []]);
	ok(Math.max(...loads) - Math.min(...loads) <= 1);
	deepEqual([value, bound], [0, 0]);
	const trios = new Set(task.applications.map(({ id }) => readersOf(added, id).sort().join()));
	ok(trios.size > 100, `${trios.size} different trios`);
});

test('limits that leave too little room are named with the least that would have to give', () => {
	const task = plainTask(10, 4, 2);
	const tight = { ...task, rules: { ...task.rules, load_max: 4 } };
	const { short } = assigned(tight);
	equal(
		short.reduce((sum, { has, wants }) => sum + wants - has, 0),
		4
	);
	const relaxed = assigned(tight, true);
	deepEqual(relaxed.short, []);
	const passed = limitsPassed(tight, relaxed.added);
	equal(
		passed.reduce((sum, { from, to }) => sum + to - from, 0),
		4
	);
	const idle = { ...task, rules: { ...task.rules, load_min: 6 } };
	const missing = limitsPassed(idle, assigned(idle).added);
	equal(
		missing.reduce((sum, { from, to }) => sum + from - to, 0),
		4
	);
});

test('below a hundred percent no pair is likelier than that, and what is thrown keeps the limits', () => {
	const task = plainTask(30, 8, 2);
	const half = { ...task, rules: { ...task.rules, pair_chance: 40, load_max: 8 } };
	const { added, chances } = assigned(half);
	equal(added.length, 60);
	ok(chances.length > 60 && chances.every(([, , parts]) => parts >= 1 && parts <= 2));
	for (const { id } of task.reviewers) ok(added.filter(({ reviewerId }) => reviewerId === id).length <= 8);
});

test('two tasks are the same only to the letter', () => {
	const task = plainTask(3, 2, 1);
	ok(isSameTask(task, structuredClone(task)));
	const pair = { applicationId: 'a0', reviewerId: 'r0' };
	ok(!isSameTask(task, { ...task, existing: [pair] }));
	ok(!isSameTask(task, { ...task, bars: new Map([[key(pair), 'family']]) }));
});

test('what speaks for a pair adds up, and a text is in the language most of it is in', () => {
	const profile = { tracks: ['api'], languages: ['ko'], topics: ['sector:legal', 'sector:games', 'x:1'] };
	const application = { track: 'api', language: 'ko' as const, topics: ['sector:legal', 'sector:games', 'x:1'] };
	equal(affinityOf(application, profile, 'keen'), 6 + 4 + 3 + 6);
	equal(affinityOf({ ...application, track: null, topics: [], language: 'en' }, profile, 'rather-not'), -8);
	equal(affinityOf(application, null, null), 0);
	deepEqual(['저희는 API를 씁니다', 'We use it with 한빛', ''].map(languageOf), ['ko', 'en', 'ko']);
});

test('what somebody leaves goes to one other each, evenly, under the limits; what nobody may take stays out', () => {
	const plain = plainTask(4, 4, 2);
	const left: AssignmentTask = {
		...plain,
		reviewers: plain.reviewers.map((one) => (one.id === 'r3' ? { ...one, limits: { load_min: 0, load_max: 0 } } : one)),
		existing: ids('a', 4).map((applicationId) => ({ applicationId, reviewerId: 'r0' })),
		bars: new Map([...['a3 r1', 'a3 r2'], 'a2 r1'].map((pair) => [pair, 'declared' as const]))
	};
	const moves = movesFrom(left, 'r0', ['a0', 'a2', 'a3']);
	deepEqual(moves.map(key).sort(), ['a0 r1', 'a2 r2']);
	deepEqual(movesFrom(left, 'r0', []), []);
});
