import type { Selectable } from 'kysely';
import type { Halls, Segments, Sessions } from '#db/tables.ts';
import type { SessionAtGate } from '#domain/people/rules.ts';
import { refusal } from '#lib/refusal.ts';

export type Hall = Selectable<Halls>;
export type Session = Selectable<Sessions>;

/** Who may ask in a segment: only who moderates; those drawn in the session's call; the accredited press; anyone. */
export const askers = ['moderator', 'drawn', 'press', 'anyone'] as const;
export type Askers = (typeof askers)[number];

/** Whether others see who asks: always, never, or as each asker likes. */
export const namings = ['named', 'anonymous', 'choice'] as const;
export type Naming = (typeof namings)[number];

export type Mark = 'begin' | 'end' | 'reset';

/** A segment with its newest marks: when it began and ended, or null. */
export type Segment = Selectable<Segments> & { began_at: Date | null; ended_at: Date | null };

/** A session with its hall and segments in order, and what the gate must know of it. */
export type WholeSession = Session & { hall: Hall | null; segments: Segment[]; host_id: string; time_zone: string };

/** What a verb is asked for at a stop. */
export type InStop<T> = { stopId: string } & T;

/** The session as the gate sees it. */
export const atGate = (session: WholeSession): SessionAtGate => ({
	host_id: session.host_id,
	call_id: session.call_id
});

/** The segment that has begun and not ended; the latest in order where more have. */
export function segmentNow(segments: Segment[]): Segment | undefined {
	return segments.findLast(({ began_at, ended_at }) => began_at && !ended_at);
}

/** The segment that comes next: the first that has neither begun nor ended. */
export function segmentNext(segments: Segment[]): Segment | undefined {
	return segments.find(({ began_at, ended_at }) => !began_at && !ended_at);
}

/** What a mark changes, so that the same press twice changes nothing: whether it is new. */
export function isNewMark({ began_at, ended_at }: Segment, mark: Mark): boolean {
	if (mark === 'begin') return !began_at || ended_at !== null;
	return mark === 'end' ? began_at !== null && !ended_at : began_at !== null;
}

/** Where news of a session is told to everybody who may see it. */
export const sessionTopic = (sessionId: string) => `session:${sessionId}`;

export const sessionNotFound = () => refusal('unknown', 'programme.session-not-found');
export const segmentNotFound = () => refusal('unknown', 'programme.segment-not-found');
export const hallNotFound = () => refusal('unknown', 'programme.hall-not-found');
export const speakerNotFound = () => refusal('unknown', 'programme.speaker-not-found');
export const stopNotHosted = () => refusal('unknown', 'programme.stop-not-hosted');
export const hallInUse = () => refusal('conflict', 'programme.hall-in-use');
export const speakerInUse = () => refusal('conflict', 'programme.speaker-in-use');
export const sessionReleased = () => refusal('conflict', 'programme.session-released');
export const segmentInUse = () => refusal('conflict', 'programme.segment-in-use');
export const nothingToRelease = () => refusal('conflict', 'programme.nothing-to-release');

export const visibilities = ['public', 'masked', 'private'] as const;
export type Visibility = (typeof visibilities)[number];

export const delegateNotFound = () => refusal('unknown', 'programme.delegate-not-found');
export const briefingNotFound = () => refusal('unknown', 'programme.briefing-not-found');
export const briefingFileTooLarge = () => refusal('invalid', 'programme.briefing-file-too-large');
export const briefingFileUnfit = () => refusal('invalid', 'programme.briefing-file-unfit');
