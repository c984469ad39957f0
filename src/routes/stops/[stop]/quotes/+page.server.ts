import { publicQuotes, shownHistory, takenBack } from '#domain/records/quotes.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [quotes, withdrawn] = await Promise.all([
		publicQuotes(reading(db), stop.id, arrivedAt),
		takenBack(reading(db), stop.id)
	]);
	const ids = quotes.map(({ id }) => id);
	const history = await shownHistory(reading(db), ids, arrivedAt);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		quotes: quotes.map((quote) => ({ ...quote, versions: history.get(quote.id)! })),
		withdrawn
	};
}
