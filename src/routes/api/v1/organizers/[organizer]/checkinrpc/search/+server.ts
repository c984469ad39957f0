import { positionsFor } from '#domain/doors/pretix.read.server.ts';
import { pageOf, positionOf } from '#domain/doors/pretix.rules.ts';
import { maskedName } from '#domain/doors/rules.ts';
import { reading } from '#lib/db.server.ts';
import { asScanner } from '../../../../pretix.ts';

export const trailingSlash = 'ignore';

/** Tickets by the last letters of a code, or by a whole name, of which no more is shown than the door's own list has. */
export function GET(event) {
	return asScanner(event, async (scanner) => {
		const asked = (event.url.searchParams.get('search') ?? '').trim();
		const [tail, name] = [asked.toUpperCase(), maskedName(asked)];
		const isMeant = (one: { code: string; name: string }) =>
			(tail.length >= 4 && one.code.endsWith(tail)) || (name.length > 1 && maskedName(one.name) === name);
		const found = asked ? (await positionsFor(reading(event.locals.db), scanner)).filter(isMeant).slice(0, 20) : [];
		return Response.json(pageOf(found.map(positionOf)));
	});
}
