import { hasPublicRecord } from '#domain/records/article.read.server.ts';
import { publicTranscripts } from '#domain/records/utterances.read.server.ts';
import { foundIn } from '#domain/records/utterances.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const sought = (url.searchParams.get('q') ?? '').slice(0, 100);
	const sessions = await publicTranscripts(reading(db), stop.id, arrivedAt);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		hasRecord: await hasPublicRecord(reading(db), stop.id, arrivedAt),
		sought,
		sessions: sessions.map((session) => ({ ...session, utterances: foundIn(session.utterances, sought) }))
	};
}
