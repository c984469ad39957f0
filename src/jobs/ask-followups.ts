import { stepsToAsk } from '#domain/followups/steps.read.server.ts';
import { askHowItGoes } from '#domain/followups/steps.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Asks both sides how a follow-up goes, on the day that was set with its last step, once. */
export async function askAboutFollowups(db: Db, at: Date): Promise<void> {
	for (const { id } of await stepsToAsk(reading(db), at)) await askHowItGoes(db, id, at);
}
