import { together, type Db } from '#lib/db.server.ts';
import { clockIn, dayAfter, daysBetween } from '#lib/zone.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { leaveCopy, ownCall } from './copies.write.server.ts';
import { ownStop, withFreeNumber } from './write.server.ts';

/**
 * Leaves copies of those of a stop's calls that were given a number at another stop of the same host, as drafts that open
 * as many days before it as they did, without their people. Refuses another host's stop or call as not there, and a
 * number the host has used.
 */
export function copyCalls(
	db: Db,
	who: HostOrganiser,
	{ from, to, numbers }: { from: string; to: Stop; numbers: Record<string, string> },
	at: Date
): Promise<void> {
	return withFreeNumber(() =>
		together(db, async (tx) => {
			const old = await ownStop(tx, who, from);
			const stop = await ownStop(tx, who, to.id);
			const days = daysBetween(old.starts_on, stop.starts_on);
			for (const [id, notice_number] of Object.entries(numbers)) {
				if (notice_number === '') continue;
				const call = await ownCall(tx, who, id);
				const { day, time } = clockIn(call.stop.time_zone, call.opens_at);
				const copy = { notice_number, title: call.title, opens: { day: dayAfter(day, days), time } };
				await leaveCopy(tx, who, { old: call, stop, form: copy }, at);
			}
		})
	);
}
