import { hasPublicRecord } from '#domain/records/article.read.server.ts';
import { publicQuotes, shownHistory, takenBack } from '#domain/records/quotes.read.server.ts';
import { publicTranscripts } from '#domain/records/utterances.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [quotes, withdrawn, transcripts] = await Promise.all([
		publicQuotes(reading(db), stop.id, arrivedAt),
		takenBack(reading(db), stop.id),
		publicTranscripts(reading(db), stop.id, arrivedAt)
	]);
	const ids = quotes.map(({ id }) => id);
	const history = await shownHistory(reading(db), ids, arrivedAt);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		hasRecord: await hasPublicRecord(reading(db), stop.id, arrivedAt),
		quotes: quotes.map((quote) => ({ ...quote, versions: history.get(quote.id)! })),
		heard: transcripts.flatMap(({ utterances }) => utterances.map(({ id }) => id)),
		withdrawn
	};
}
