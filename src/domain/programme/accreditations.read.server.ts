import type { Reader } from '#lib/db.server.ts';

/** Whether a person is accredited as press at a stop now. */
export async function isAccredited(db: Reader, personId: string, stopId: string): Promise<boolean> {
	const row = await db
		.selectFrom('accredited')
		.select('person_id')
		.where('person_id', '=', personId)
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
	return row !== undefined;
}
