import { reading, together, type Db } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { noMinutes, passedOn } from './delays.rules.ts';
import type { DelayForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { dayOf } from './public.rules.ts';
import { sessionNotFound } from './rules.ts';
import { asRunning, runOf } from './run.read.server.ts';

/**
 * Passes so many minutes on to what follows in a session's hall that day, and leaves why. The public page and the feeds
 * show what is expected from then on. Refuses a session that is over, and another stop's as not there.
 */
export function passDelay(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: { stopId: string; form: DelayForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		if (form.minutes === 0) throw noMinutes();
		const session = await tx
			.selectFrom('sessions')
			.select(['id', 'starts_at', 'call_id'])
			.where('id', '=', form.session)
			.where('stop_id', '=', stopId)
			.executeTakeFirstOrThrow(sessionNotFound);
		const run = await runOf(reading(tx), stop, { day: dayOf(session.starts_at, stop.time_zone), at });
		const shifts = passedOn(run.map(asRunning), session.id, form.minutes);
		const row = { stop_id: stopId, session_id: session.id, minutes: form.minutes, reason: form.reason };
		const { id } = await tx
			.insertInto('delays')
			.values({ ...row, passed_at: at, passed_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		await tx
			.insertInto('delay_shifts')
			.values(shifts.map((shift) => ({ delay_id: id, ...shift })))
			.execute();
		const detail = { minutes: form.minutes, count: shifts.length };
		await note(tx, {
			...{ at, by: who.personId, callId: session.call_id },
			verb: 'delay.passed',
			about: session.id,
			detail
		});
	});
}
