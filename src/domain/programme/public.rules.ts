import type { Shown, ShownSpeaker } from '#db/kinds.ts';
import { clockIn, dayAfter } from '#lib/zone.ts';
import type { ExpectedSegment } from './expected.rules.ts';

/** What a speaker has said to being recorded. */
export const consentKinds = ['agreed', 'refused', 'unasked'] as const;
export type Consent = (typeof consentKinds)[number];

/** A session as the public reads it: as planned (`startsAt`, `endsAt`) and as expected now (`from`, `to`). */
export type PublicSession = {
	id: string;
	startsAt: Date;
	endsAt: Date;
	from: Date;
	to: Date;
	segments: ExpectedSegment[];
	sequence: number;
	shown: Shown;
	isMasked: boolean;
	/** `refused` as soon as one speaker refuses, `agreed` when all agree, otherwise not known. */
	recording: 'agreed' | 'refused' | null;
};

/** Whether a session may be recorded, by what all who speak in it say. */
export function recordingOf(speakers: ShownSpeaker[], consents: Map<string, Consent>): PublicSession['recording'] {
	const said = speakers.map(({ id }) => consents.get(id) ?? 'unasked');
	if (said.includes('refused')) return 'refused';
	return said.length > 0 && said.every((one) => one === 'agreed') ? 'agreed' : null;
}

/** The days on which something happens, in the place's zone, in order. */
export function daysOf(sessions: Pick<PublicSession, 'startsAt'>[], zone: string): string[] {
	return [...new Set(sessions.map(({ startsAt }) => dayOf(startsAt, zone)))].sort();
}

// What begins in the small hours belongs to the evening before.
const nightEndsMs = 4 * 3_600_000;
export const dayOf = (at: Date, zone: string) => clockIn(zone, new Date(at.getTime() - nightEndsMs)).day;

/** The day to show first: the one asked for, today's, the next to come, or the last. */
export function dayToShow(days: string[], { asked, now, zone }: { asked: string | null; now: Date; zone: string }) {
	if (asked && days.includes(asked)) return asked;
	const today = dayOf(now, zone);
	return days.find((day) => day >= today) ?? days.at(-1) ?? null;
}

/** Every day from the first to the last, both included. */
export function daysFrom(first: string, last: string): string[] {
	const days = [first];
	while (days.at(-1)! < last && days.length < 60) days.push(dayAfter(days.at(-1)!, 1));
	return days;
}

/** What goes on now, and what comes next in each hall, within the next hours; of what was cancelled nothing. */
export function nowAndNext(sessions: PublicSession[], at: Date): { now: PublicSession[]; next: PublicSession[] } {
	const live = sessions.filter(({ shown }) => !shown.cancelled);
	const now = live.filter((one) => isOn(one, at));
	const soon = at.getTime() + 6 * 3_600_000;
	const coming = live.filter(({ from }) => from > at && from.getTime() < soon).sort((a, b) => +a.from - +b.from);
	const seen = new Set<string>();
	const next = coming.filter(({ shown }) => {
		const place = shown.hall?.id ?? '';
		return seen.has(place) ? false : seen.add(place);
	});
	return { now, next };
}

/** Whether a session goes on at an instant: by the clock, or because one of its segments has begun and not ended. */
export function isOn({ from, to, segments }: Pick<PublicSession, 'from' | 'to' | 'segments'>, at: Date): boolean {
	if (segments.some(({ began_at, ended_at }) => began_at && !ended_at)) return true;
	const isOver = segments.length > 0 && segments.every(({ ended_at }) => ended_at);
	return !isOver && from <= at && at < to;
}

/** The segment that goes on in a session that does: the one begun and not ended, else by the clock. */
export function segmentOn({ segments }: Pick<PublicSession, 'segments'>, at: Date): ExpectedSegment | undefined {
	const begun = segments.findLast(({ began_at, ended_at }) => began_at && !ended_at);
	return begun ?? segments.find(({ from, to, ended_at }) => !ended_at && from <= at && at < to);
}

/** Whether what is expected is not what was planned. */
export function isShifted({ startsAt, endsAt, from, to }: PublicSession): boolean {
	return startsAt.getTime() !== from.getTime() || endsAt.getTime() !== to.getTime();
}
