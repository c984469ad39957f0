import type { Reader } from '#lib/db.server.ts';
import type { Answers } from '#db/kinds.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { formOf } from '#domain/calls/forms.read.server.ts';
import type { Call, Field } from '#domain/calls/rules.ts';
import { languageOf, type About, type Interest } from './affinity.rules.ts';
import { usualRules, type AssignmentRules, type AssignmentTask, type TaskReviewer } from './rules.ts';
import { assignmentsOf } from '#domain/reviews/read.server.ts';
import { groupsOf, pairKey } from './ties.rules.ts';
import { barsOf, reviewerTies } from './ties.read.server.ts';

/** How a call is assigned, and when its reviewers may say what they would read; the usual where nothing is set. */
export async function rulesOf(db: Reader, callId: string) {
	const set = await db
		.selectFrom('assignment_rules')
		.select(['each', 'load_min', 'load_max', 'pair_chance', 'interests_from', 'interests_until'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
	return set ?? { ...usualRules, interests_from: null, interests_until: null };
}

/** All that an automatic assignment works on, as it stands now. */
export async function taskOf(db: Reader, call: Call, rules: AssignmentRules): Promise<AssignmentTask> {
	const [applications, ties, profiles, rows, bars, interests] = await Promise.all([
		aboutApplications(db, call.id),
		reviewerTies(db, call),
		profilesOf(db, call.id),
		assignmentsOf(db, call.id),
		barsOf(db, call),
		interestsIn(db, call.id)
	]);
	const groups = groupsOf(ties);
	const { each, load_min, load_max, pair_chance } = rules;
	return {
		rules: { each, load_min, load_max, pair_chance },
		applications,
		reviewers: ties.map(({ id }, at) => taskReviewer(id, groups[at]!, profiles.get(id))),
		existing: rows
			.filter((row) => row.conflict === null)
			.map((row) => ({ applicationId: row.application_id, reviewerId: row.reviewer_id })),
		...{ bars, interests }
	};
}

type ProfileRow = Awaited<ReturnType<typeof profileRows>>[number];

function taskReviewer(id: string, group: number, row: ProfileRow | undefined): TaskReviewer {
	if (!row) return { id, group, profile: null, limits: { load_min: null, load_max: null } };
	const { tracks, languages, topics, load_min, load_max } = row;
	return { id, group, profile: { tracks, languages, topics }, limits: { load_min, load_max } };
}

function profileRows(db: Reader, callId: string) {
	return db
		.selectFrom('reviewer_profiles')
		.select(['reviewer_id', 'tracks', 'languages', 'topics', 'load_min', 'load_max'])
		.where('call_id', '=', callId)
		.execute();
}

/** What the reviewers of a call are at home in, by their ids. */
export async function profilesOf(db: Reader, callId: string): Promise<Map<string, ProfileRow>> {
	return new Map((await profileRows(db, callId)).map((row) => [row.reviewer_id, row]));
}

/** The fields whose choices are topics: what a form lets choose and the draw does not count by. */
export function topicFields(fields: Field[]): Field[] {
	return fields.filter(({ kind, is_feature }) => ['choice', 'choices'].includes(kind) && !is_feature);
}

/** The applications under review with what each is about, by number. */
export async function aboutApplications(db: Reader, callId: string) {
	const [rows, { fields }] = await Promise.all([
		db
			.selectFrom('applications')
			.leftJoin('tracks', 'tracks.id', 'applications.track_id')
			.select(['applications.id', 'applications.answers', 'tracks.key as track'])
			.where('applications.call_id', '=', callId)
			.where(takesPart)
			.orderBy('applications.number')
			.orderBy('applications.id')
			.execute(),
		formOf(db, callId)
	]);
	return rows.map(({ id, answers, track }) => ({ id, ...aboutOf(answers, fields, track) }));
}

function aboutOf(answers: Answers, fields: Field[], track: string | null): About {
	const written = fields.filter(({ kind }) => kind === 'long').map(({ key }) => answers[key] ?? '');
	const topics = topicFields(fields).flatMap(({ key }) =>
		(answers[key] ?? '')
			.split('\n')
			.filter(Boolean)
			.map((value) => `${key}:${value}`)
	);
	return { track, language: languageOf(written.join(' ')), topics };
}

async function interestsIn(db: Reader, callId: string): Promise<Map<string, Interest>> {
	const rows = await db
		.selectFrom('interests')
		.innerJoin('applications', 'applications.id', 'interests.application_id')
		.select(['interests.application_id', 'interests.reviewer_id', 'interests.interest'])
		.where('applications.call_id', '=', callId)
		.orderBy('interests.application_id')
		.orderBy('interests.reviewer_id')
		.execute();
	return new Map(rows.map((row) => [pairKey(row.application_id, row.reviewer_id), row.interest as Interest]));
}

/** The last time reviewers of a call were assigned by the program, or undefined. */
export function lastRun(db: Reader, callId: string) {
	return db
		.selectFrom('assignment_runs')
		.leftJoin('people', 'people.id', 'assignment_runs.ran_by')
		.select(['each', 'pair_chance', 'added', 'value', 'bound', 'limits', 'short', 'ran_at', 'people.name as byName'])
		.where('call_id', '=', callId)
		.orderBy('ran_at', 'desc')
		.limit(1)
		.executeTakeFirst();
}
