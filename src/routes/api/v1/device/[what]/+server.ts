import { eventFor, listFor } from '#domain/doors/pretix.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { asScanner, deviceFor, notThere } from '../../pretix.ts';

export const trailingSlash = 'ignore';

/** What a scanner asks about itself: who it is (`info`), and which event and list it is for (`eventselection`). */
export function GET(event) {
	return asScanner(event, async (scanner) => {
		const db = reading(event.locals.db);
		const server = { version: { pretix: '2026.1.0', pretix_numeric: 20260100000 } };
		if (event.params.what === 'info') return Response.json({ device: deviceFor(scanner, ''), server });
		if (event.params.what !== 'eventselection') return notThere();
		const [about, list] = await Promise.all([eventFor(db, scanner), listFor(db, scanner, event.locals.locale)]);
		return Response.json({ event: { slug: about.slug, name: about.name, subevent: null }, checkinlist: list.id });
	});
}

/** A scanner tells of its software (`update`): heard, and of no use. */
export function POST(event) {
	return asScanner(event, async (scanner) =>
		event.params.what === 'update' ? Response.json(deviceFor(scanner, '')) : notThere()
	);
}
