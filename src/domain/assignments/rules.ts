import type { LeftShort, LimitGiven, PairChance } from '#db/kinds.ts';
import { barred, scoreOf, type Matching, type Share } from '#lib/matching/problem.ts';
import { solve, type Solved } from '#lib/matching/solve.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { affinityOf, points, type About, type Interest, type Profile } from './affinity.rules.ts';
import { pairKey, type TieKind } from './ties.rules.ts';

/** One reviewer reads one application. */
export type Pair = { applicationId: string; reviewerId: string };

/** Why a pair must not be: it was declared, or seen. */
export type BarKind = 'declared' | 'interest' | TieKind;

/** How a call is assigned: how many each, limits of load, and how likely one pair may be, in percent. */
export type AssignmentRules = { each: number; load_min: number; load_max: number | null; pair_chance: number };
export const usualRules: AssignmentRules = { each: 3, load_min: 0, load_max: null, pair_chance: 100 };

export type Limits = { load_min: number | null; load_max: number | null };
/** `group` is the number of the reviewer's organisation: of one organisation one reads an application at most. */
export type TaskReviewer = { id: string; group: number; profile: Profile | null; limits: Limits };

/** What an automatic assignment works on. `existing` pairs stay as they are and count as load. */
export type AssignmentTask = {
	rules: AssignmentRules;
	applications: (About & { id: string })[];
	reviewers: TaskReviewer[];
	existing: Pair[];
	/** Why pairs must not be, and what reviewers have said, by `pairKey`. */
	bars: Map<string, BarKind>;
	interests: Map<string, Interest>;
};

/** The task as numbers: applications are the items, reviewers the hands. `isSoft`: limits may give where they must. */
export function matchingOf(task: AssignmentTask, isSoft = false): Matching {
	const { applications, reviewers, rules, existing } = task;
	const readers = Map.groupBy(existing, (pair) => pair.applicationId);
	const load = Map.groupBy(existing, (pair) => pair.reviewerId);
	const limits = reviewers.map((reviewer) => limitsOf(task, reviewer));
	return {
		...{ items: applications.length, hands: reviewers.length, worth: worthOf(task) },
		wants: Uint8Array.from(applications, ({ id }) => Math.max(0, rules.each - (readers.get(id)?.length ?? 0))),
		held: Int32Array.from(reviewers, ({ id }) => load.get(id)?.length ?? 0),
		least: Int32Array.from(limits, ({ least }) => least),
		most: Int32Array.from(limits, ({ most }) => most),
		group: Int32Array.from(reviewers, ({ group }) => group),
		...partsOf(rules.pair_chance),
		...{ even: 1, isSoft }
	};
}

/** The limits of one reviewer: their own, or the call's. */
export function limitsOf(
	{ rules, applications }: Pick<AssignmentTask, 'rules' | 'applications'>,
	{ limits }: TaskReviewer
) {
	const least = limits.load_min ?? rules.load_min;
	const most = limits.load_max ?? rules.load_max ?? applications.length;
	return { least, most: Math.max(least, most) };
}

/** A chance in percent as parts of a whole, in the smallest numbers. */
function partsOf(percent: number): { whole: number; cap: number } {
	const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
	const common = divisor(100, percent);
	return { whole: 100 / common, cap: percent / common };
}

// There may be millions of pairs: what applications are about is alike for many of them and looked up once, and what was
// said or must not be is little beside them. Who reads an application already stands for the whole of their organisation.
function worthOf(task: AssignmentTask): Int8Array {
	const { applications, reviewers, existing, interests, bars } = task;
	const width = reviewers.length;
	const worth = new Int8Array(applications.length * width);
	for (const [item, row] of fitRows(task).entries()) worth.set(row, item * width);
	const itemOf = new Map(applications.map(({ id }, item) => [id, item]));
	const handOf = new Map(reviewers.map(({ id }, hand) => [id, hand]));
	const places = (key: string) => {
		const [item, hand] = [itemOf.get(key.split(' ')[0]!), handOf.get(key.split(' ')[1]!)];
		return item === undefined || hand === undefined ? [] : [item * width + hand];
	};
	for (const [key, interest] of interests) for (const at of places(key)) worth[at]! += points[interest];
	for (const key of bars.keys()) for (const at of places(key)) worth[at] = barred;
	const inGroup = Map.groupBy(reviewers.keys(), (hand) => reviewers[hand]!.group);
	for (const { applicationId, reviewerId } of existing) {
		const [item, hand] = [itemOf.get(applicationId), handOf.get(reviewerId)];
		if (item === undefined || hand === undefined) continue;
		for (const colleague of inGroup.get(reviewers[hand]!.group)!) worth[item * width + colleague] = barred;
	}
	return worth;
}

