import type { Reader } from '#lib/db.server.ts';

/** Who goes on from a call, and by what it was decided. */
export type GoingOn = { ids: string[]; way: 'draw' | 'bands' };

/**
 * Who has a place in this round: the drawn once the draw is conducted; where the frozen bands leave nobody to draw, the
 * accepted. Null while it is not decided.
 */
export async function goingOn(db: Reader, callId: string): Promise<GoingOn | null> {
	const drawn = await db
		.selectFrom('draws')
		.innerJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.leftJoin('draw_outcomes', (join) =>
			join.onRef('draw_outcomes.draw_id', '=', 'draws.id').on('outcome', '=', 'drawn')
		)
		.leftJoin('lots', (join) =>
			join.onRef('lots.draw_id', '=', 'draw_outcomes.draw_id').onRef('lots.lot', '=', 'draw_outcomes.lot')
		)
		.select('lots.application_id')
		.where('draws.call_id', '=', callId)
		.where('draws.tag', '=', 'draw')
		.execute();
	if (drawn.length) return { way: 'draw', ids: drawn.flatMap((row) => row.application_id ?? []) };
	const standings = await db
		.selectFrom('bands_in_force')
		.select((eb) => [eb.ref('application_id').$notNull().as('application_id'), 'band'])
		.where('call_id', '=', callId)
		.execute();
	if (standings.length === 0 || standings.some(({ band }) => band === 'draw')) return null;
	const accepted = standings.filter(({ band }) => band === 'accept').map((row) => row.application_id);
	return { way: 'bands', ids: accepted };
}
