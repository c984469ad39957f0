import { dropAnswers } from '#domain/tokens/answers.write.server.ts';
import type { Db } from '#lib/db.server.ts';

/** Destroys the answers kept for programs that need not be kept any longer. */
export async function dropOldAnswers(db: Db, at: Date): Promise<void> {
	await dropAnswers(db, at);
}
