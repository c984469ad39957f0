import { refusal } from '#lib/refusal.ts';
import { minutesBetween } from './minutes.rules.ts';

/** A session as it is expected now in its hall on the day. */
export type Running = {
	id: string;
	hallId: string | null;
	from: Date;
	to: Date;
	hasBegun: boolean;
	isOver: boolean;
	lateBy: number;
};
export type Shift = { session_id: string; start_minutes: number; end_minutes: number };

/**
 * What so many minutes at one session do to its hall: its end moves, its beginning too where it has not begun, and what
 * follows moves by what the pauses between do not take up. Time won back (a negative delay) moves what follows earlier by
 * as much as it is late, never before what was planned.
 */
export function passedOn(sessions: Running[], at: string, minutes: number): Shift[] {
	const one = sessions.find(({ id }) => id === at);
	if (!one || one.isOver) throw nothingToDelay();
	const first = { session_id: one.id, start_minutes: one.hasBegun ? 0 : minutes, end_minutes: minutes };
	const after = sessions
		.filter(
			(other) =>
				other.id !== at && one.hallId !== null && other.hallId === one.hallId && other.from >= one.to && !other.hasBegun
		)
		.sort((a, b) => +a.from - +b.from);
	const shifts = [first];
	let [end, rest] = [one.to, minutes];
	for (const next of after) {
		rest = minutes > 0 ? Math.max(0, rest - Math.max(0, minutesBetween(end, next.from))) : Math.max(rest, -next.lateBy);
		if (rest === 0) break;
		shifts.push({ session_id: next.id, start_minutes: rest, end_minutes: rest });
		end = next.to;
	}
	return shifts;
}

export const nothingToDelay = () => refusal('conflict', 'programme.nothing-to-delay');
export const noMinutes = () => refusal('invalid', 'programme.no-minutes');
