import { indexProposals } from '#domain/followups/proposals.write.server.ts';
import type { Db } from '#lib/db.server.ts';

/** Makes what the chosen submitted ready to be searched, until all of it is. */
export async function indexNewProposals(db: Db, at: Date): Promise<void> {
	while ((await indexProposals(db, at)) > 0);
}