/** How well each reviewer fits each application, before anybody has said anything. */
function fitRows({ applications, reviewers }: AssignmentTask): Int8Array[] {
	const rows = new Map<string, Int8Array>();
	return applications.map((application) => {
		const { track, language, topics } = application;
		const alike = JSON.stringify([track, language, topics]);
		const row = rows.get(alike) ?? Int8Array.from(reviewers, ({ profile }) => affinityOf(application, profile, null));
		rows.set(alike, row);
		return row;
	});
}

/** What an assignment comes to: its pairs, what stays short, and its points beside those that nothing can pass. */
export type Assigned = { added: Pair[]; short: LeftShort[]; chances: PairChance[]; value: number; bound: number };

/** The answer in the task's own words. */
export function assignedBy(task: AssignmentTask, matching: Matching, solved: Solved): Assigned {
	const pairOf = ({ item, hand }: Share) => ({
		applicationId: task.applications[item]!.id,
		reviewerId: task.reviewers[hand]!.id
	});
	const added = solved.pairs.map(pairOf);
	const given = Map.groupBy([...task.existing, ...added], (pair) => pair.applicationId);
	const wants = task.rules.each;
	const short = task.applications.map(({ id }) => ({ applicationId: id, has: given.get(id)?.length ?? 0, wants }));
	const value = scoreOf(matching, solved.shares) / matching.whole;
	return {
		...{ added, short: short.filter(({ has }) => has < wants) },
		chances: matching.whole === 1 ? [] : solved.shares.map((share) => chanceOf(pairOf(share), share.units)),
		...{ value, bound: value + (solved.bound - solved.value) / matching.whole }
	};
}

/** To whom what a reviewer leaves goes, one new reader each, the best there is. What nobody may take stays out. */
export function movesFrom(task: AssignmentTask, from: string, leaving: string[]): Pair[] {
	const others = {
		...task,
		rules: { ...task.rules, pair_chance: 100 },
		reviewers: task.reviewers.map((one) => (one.id === from ? { ...one, limits: nothing } : one)),
		existing: task.existing.filter(({ reviewerId }) => reviewerId !== from)
	};
	const isLeft = new Set(leaving);
	const wants = Uint8Array.from(task.applications, ({ id }) => Number(isLeft.has(id)));
	const matching = { ...matchingOf(others), wants };
	return assignedBy(others, matching, solve(matching, noSeed)).added;
}

const nothing: Limits = { load_min: 0, load_max: 0 };
// Whole pairs throw no dice.
const noSeed = '00'.repeat(32);

const chanceOf = ({ applicationId, reviewerId }: Pair, parts: number): PairChance => [applicationId, reviewerId, parts];

/** Which limits these pairs would pass: whose most must be raised, whose least cannot be had, from what to what. */
export function limitsPassed(task: AssignmentTask, added: Pair[]): LimitGiven[] {
	const load = Map.groupBy([...task.existing, ...added], (pair) => pair.reviewerId);
	return task.reviewers.flatMap((reviewer) => {
		const { least, most } = limitsOf(task, reviewer);
		const to = load.get(reviewer.id)?.length ?? 0;
		if (to > most) return [{ reviewerId: reviewer.id, from: most, to }];
		return to < least ? [{ reviewerId: reviewer.id, from: least, to }] : [];
	});
}

/** Whether two tasks are the same to the letter, so that what one led to holds for the other. */
export function isSameTask(one: AssignmentTask, other: AssignmentTask): boolean {
	return written(one) === written(other);
}

function written(task: AssignmentTask): string {
	const existing = task.existing.map(({ applicationId, reviewerId }) => pairKey(applicationId, reviewerId)).sort();
	return JSON.stringify({ ...task, existing, bars: [...task.bars].sort(), interests: [...task.interests].sort() });
}

export const mostReviewersEach = 9;
export const mostLoad = 20_000;

export const noReviewers = () => refusal('conflict', 'reviews.no-reviewers');
export const sameOrganisation = () => refusal('conflict', 'reviews.same-organisation');
export const conflictDeclared = () => refusal('conflict', 'reviews.conflict-declared');
export const scoredAlready = () => refusal('conflict', 'reviews.scored-already');
export const groupReadsAlready = () => refusal('conflict', 'reviews.group-reads-already');
export const tieSeen = () => refusal('conflict', 'reviews.tie-seen');
export const assignmentMoved = () => refusal('busy', 'reviews.assignment-moved');
export const interestsCrossed = () => fieldsRefused({ interests_until: 'reviews.interests-crossed' });
export const interestsClosed = () => refusal('conflict', 'reviews.interests-closed');
export const nothingToImport = () => refusal('invalid', 'reviews.import-nothing');
