import type { Words } from '#db/kinds.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { draftOf, type DraftSession } from './desk.read.server.ts';
import type { Running } from './delays.rules.ts';
import { expectedOf, type Expected, type Marked } from './expected.rules.ts';
import { dayOf, isOn } from './public.rules.ts';
import type { Consent } from './public.rules.ts';
import { consentsOf } from './consents.read.server.ts';

export type RunSession = Omit<DraftSession, 'segments'> &
	Expected & { lateBy: number; isOn: boolean; isOver: boolean; hasBegun: boolean };

/** A day as it runs: every session of the stop, private ones too, with the times expected now. For who runs it. */
export async function runOf(db: Reader, stop: Stop, { day, at }: { day: string; at: Date }): Promise<RunSession[]> {
	const draft = (await draftOf(db, stop.id)).filter(
		(one) => !one.cancelled_at && dayOf(one.starts_at, stop.time_zone) === day
	);
	const shifts = await shiftsOf(
		db,
		draft.map(({ id }) => id)
	);
	const runs = draft.map((one): RunSession => {
		const shift = shifts.get(one.id) ?? { start_minutes: 0, end_minutes: 0 };
		const marks = new Map<string, Marked>(one.segments.map((segment) => [segment.id, segment]));
		const { starts_at, ends_at } = one;
		const shown = { segments: one.segments };
		const expected = expectedOf({ starts_at, ends_at, ...shift, shown }, marks);
		const hasBegun =
			one.segments.some(({ began_at }) => began_at !== null) || (one.segments.length === 0 && expected.from <= at);
		const isOver = one.segments.length ? one.segments.every(({ ended_at }) => ended_at !== null) : expected.to <= at;
		return { ...one, ...expected, lateBy: shift.end_minutes, isOn: !isOver && isOn(expected, at), isOver, hasBegun };
	});
	return runs.sort((a, b) => +a.from - +b.from);
}

export const asRunning = ({ id, hall_id, from, to, hasBegun, isOver, lateBy }: RunSession): Running => ({
	...{ id, hallId: hall_id, from, to, hasBegun, isOver, lateBy }
});

// As the public is told: what was passed on since a release last changed the session's hours.
async function shiftsOf(db: Reader, ids: string[]) {
	if (ids.length === 0) return new Map<string, { start_minutes: number; end_minutes: number }>();
	const rows = await db
		.selectFrom('delay_shifts')
		.innerJoin('delays', 'delays.id', 'delay_shifts.delay_id')
		.leftJoin('release_sessions', (join) => join.onRef('release_sessions.session_id', '=', 'delay_shifts.session_id'))
		.leftJoin('releases', 'releases.id', 'release_sessions.release_id')
		.select(['delays.id', 'delay_shifts.session_id', 'start_minutes', 'end_minutes', 'passed_at'])
		.select(({ fn }) => fn.max('hours_since').as('since'))
		.where((eb) => eb('delay_shifts.session_id', '=', eb.fn.any(eb.val(ids))))
		.groupBy(['delays.id', 'delay_shifts.session_id', 'start_minutes', 'end_minutes', 'passed_at'])
		.execute();
	const sums = new Map<string, { start_minutes: number; end_minutes: number }>();
	for (const { session_id, start_minutes, end_minutes, passed_at, since } of rows) {
		if (since && passed_at < (since as unknown as Date)) continue;
		const sum = sums.get(session_id) ?? { start_minutes: 0, end_minutes: 0 };
		sums.set(session_id, {
			start_minutes: sum.start_minutes + start_minutes,
			end_minutes: sum.end_minutes + end_minutes
		});
	}
	return sums;
}

/** The delays passed on at a stop, newest first, with who did it. */
export function delaysOf(
	db: Reader,
	stopId: string
): Promise<{ id: string; minutes: number; reason: string; passed_at: Date; title: Words; by: string }[]> {
	return db
		.selectFrom('delays')
		.innerJoin('sessions', 'sessions.id', 'delays.session_id')
		.innerJoin('people', 'people.id', 'passed_by')
		.select(['delays.id', 'minutes', 'reason', 'passed_at', 'sessions.title', 'people.name as by'])
		.where('delays.stop_id', '=', stopId)
		.orderBy('passed_at', 'desc')
		.limit(50)
		.execute();
}

/** What all who speak on a day have said to being recorded. */
export function consentsIn(db: Reader, sessions: Pick<DraftSession, 'speakers'>[]): Promise<Map<string, Consent>> {
	return consentsOf(db, [...new Set(sessions.flatMap(({ speakers }) => speakers.map(({ id }) => id)))]);
}

/** What the delegation takes part in at a stop, with the times expected now: for the guest's office. */
export async function sessionsOfDelegation(db: Reader, stop: Stop, at: Date): Promise<RunSession[]> {
	const members = await db
		.selectFrom('speakers')
		.select('id')
		.where('stop_id', '=', stop.id)
		.where('side', '=', 'delegation')
		.execute();
	const ids = new Set(members.map(({ id }) => id));
	const days = new Set((await draftOf(db, stop.id)).map(({ starts_at }) => dayOf(starts_at, stop.time_zone)));
	const runs: RunSession[] = [];
	for (const day of [...days].sort()) runs.push(...(await runOf(db, stop, { day, at })));
	return runs.filter(({ speakers }) => speakers.some(({ id }) => ids.has(id)));
}
