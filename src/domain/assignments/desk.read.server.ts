import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Call } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { affinityOf } from './affinity.rules.ts';
import { limitsOf, type AssignmentTask, type BarKind } from './rules.ts';
import { lastRun, rulesOf, taskOf } from './read.server.ts';
import { applicationsUnderReview, assignmentsOf, freezeOf, type AssignmentRow } from '#domain/reviews/read.server.ts';
import { pairKey } from './ties.rules.ts';

/** All the organiser assigns by: who reads what, how much each reads and may read, and how it was assigned last. */
export async function assignmentDesk(db: Reader, call: Call) {
	const rules = await rulesOf(db, call.id);
	const [task, applications, people, rows, run, freeze] = await Promise.all([
		taskOf(db, call, rules),
		applicationsUnderReview(db, call.id),
		peopleInRole(db, 'reviewer', call),
		assignmentsOf(db, call.id),
		lastRun(db, call.id),
		freezeOf(db, call.id)
	]);
	const nameOf = new Map(people.map(({ id, name, email }) => [id, name || email]));
	const numberOf = new Map(applications.map(({ id, number }) => [id, number ?? id]));
	const byApplication = Map.groupBy(rows, (row) => row.application_id);
	return {
		...{ rules, isFrozen: freeze !== undefined, task, nameOf },
		reviewers: reviewersOf(task, rows, nameOf),
		applications: applications.map(({ id, number, organisation, track_id }) => {
			const own = byApplication.get(id) ?? [];
			const readers = own.filter((row) => row.conflict === null);
			return {
				...{ id, number, organisation, track_id, score: null, assigned: readers.length },
				conflicts: own.length - readers.length,
				readers: readers.map((row) => nameOf.get(row.reviewer_id) ?? '–')
			};
		}),
		run: run && {
			...run,
			limits: run.limits.map((one) => ({ ...one, name: nameOf.get(one.reviewerId) ?? '–' })),
			short: run.short.map((one) => ({ ...one, number: numberOf.get(one.applicationId) ?? '–' }))
		}
	};
}

function reviewersOf(task: AssignmentTask, rows: AssignmentRow[], nameOf: Map<string, string>) {
	const said = Map.groupBy([...task.interests], ([pair]) => pair.split(' ')[1]!);
	const rowsOf = Map.groupBy(rows, (row) => row.reviewer_id);
	return task.reviewers.map((reviewer) => {
		const own = rowsOf.get(reviewer.id) ?? [];
		const conflicts = own.filter((row) => row.conflict !== null).length;
		return {
			...{ id: reviewer.id, name: nameOf.get(reviewer.id) ?? '–', load: own.length - conflicts, conflicts },
			...limitsOf(task, reviewer),
			hasOwnLimits: reviewer.limits.load_min !== null || reviewer.limits.load_max !== null,
			said: said.get(reviewer.id)?.length ?? 0,
			hasProfile: reviewer.profile !== null
		};
	});
}

/** How one reviewer and one application stand to each other, for who assigns by hand. */
export type Standing = {
	state: 'reads' | 'begun' | 'finished' | 'free' | 'barred' | 'colleague';
	bar: BarKind | null;
	points: number;
	interest: string | null;
};

/** For one application: every reviewer of the call, how they stand to it and how much they read. Refuses another call's. */
export async function readersFor(db: Reader, call: Call, applicationId: string) {
	if (!isId(applicationId)) throw notFound();
	const { task, rows, nameOf, applications, loads } = await choices(db, call);
	const application = applications.find(({ id }) => id === applicationId);
	if (!application) throw notFound();
	const standing = standings(task, rows);
	return {
		...{ application, each: task.rules.each },
		reviewers: task.reviewers
			.map((reviewer) => ({
				...{ id: reviewer.id, name: nameOf.get(reviewer.id) ?? '–', load: loads.get(reviewer.id) ?? 0 },
				...{ most: limitsOf(task, reviewer).most, ...standing(applicationId, reviewer.id) }
			}))
			.sort((a, b) => rank(a) - rank(b) || b.points - a.points || a.load - b.load)
	};
}

/** For one reviewer: every application of the call, how they stand to it. Refuses who does not review in it. */
export async function applicationsFor(db: Reader, call: Call, reviewerId: string) {
	const { task, rows, nameOf, applications, loads } = await choices(db, call);
	const reviewer = task.reviewers.find(({ id }) => id === reviewerId);
	if (!reviewer) throw notFound();
	const standing = standings(task, rows);
	const readers = Map.groupBy(task.existing, (pair) => pair.applicationId);
	return {
		reviewer: {
			...{ id: reviewer.id, name: nameOf.get(reviewer.id) ?? '–', load: loads.get(reviewer.id) ?? 0 },
			...{ profile: reviewer.profile, limits: reviewer.limits, ...limitsOf(task, reviewer) }
		},
		each: task.rules.each,
		applications: applications
			.map(({ id, number, organisation, track_id }) => ({
				...{ id, number, organisation, track_id, readers: readers.get(id)?.length ?? 0 },
				...standing(id, reviewerId)
			}))
			.sort((a, b) => rank(a) - rank(b) || b.points - a.points || a.readers - b.readers)
	};
}

async function choices(db: Reader, call: Call) {
	const [task, rows, people, applications] = await Promise.all([
		rulesOf(db, call.id).then((rules) => taskOf(db, call, rules)),
		assignmentsOf(db, call.id),
		peopleInRole(db, 'reviewer', call),
		applicationsUnderReview(db, call.id)
	]);
	const nameOf = new Map(people.map(({ id, name, email }) => [id, name || email]));
	const loads = new Map(
		[...Map.groupBy(task.existing, (pair) => pair.reviewerId)].map(([id, own]) => [id, own.length])
	);
	return { task, rows, nameOf, applications, loads };
}

function standings(task: AssignmentTask, rows: AssignmentRow[]) {
	const rowOf = new Map(rows.map((row) => [pairKey(row.application_id, row.reviewer_id), row]));
	const about = new Map(task.applications.map((application) => [application.id, application]));
	const reviewerOf = new Map(task.reviewers.map((reviewer) => [reviewer.id, reviewer]));
	const groups = new Set(
		task.existing.map((pair) => `${pair.applicationId} ${reviewerOf.get(pair.reviewerId)?.group}`)
	);
	return (applicationId: string, reviewerId: string): Standing => {
		const key = pairKey(applicationId, reviewerId);
		const row = rowOf.get(key);
		const bar = task.bars.get(key) ?? null;
		const { profile, group } = reviewerOf.get(reviewerId)!;
		const interest = task.interests.get(key) ?? null;
		const isColleague = groups.has(`${applicationId} ${group}`);
		const free = isColleague ? 'colleague' : 'free';
		return {
			state: bar || (row && row.conflict !== null) ? 'barred' : row ? stateOf(row) : free,
			...{ bar, points: affinityOf(about.get(applicationId)!, profile, interest), interest }
		};
	};
}

const stateOf = (row: AssignmentRow) => (row.finished_at ? 'finished' : row.hasBegun ? 'begun' : 'reads');

const order = ['finished', 'begun', 'reads', 'free', 'colleague', 'barred'];
const rank = ({ state }: Standing) => (['finished', 'begun', 'reads'].includes(state) ? 0 : order.indexOf(state));
