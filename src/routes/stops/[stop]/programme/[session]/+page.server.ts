import { publicSession } from '#domain/programme/releases.read.server.ts';
import { hasRegister } from '#domain/registrations/read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const session = await publicSession(reading(db), stop.id, params.session);
	const takesPeople = await hasRegister(reading(db), params.session);
	return { takesPeople, stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, session, now: arrivedAt };
}
