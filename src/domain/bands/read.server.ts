import type { Reader } from '#lib/db.server.ts';

/** Where each application of a call stood when its bands were frozen, best first; empty before that. */
export function standingsOf(db: Reader, callId: string) {
	return db
		.selectFrom('standings')
		.select(['application_id', 'track_id', 'score', 'reviews', 'band'])
		.where('call_id', '=', callId)
		.orderBy('track_id')
		.orderBy('score', 'desc')
		.orderBy('application_id')
		.execute();
}

/** The cut lines chosen for the tracks of a call. */
export function bandsOf(db: Reader, callId: string) {
	return db
		.selectFrom('bands')
		.innerJoin('tracks', 'tracks.id', 'bands.track_id')
		.select(['track_id', 'accept_from', 'draw_from', 'chosen_at'])
		.where('tracks.call_id', '=', callId)
		.execute();
}
