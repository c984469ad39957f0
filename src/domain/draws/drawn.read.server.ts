import type { Reader } from '#lib/db.server.ts';

/** What others show of a call's draw: its public address once it is sealed, and whether it has been conducted. */
export type DrawGlance = { slug: string | null; isDrawn: boolean };

/** A glance at the draw of each of these calls, by call id, in one query. A call without a draw is not drawn. */
export async function drawGlances(db: Reader, callIds: string[]): Promise<Record<string, DrawGlance>> {
	const none = Object.fromEntries(callIds.map((id) => [id, { slug: null, isDrawn: false }]));
	if (callIds.length === 0) return none;
	const rows = await db
		.selectFrom('draws')
		.innerJoin('seals', 'seals.draw_id', 'draws.id')
		.leftJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.select(['call_id', 'slug', 'conducted_at'])
		.where('tag', '=', 'draw')
		.where((eb) => eb('call_id', '=', eb.fn.any(eb.val(callIds))))
		.execute();
	const seen = rows.map(({ call_id, slug, conducted_at }) => [call_id, { slug, isDrawn: conducted_at !== null }]);
	return { ...none, ...Object.fromEntries(seen) };
}
