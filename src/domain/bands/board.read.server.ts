import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Criterion } from '#domain/calls/rules.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { notFound } from '#domain/people/rules.ts';
import {
	applicationsUnderReview,
	assignmentsOf,
	criteriaOf,
	freezeOf,
	type AssignmentRow,
	type Reviewed
} from '#domain/reviews/read.server.ts';
import { ownScore, reviewState } from '#domain/reviews/rules.ts';
import { ratingsOf } from './ratings.read.server.ts';
import { bandsOf } from './read.server.ts';
import { scored } from './rules.ts';

export type ReviewBoard = Awaited<ReturnType<typeof reviewBoard>>;

/** The organiser's picture of a call's reviews: who has how much to read, and where each application stands. */
export async function reviewBoard(db: Reader, call: Reviewed) {
	const [applications, rows, reviewers, lines, freeze, ratings] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		peopleInRole(db, 'reviewer', call),
		bandsOf(db, call.id),
		freezeOf(db, call.id),
		ratingsOf(db, call.id)
	]);
	const byApplication = Map.groupBy(rows, (row) => row.application_id);
	const rated = Map.groupBy(ratings, (row) => row.application_id);
	const byReviewer = Map.groupBy(rows, (row) => row.reviewer_id);
	const pointsOf = (id: string) => (rated.get(id) ?? []).map(({ points }) => points);
	return {
		applications: applications.map(({ applicant_id: _, ...application }) => ({
			...application,
			...standingNow(byApplication.get(application.id) ?? [], criteriaOf(call, application), pointsOf(application.id))
		})),
		reviewers: reviewers.map(({ id, name, email, locale }) => ({
			...{ id, name: name || email, email, locale },
			...progressOf(byReviewer.get(id) ?? [])
		})),
		lines,
		freeze: freeze ?? null
	};
}

function standingNow(rows: AssignmentRow[], criteria: Criterion[], points: number[] = []) {
	const counted = rows.filter((row) => row.conflict === null);
	const finished = counted.flatMap((row) => (row.finished_at && row.scores ? [row.scores] : []));
	return { ...scored(finished, criteria, points), assigned: counted.length, conflicts: rows.length - counted.length };
}

function progressOf(rows: AssignmentRow[]) {
	const states = rows.map((row) =>
		reviewState({ conflicted: row.conflict !== null, review: row.hasBegun ? row : null })
	);
	const count = (state: string) => states.filter((other) => other === state).length;
	const conflicts = count('conflict');
	const lastMs = Math.max(...rows.map(({ saved_at }) => saved_at?.getTime() ?? 0), 0);
	return {
		...{ assigned: rows.length - conflicts, begun: count('begun'), finished: count('finished'), conflicts },
		lastAt: lastMs ? new Date(lastMs) : null
	};
}

// Apart from the assignments: the board reads those of thousands of applications, and nobody's comment.
async function commentsOn(db: Reader, applicationId: string): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('reviews')
		.select(['reviewer_id', 'comment'])
		.where('application_id', '=', applicationId)
		.execute();
	return new Map(rows.map((row) => [row.reviewer_id, row.comment]));
}

/** All that was said of one application, for the organiser. Refuses another call's. */
export async function reviewsOfApplication(db: Reader, call: Reviewed, applicationId: string) {
	if (!isId(applicationId)) throw notFound();
	const [applications, rows, comments, reviewers, freeze] = await Promise.all([
		applicationsUnderReview(db, call.id),
		assignmentsOf(db, call.id),
		commentsOn(db, applicationId),
		peopleInRole(db, 'reviewer', call),
		freezeOf(db, call.id)
	]);
	const application = applications.find(({ id }) => id === applicationId);
	if (!application) throw notFound();
	const own = rows.filter((row) => row.application_id === applicationId);
	const criteria = criteriaOf(call, application);
	const nameOf = new Map(reviewers.map(({ id, name, email }) => [id, name || email]));
	return {
		application: { ...application, ...standingNow(own, criteria) },
		criteria,
		reviews: own.map((row) => ({
			...{ reviewerId: row.reviewer_id, name: nameOf.get(row.reviewer_id) ?? '–' },
			...{
				conflict: row.conflict,
				comment: comments.get(row.reviewer_id) ?? null,
				scores: row.finished_at ? row.scores : null
			},
			score: row.finished_at ? ownScore(row.scores ?? {}, criteria) : null,
			state: reviewState({ conflicted: row.conflict !== null, review: row.hasBegun ? row : null })
		})),
		freeze: freeze ?? null
	};
}
