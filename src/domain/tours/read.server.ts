import type { Reader } from '#lib/db.server.ts';
import { stopNotFound, tourNotFound, type Delegate, type Stop, type Tour, type WholeTour } from './rules.ts';

/** Every tour, the newest first. */
export function allTours(db: Reader): Promise<Tour[]> {
	return toursOf(db).execute();
}

function toursOf(db: Reader, hostId?: string | null) {
	let tours = db.selectFrom('tours').selectAll();
	if (hostId)
		tours = tours.where('id', 'in', (eb) => eb.selectFrom('stops').select('tour_id').where('host_id', '=', hostId));
	return tours.orderBy('made_at', 'desc');
}

/** The newest tours, at most so many, each with its stops in their order; those with a stop of one host where given. */
export async function newestTours(
	db: Reader,
	most: number,
	hostId?: string | null
): Promise<(Tour & { stops: Stop[] })[]> {
	const tours = await toursOf(db, hostId).limit(most).execute();
	const ids = tours.map(({ id }) => id);
	const stops = await db
		.selectFrom('stops')
		.selectAll()
		.where((eb) => eb('tour_id', '=', eb.fn.any(eb.val(ids))))
		.orderBy('position')
		.execute();
	return tours.map((tour) => ({ ...tour, stops: stops.filter(({ tour_id }) => tour_id === tour.id) }));
}

/** A tour by its address. Refuses when there is none. */
export async function tourBySlug(db: Reader, slug: string): Promise<Tour> {
	const tour = await db.selectFrom('tours').selectAll().where('slug', '=', slug).executeTakeFirst();
	if (!tour) throw tourNotFound();
	return tour;
}

/** A tour with its delegation and its stops, each with its host. */
export async function wholeTour(db: Reader, tour: Tour): Promise<WholeTour> {
	const [delegates, stops, hosts] = await Promise.all([
		delegatesOf(db, tour.id),
		db.selectFrom('stops').selectAll().where('tour_id', '=', tour.id).orderBy('position').execute(),
		db
			.selectFrom('hosts')
			.innerJoin('stops', 'stops.host_id', 'hosts.id')
			.selectAll('hosts')
			.distinct()
			.where('stops.tour_id', '=', tour.id)
			.execute()
	]);
	const hostOf = new Map(hosts.map((host) => [host.id, host]));
	return {
		...tour,
		delegates,
		stops: stops.map((stop) => ({ ...stop, host: hostOf.get(stop.host_id ?? '') ?? null }))
	};
}

/** A stop by its id; a call always has one. */
export function stopOf(db: Reader, id: string): Promise<Stop> {
	return db.selectFrom('stops').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** A stop by its address. Refuses when there is none. */
export async function stopBySlug(db: Reader, slug: string): Promise<Stop> {
	const stop = await db.selectFrom('stops').selectAll().where('slug', '=', slug).executeTakeFirst();
	if (!stop) throw stopNotFound();
	return stop;
}

/** A stop by its address, with the address and the title of its tour. Refuses when there is none. */
export async function stopInTour(db: Reader, slug: string) {
	const stop = await inTours(db).where('stops.slug', '=', slug).executeTakeFirst();
	if (!stop) throw stopNotFound();
	return stop;
}

const inTours = (db: Reader) =>
	db
		.selectFrom('stops')
		.innerJoin('tours', 'tours.id', 'stops.tour_id')
		.selectAll('stops')
		.select(['tours.title as tourTitle', 'tours.slug as tourSlug']);

/** The stops these hosts invite to, in the order of the journey: where they can make calls. */
export function stopsOfHosts(db: Reader, hostIds: string[]) {
	if (hostIds.length === 0) return Promise.resolve([]);
	return inTours(db).where('host_id', 'in', hostIds).orderBy('starts_on').execute();
}

/** The tour a stop is part of. */
export function tourOf(db: Reader, stop: Pick<Stop, 'tour_id'>): Promise<Tour> {
	return db.selectFrom('tours').selectAll().where('id', '=', stop.tour_id).executeTakeFirstOrThrow();
}

/** The tour that has a stop of this address. Refuses when there is none. */
export async function tourWithStop(db: Reader, slug: string): Promise<Tour> {
	const tour = await db
		.selectFrom('tours')
		.selectAll()
		.where('id', '=', (eb) => eb.selectFrom('stops').select('tour_id').where('slug', '=', slug))
		.executeTakeFirst();
	if (!tour) throw stopNotFound();
	return tour;
}

/** The delegation of a tour, the principal first. */
export function delegatesOf(db: Reader, tourId: string): Promise<Delegate[]> {
	return db
		.selectFrom('delegates')
		.selectAll()
		.where('tour_id', '=', tourId)
		.orderBy('is_principal', 'desc')
		.orderBy('position')
		.execute();
}
