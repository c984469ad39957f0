import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { balancedAssignment, isSameOrganisation, type AssignmentTask, type Pair } from './assignments.rules.ts';

const ids = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at}`);
const key = ({ applicationId, reviewerId }: Pair) => `${applicationId} ${reviewerId}`;

/** A small world of bars and of pairs that are there already. */
const task = fc
	.record({
		applications: fc.integer({ min: 0, max: 14 }).map((count) => ids('a', count)),
		reviewers: fc.integer({ min: 1, max: 6 }).map((count) => ids('r', count)),
		each: fc.integer({ min: 1, max: 4 }),
		bars: fc.array(fc.tuple(fc.nat(13), fc.nat(5)), { maxLength: 30 }),
		there: fc.uniqueArray(fc.tuple(fc.nat(13), fc.nat(5)), { maxLength: 12, selector: (pair) => pair.join() })
	})
	.map(({ bars, there, ...rest }): AssignmentTask => {
		const barred = new Set(bars.map(([a, r]) => `a${a} r${r}`));
		const known = (pair: Pair) =>
			rest.applications.includes(pair.applicationId) && rest.reviewers.includes(pair.reviewerId);
		const existing = there.map(([a, r]) => ({ applicationId: `a${a}`, reviewerId: `r${r}` })).filter(known);
		return { ...rest, existing, isBarred: (pair) => barred.has(key(pair)) };
	});

function readersOf(task: AssignmentTask, added: Pair[], applicationId: string): string[] {
	return [...task.existing, ...added]
		.filter((pair) => pair.applicationId === applicationId)
		.map(({ reviewerId }) => reviewerId);
}

function loads(task: AssignmentTask, added: Pair[]): number[] {
	const all = [...task.existing, ...added];
	return task.reviewers.map((id) => all.filter(({ reviewerId }) => reviewerId === id).length);
}

const cost = (loads: number[]) => loads.reduce((sum, load) => sum + load * load, 0);

test('nobody reads what they must not, or anything twice; each application has its number or all that may read it', () => {
	fc.assert(
		fc.property(task, (task) => {
			const { added, short } = balancedAssignment(task);
			ok(added.every((pair) => !task.isBarred(pair)));
			for (const id of task.applications) {
				const before = readersOf(task, [], id);
				const readers = readersOf(task, added, id);
				equal(new Set(readers).size, readers.length);
				const free = task.reviewers.filter(
					(reviewerId) => !before.includes(reviewerId) && !task.isBarred({ applicationId: id, reviewerId })
				);
				equal(readers.length, Math.max(before.length, Math.min(task.each, before.length + free.length)));
				equal(short.includes(id), readers.length < task.each);
			}
		}),
		{ numRuns: 400 }
	);
});

test('no other assignment is more even: as good as the best of all, counted out', () => {
	const small = fc.record({
		each: fc.integer({ min: 1, max: 2 }),
		bars: fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 9 })
	});
	fc.assert(
		fc.property(small, ({ each, bars }) => {
			const barred = new Set(bars.map(([a, r]) => `a${a} r${r}`));
			const task: AssignmentTask = {
				...{ applications: ids('a', 5), reviewers: ids('r', 4), each, existing: [] },
				isBarred: (pair) => barred.has(key(pair))
			};
			equal(cost(loads(task, balancedAssignment(task).added)), bestCost(task));
		}),
		{ numRuns: 200 }
	);
});

/** The least sum of squared loads over every way to give each application its reviewers. */
function bestCost(task: AssignmentTask): number {
	const ways = task.applications.map((applicationId) => {
		const free = task.reviewers.filter((reviewerId) => !task.isBarred({ applicationId, reviewerId }));
		return choices(free, Math.min(task.each, free.length));
	});
	const walk = (at: number, loads: Map<string, number>): number => {
		if (at === ways.length) return cost([...loads.values()]);
		return Math.min(
			...ways[at]!.map((way) => {
				const next = new Map(loads);
				for (const id of way) next.set(id, (next.get(id) ?? 0) + 1);
				return walk(at + 1, next);
			})
		);
	};
	return walk(0, new Map());
}

function choices(from: string[], count: number): string[][] {
	if (count === 0) return [[]];
	return from.flatMap((id, at) => choices(from.slice(at + 1), count - 1).map((rest) => [id, ...rest]));
}

test('the same task gives the same answer, and asking again adds nothing', () => {
	fc.assert(
		fc.property(task, (task) => {
			const first = balancedAssignment(task);
			deepEqual(balancedAssignment(task), first);
			const again = balancedAssignment({ ...task, existing: [...task.existing, ...first.added] });
			deepEqual(again, { added: [], short: first.short });
		})
	);
});

test('334 applications, 12 reviewers, three each: loads differ by one at most, and trios are mixed', () => {
	const task: AssignmentTask = {
		...{ applications: ids('application-', 334), reviewers: ids('reviewer-', 12), each: 3, existing: [] },
		isBarred: () => false
	};
	const { added, short } = balancedAssignment(task);
	const all = loads(task, added);
	deepEqual([added.length, short], [1002, []]);
	ok(Math.max(...all) - Math.min(...all) <= 1);
	const trios = new Set(task.applications.map((id) => readersOf(task, added, id).sort().join()));
	ok(trios.size > 100, `${trios.size} different trios`);
});

const reviewer = { id: 'r', email: 'kim@hanbit.example', organisationNames: ['(주)한빛 연구소'] };

for (const [what, application, same] of [
	['the same mail domain', { organisationName: 'X', addresses: ['lee@hanbit.example'] }, true],
	['a mail domain below it', { organisationName: 'X', addresses: ['lee@lab.hanbit.example'] }, true],
	['a site of that domain', { organisationName: 'X', addresses: ['https://www.hanbit.example/about'] }, true],
	['the same name, written otherwise', { organisationName: '주식회사 한빛연구소', addresses: [] }, true],
	['another domain that ends alike', { organisationName: 'X', addresses: ['lee@nothanbit.example'] }, false],
	['a shorter domain that ends alike', { organisationName: 'X', addresses: ['lee@bit.example'] }, false],
	['no address at all', { organisationName: '', addresses: ['', 'x', 'https://'] }, false]
] as const) {
	test(`${what}: ${same ? 'the same organisation' : 'not the same'}`, () => {
		equal(isSameOrganisation(reviewer, { ...application, addresses: [...application.addresses] }), same);
	});
}

test('an address that anybody may have ties nobody to anybody', () => {
	const one = { id: 'r', email: 'kim@gmail.com', organisationNames: [] };
	equal(
		isSameOrganisation(one, { organisationName: 'X', addresses: ['lee@gmail.com', 'https://www.gmail.com'] }),
		false
	);
});
