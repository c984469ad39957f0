import { eventFor } from '#domain/doors/pretix.read.server.ts';
import { pageOf } from '#domain/doors/pretix.rules.ts';
import { reading } from '#lib/db.server.ts';
import { asScanner } from '../../../pretix.ts';

export const trailingSlash = 'ignore';

/** The events a scanner may see: the session of its door. */
export function GET(event) {
	return asScanner(event, async (scanner) =>
		Response.json(pageOf([await eventFor(reading(event.locals.db), scanner)]))
	);
}
