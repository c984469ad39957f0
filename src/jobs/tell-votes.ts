import { tellVotes } from '#domain/questions/votes.write.server.ts';
import { together, type Db } from '#lib/db.server.ts';
import { sweepNews } from '#lib/news.server.ts';

const sweepEveryMs = 10 * 60_000;
let swept = 0;

/** Tells open pages of new votes, a few at once; and forgets news that nobody comes back to. */
export async function tellOfVotes(db: Db, at: Date): Promise<void> {
	await together(db, (tx) => tellVotes(tx, at));
	if (Math.abs(at.getTime() - swept) < sweepEveryMs) return;
	swept = at.getTime();
	await sweepNews(db, at);
}
