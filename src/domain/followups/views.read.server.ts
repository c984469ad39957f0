import type { Reader } from '#lib/db.server.ts';
import { contactText } from './consent.rules.ts';
import { delegatesFor, meetingsOf, zonesFor } from './meetings.read.server.ts';
import { consentsIn, otherOffer, ownOffer, releasedContact } from './offers.read.server.ts';
import type { Party } from './rules.ts';
import { stepsFor } from './steps.read.server.ts';

/** A follow-up as one of the two sides reads it. */
export async function followupFor(db: Reader, party: Party) {
	const [own, other, consents, released, meetings, delegates, zones, steps, begun] = await Promise.all([
		ownOffer(db, party),
		otherOffer(db, party),
		consentsIn(db, party.applicationId),
		releasedContact(db, party),
		meetingsOf(db, party),
		delegatesFor(db, party),
		zonesFor(db, party),
		stepsFor(db, party.applicationId, party.side),
		db.selectFrom('followups').select('carried_at').where('application_id', '=', party.applicationId).executeTakeFirst()
	]);
	return {
		...{ side: party.side, own, other, consents, released, meetings, delegates, zones, steps, text: contactText },
		carriedAt: begun?.carried_at ?? null,
		hasBegun: begun !== undefined
	};
}
export type FollowupView = Awaited<ReturnType<typeof followupFor>>;
