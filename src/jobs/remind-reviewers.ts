import { callsToRemind } from '#domain/reviews/progress.read.server.ts';
import { remindByRule } from '#domain/reviews/progress.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Reminds reviewers who are behind, in the calls whose own rule asks for it now. */
export async function remindReviewers(db: Db, at: Date): Promise<void> {
	for (const { id } of await callsToRemind(reading(db), at)) await remindByRule(db, id, at);
}
