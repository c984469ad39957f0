import type { Shown } from '#db/kinds.ts';
import { after } from './minutes.rules.ts';

/** When a segment really began and ended, by who runs the day. */
export type Marked = { began_at: Date | null; ended_at: Date | null };
export type ExpectedSegment = Shown['segments'][number] & Marked & { from: Date; to: Date };

/** A session as planned, and by how much its beginning and its end have moved on the day. */
export type Planned = {
	starts_at: Date;
	ends_at: Date;
	start_minutes: number;
	end_minutes: number;
	shown: Pick<Shown, 'segments'>;
};

export type Expected = { from: Date; to: Date; segments: ExpectedSegment[] };

/**
 * When a session and each of its segments are expected now: as planned, moved by the delays passed on, and where a
 * segment has begun or ended, when it did. What has not begun keeps its place behind what has.
 */
export function expectedOf(planned: Planned, marks: Map<string, Marked>): Expected {
	const from = after(planned.starts_at, planned.start_minutes);
	const to = after(planned.ends_at, planned.end_minutes);
	const segments: ExpectedSegment[] = [];
	let offset = 0;
	for (const segment of planned.shown.segments) {
		const mark = marks.get(segment.id) ?? { began_at: null, ended_at: null };
		const shift = segments.length === 0 ? planned.start_minutes : planned.end_minutes;
		const begins = mark.began_at ?? after(planned.starts_at, offset + shift);
		offset += segment.minutes;
		const ends = mark.ended_at ?? latest(after(planned.starts_at, offset + planned.end_minutes), begins);
		segments.push({ ...segment, ...mark, from: begins, to: ends });
	}
	return { from: segments[0]?.began_at ?? from, to: latest(to, from), segments };
}

const latest = (one: Date, other: Date) => (one > other ? one : other);
