import type { Reader } from '#lib/db.server.ts';
import type { Scores } from '#db/kinds.ts';

/** The feedback written in a call, with its text, by application. */
export function feedbackOf(db: Reader, callId: string) {
	return db
		.selectFrom('feedback')
		.innerJoin('applications', 'applications.id', 'feedback.application_id')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('people as reader', 'reader.id', 'feedback.read_by')
		.select(['feedback.application_id', 'body', 'feedback.version', 'written_at', 'read_at', 'reader.name as readBy'])
		.select('people.locale')
		.where('applications.call_id', '=', callId)
		.orderBy('applications.number')
		.execute();
}

/** What the finished reviews of a call say to its applicants, and their scores, by application. No reviewer is named. */
export async function wordsToApplicants(db: Reader, callId: string): Promise<Map<string, WordsTo[]>> {
	const rows = await db
		.selectFrom('reviews')
		.innerJoin('applications', 'applications.id', 'reviews.application_id')
		.leftJoin('conflicts', (join) =>
			join
				.onRef('conflicts.application_id', '=', 'reviews.application_id')
				.onRef('conflicts.reviewer_id', '=', 'reviews.reviewer_id')
		)
		.select(['reviews.application_id', 'reviews.scores', 'reviews.for_applicant'])
		.where('applications.call_id', '=', callId)
		.where('reviews.finished_at', 'is not', null)
		.where('conflicts.reviewer_id', 'is', null)
		.execute();
	return Map.groupBy(rows, (row) => row.application_id);
}

type WordsTo = { application_id: string; scores: Scores; for_applicant: string };
