import { callsToRemind } from '#domain/assignments/progress.read.server.ts';
import { remindByRule } from '#domain/assignments/progress.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

// Who is behind changes slowly and is dear to count: once an hour is enough. Asked more often, nobody is reminded twice.
const lookedIn = new Map<string, number>();

/** Reminds reviewers who are behind, in the calls whose own rule asks for it now. */
export async function remindReviewers(db: Db, at: Date): Promise<void> {
	const hour = Math.floor(at.getTime() / 3_600_000);
	for (const { id } of await callsToRemind(reading(db), at)) {
		if (lookedIn.get(id) === hour) continue;
		await remindByRule(db, id, at);
		lookedIn.set(id, hour);
	}
}
