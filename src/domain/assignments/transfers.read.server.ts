import type { Reader } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { applicationsUnderReview, assignmentsOf } from '#domain/reviews/read.server.ts';
import { barsOf, reviewerTies } from './ties.read.server.ts';
import { groupsOf } from './ties.rules.ts';
import {
	judgePairs,
	judgeTies,
	pairsInJson,
	pairsInTable,
	tiesInTable,
	type JudgedPairs,
	type JudgedTies,
	type PairRow,
	type TieRow
} from './transfers.rules.ts';

type InHost = Pick<Call, 'id' | 'host_id'>;

/** The pairs a file names: pretalx's JSON, or a table with a row for each. */
export function pairsIn(bytes: Buffer): PairRow[] {
	const text = bytes.toString('utf8').replace(/^\ufeff/, '');
	return /^\s*\{/.test(text) ? pairsInJson(text) : pairsInTable(tableFrom(bytes).table);
}

/** The past work together a file names. */
export function tiesIn(bytes: Buffer): TieRow[] {
	return tiesInTable(tableFrom(bytes).table);
}

/** What would come of entering these pairs now. */
export async function judgedPairs(db: Reader, call: InHost, rows: PairRow[]): Promise<JudgedPairs> {
	const [applications, ties, bars, existing] = await Promise.all([
		applicationsUnderReview(db, call.id),
		reviewerTies(db, call),
		barsOf(db, call),
		assignmentsOf(db, call.id)
	]);
	const groups = groupsOf(ties);
	return judgePairs(rows, {
		applications: new Map(applications.map(({ id, number }) => [number ?? '', id])),
		reviewers: new Map(ties.map(({ id, email }, at) => [email, { id, group: groups[at]! }])),
		bars,
		existing: existing
			.filter((row) => row.conflict === null)
			.map((row) => ({ applicationId: row.application_id, reviewerId: row.reviewer_id }))
	});
}

/** What would come of entering this past work. */
export async function judgedTies(db: Reader, call: InHost, rows: TieRow[]): Promise<JudgedTies> {
	const reviewers = await peopleInRole(db, 'reviewer', call);
	return judgeTies(rows, new Map(reviewers.map(({ id, email }) => [email, id])));
}

/** Who reads what, by number and mail address, for a file: no conflict is among them. */
export async function pairsOf(db: Reader, callId: string) {
	return db
		.selectFrom('assignments')
		.innerJoin('applications', 'applications.id', 'assignments.application_id')
		.innerJoin('people', 'people.id', 'assignments.reviewer_id')
		.leftJoin('conflicts', (join) =>
			join
				.onRef('conflicts.application_id', '=', 'assignments.application_id')
				.onRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
		)
		.select(['applications.number as application', 'people.email as reviewer', 'people.name'])
		.where('applications.call_id', '=', callId)
		.where('conflicts.reviewer_id', 'is', null)
		.orderBy('applications.number')
		.orderBy('people.email')
		.execute();
}
