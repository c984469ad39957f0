import { wholeCall, callBySlug } from '#domain/calls/read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { words, type Scene } from './cast.ts';
import type { Banded } from './standings.ts';

/** Adds stops to the tour of the scene's call, for its host; answers with the ids of all of them by address. */
export async function addStops({ db, call, host }: Scene, cities = ['busan-stop', 'daejeon-stop']) {
	const first = { tour_id: call.stop.tour_id, host_id: host, country: words('Korea'), time_zone: 'Asia/Seoul' };
	const rows = cities.map((slug, at) => ({
		...{ ...first, slug, position: at + 2, city: words(slug.split('-')[0]!) },
		...{ starts_on: `2026-12-${12 + 2 * at}`, ends_on: `2026-12-${13 + 2 * at}`, hall: words('Hall') }
	}));
	const added = await db.insertInto('stops').values(rows).returning(['id', 'slug']).execute();
	return new Map([[call.stop.slug, call.stop_id], ...added.map(({ id, slug }) => [slug, id] as const)]);
}

/**
 * Makes the scene's call one that is drawn for three stops with two places each, four of them of the track `api`. Its
 * quota goes; its form ranks the stops.
 */
export async function makeJoint(world: Scene): Promise<Map<string, string>> {
	const { db, call } = world;
	const stops = await addStops(world);
	await db.deleteFrom('quotas').where('call_id', '=', call.id).execute();
	await askRanking(db, call.id);
	for (const [key, places] of [['api', 4] as const, ['collaboration', 2] as const])
		await db.updateTable('tracks').set({ places }).where('call_id', '=', call.id).where('key', '=', key).execute();
	const rows = [...stops.values()].map((stop_id) => ({ call_id: call.id, stop_id, places: 2 }));
	await db.insertInto('call_stops').values(rows).execute();
	Object.assign(call, await wholeCall(reading(db), await callBySlug(reading(db), call.slug)));
	return stops;
}

export async function askRanking(db: Db, callId: string): Promise<void> {
	const field = { key: 'cities', kind: 'stops', label: words('Where'), is_required: true, is_feature: false };
	await db
		.insertInto('fields')
		.values({ call_id: callId, position: 40, ...field, options: '[]' })
		.execute();
}

/** One in the draw who ranked these stops, the best first. */
export const ranking = (track: string, ...cities: string[]): Banded => ({
	...{ track, band: 'draw' as const },
	answers: { cities: cities.map((city) => `${city}-stop`).join('\n') }
});

/** Nine entrants: Seoul is wanted by most, Daejeon by few. */
export const nine: Banded[] = [
	...Array.from({ length: 3 }, () => ranking('api', 'seoul', 'busan')),
	...Array.from({ length: 2 }, () => ranking('api', 'busan', 'daejeon')),
	ranking('api', 'seoul'),
	...Array.from({ length: 2 }, () => ranking('collaboration', 'seoul', 'busan', 'daejeon')),
	ranking('collaboration', 'daejeon', 'seoul')
];
