import type { Reader } from '#lib/db.server.ts';
import { peopleInRole } from '#domain/people/read.server.ts';
import { weighedTracks, type WeighedTrack } from './calibration.read.server.ts';
import { cutTrack } from './cuts.rules.ts';
import { isAble, movesBetween, placedIn, usualMethod, type Method } from './methods.rules.ts';
import type { Reviewed } from '#domain/reviews/read.server.ts';
import { viewOf, type TrackView } from './views.rules.ts';

/** A call's tracks as the page of bands shows them by a method. What a track's ratings do not allow is shown as given. */
export async function trackViews(
	db: Reader,
	call: Reviewed & { quotas: unknown[] },
	method: Method
): Promise<TrackView[]> {
	const [tracks, people] = await Promise.all([weighedTracks(db, call), peopleInRole(db, 'reviewer', call)]);
	const names = new Map(people.map(({ id, name, email }) => [id, name || email]));
	const nameOf = (reviewer: string) =>
		names.get(reviewer) ?? (reviewer.startsWith('rater ') ? reviewer.slice('rater '.length) : '–');
	const hasQuotas = call.quotas.length > 0;
	const views = [];
	for (const one of tracks) {
		const own = isAble(method, one.calibration.lack) ? method : { ...usualMethod, level: method.level };
		const cuts = await cutBy(one, own);
		views.push(viewOf(one, { method: own, cuts, moves: await movesIn(one, own), hasQuotas }, nameOf));
	}
	return views;
}

function cutBy(one: WeighedTrack, method: Method) {
	if (method.way === 'lines' && !one.lines) return null;
	return cutTrack(placedIn(one, method), one.track.places, method, one.lines);
}

// The same way on the scores as given and on the adjusted ones: who is in another band.
async function movesIn(one: WeighedTrack, method: Method) {
	if (one.calibration.lack !== null) return null;
	const [raw, adjusted] = [
		await cutBy(one, { ...method, basis: 'raw' }),
		await cutBy(one, { ...method, basis: 'adjusted' })
	];
	return raw && adjusted && movesBetween(raw, adjusted);
}
