import { eventFor } from '#domain/doors/pretix.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { asScanner, notThere } from '../../../../pretix.ts';

export const trailingSlash = 'ignore';

/** The session of a scanner's door. */
export function GET(event) {
	return asScanner(event, async (scanner) =>
		event.params.event === scanner.session
			? Response.json(await eventFor(reading(event.locals.db), scanner))
			: notThere()
	);
}
