import { attendanceOf } from '#domain/doors/attendance.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownSession } from '../hosting.ts';

export async function load(event) {
	const { session } = await ownSession(event);
	const { slug, title, starts_at: startsAt, time_zone: zone } = session;
	const seen = await attendanceOf(reading(event.locals.db), session, event.locals.arrivedAt);
	return { slug, title, startsAt, zone, seen };
}
