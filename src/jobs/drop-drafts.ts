import { dropDrafts } from '#domain/assistant/write.server.ts';
import type { Db } from '#lib/db.server.ts';

/** Destroys what a machine wrote about applications whose applicants have taken their consent back. */
export async function dropTakenBack(db: Db, at: Date): Promise<void> {
	await dropDrafts(db, at);
}
