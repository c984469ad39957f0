import { tellVotes } from '#domain/questions/votes.write.server.ts';
import { together, type Db } from '#lib/db.server.ts';
import { sweepNews } from '#lib/news.server.ts';
import { Turns } from '#lib/turns.ts';

const sweeps = new Turns(10 * 60_000);

/** Tells open pages of new votes, a few at once; and forgets news that nobody comes back to. */
export async function tellOfVotes(db: Db, at: Date): Promise<void> {
	await together(db, (tx) => tellVotes(tx, at));
	if (!sweeps.isDue(at)) return;
	sweeps.take(at);
	await sweepNews(db, at);
}
