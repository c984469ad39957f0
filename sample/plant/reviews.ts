import type { Tx } from '#lib/db.server.ts';
import type { SampleCall } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants who reads what, the declared conflicts and the finished reviews of a call. */
export async function plantReviews(
	tx: Tx,
	call: SampleCall,
	ids: Ids,
	applications: Map<string, string>
): Promise<void> {
	const pair = (one: { application: string; reviewer: string }) => ({
		application_id: must(applications, one.application),
		reviewer_id: must(ids.people, one.reviewer)
	});
	await insertAll(
		tx,
		'assignments',
		call.assignments.map((one) => ({ ...pair(one), assigned_at: one.assignedAt }))
	);
	await insertAll(
		tx,
		'conflicts',
		call.conflicts
			.filter((one) => one.isDeclared)
			.map((one) => ({ ...pair(one), reason: one.reason, declared_at: one.declaredAt }))
	);
	await insertAll(
		tx,
		'reviews',
		call.reviews.map((one) => ({
			...pair(one),
			...{ scores: one.scores, comment: one.comment, version: 1 },
			...{ saved_at: one.finishedAt, finished_at: one.finishedAt }
		}))
	);
}
