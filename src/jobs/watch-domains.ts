import { domainsDue, lookAtDomain } from '#domain/domains/read.server.ts';
import { leaveLook } from '#domain/domains/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Looks once a day whether each live domain is still proved and still leads here; what is missed for long goes off. */
export async function watchDomains(db: Db, at: Date): Promise<void> {
	for (const due of await domainsDue(reading(db), at)) {
		await leaveLook(db, { hostId: due.hostId, by: null, token: due.token }, await lookAtDomain(due), at);
	}
}
