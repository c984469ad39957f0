import type { Reader } from '#lib/db.server.ts';

/** How often the dates of a call were moved after publishing, and when last. */
export type Moved = { count: number; last: Date };

/** Of these calls those whose own dates were moved, by call id. A track's deadline is the notice's to tell. */
export async function datesMoved(db: Reader, callIds: string[]): Promise<Map<string, Moved>> {
	const rows = await db
		.selectFrom('deadline_changes')
		.innerJoin('deadline_answers', 'deadline_answers.change_id', 'deadline_changes.id')
		.select(({ fn }) => ['call_id', fn.countAll<number>().as('count'), fn.max('answered_at').as('last')])
		.where((eb) => eb('call_id', '=', eb.fn.any(eb.val(callIds))))
		.where('track_id', 'is', null)
		.where('answer', '=', 'approved')
		.groupBy('call_id')
		.execute();
	return new Map(rows.map(({ call_id, count, last }) => [call_id, { count: Number(count), last }]));
}
