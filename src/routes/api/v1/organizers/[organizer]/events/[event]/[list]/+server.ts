import { itemsFor, listFor, positionsFor, revokedSecrets } from '#domain/doors/pretix.read.server.ts';
import { orderOf, pageOf } from '#domain/doors/pretix.rules.ts';
import type { DeviceAtDoor } from '#domain/doors/read.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import type { Locale } from '#lib/words.ts';
import { asScanner, notThere } from '../../../../../pretix.ts';

export const trailingSlash = 'ignore';

type Asked = (db: Reader, scanner: DeviceAtDoor, locale: Locale) => Promise<unknown[]>;
const none = async () => [];

const lists: Record<string, Asked> = {
	checkinlists: async (db, scanner, locale) => [await listFor(db, scanner, locale)],
	items: itemsFor,
	orders: async (db, scanner) => (await positionsFor(db, scanner)).map(orderOf),
	revokedsecrets: revokedSecrets,
	...{ blockedsecrets: none, questions: none, categories: none, quotas: none, taxrules: none, badgelayouts: none }
};

/** The lists a scanner keeps for when it has no line; those we have no such thing for are empty. */
export function GET(event) {
	return asScanner(event, async (scanner) => {
		const { list, event: slug } = event.params;
		if (slug !== scanner.session || !Object.hasOwn(lists, list)) return notThere();
		return Response.json(pageOf(await lists[list]!(reading(event.locals.db), scanner, event.locals.locale)));
	});
}
