import { refusal, type Refusal } from '#lib/refusal.ts';
import {
	callClosed,
	callNotFound,
	callNotOpenYet,
	takenUntil,
	type Call,
	type Hours,
	type Track
} from '#domain/calls/rules.ts';

/** A call's hours with its tracks: each may close earlier, or be closed to all who have no code. */
export type TrackHours = { call: Hours; tracks: Pick<Track, 'id' | 'closes_at' | 'by_code'>[] };

/** An invite code its applicant has taken up: for which track (null is every one), and until when. */
export type Admission = { track_id: string | null; valid_until: Date };

/**
 * Why nothing is taken at `at` in a track (null while none is chosen), or undefined while it is. The deadline is the
 * track's own where it has one, else its call's; with none chosen the last track to close decides.
 */
export function whyNot({ call, tracks }: TrackHours, trackId: string | null, at: Date): Refusal | undefined {
	if (call.published_at === null) return callNotFound();
	if (at < call.opens_at) return callNotOpenYet();
	const chosen = tracks.find(({ id }) => id === trackId);
	if (chosen?.by_code) return trackByCode();
	const ends = (chosen ? [chosen] : tracks.filter(({ by_code }) => !by_code)).map((track) => takenUntil(call, track));
	const last = Math.max(...(ends.length ? ends : [takenUntil(call)]).map((end) => end.getTime()));
	if (at.getTime() < last) return undefined;
	return chosen && at < takenUntil(call) ? trackClosed() : callClosed();
}

/** The deadline as published: the track's own, or the call's. The grace is nobody's to plan with. */
export function deadlineOf(
	{ call, tracks }: { call: Pick<Call, 'closes_at'>; tracks: Pick<Track, 'id' | 'closes_at'>[] },
	trackId: string | null
): Date {
	return tracks.find(({ id }) => id === trackId)?.closes_at ?? call.closes_at;
}

/** Whether what speaks against an application is only that it is late, or its track closed: a code lets it in. */
export function canBeAdmitted(refused: Refusal): boolean {
	return [callClosed(), trackClosed(), trackByCode()].some(({ code }) => code === refused.code);
}

/** Whether one of these codes lets its applicant in at `at`, in this track (null while none is chosen). */
export function isAdmitted(admissions: Admission[], trackId: string | null, at: Date): boolean {
	return admissions.some(
		({ track_id, valid_until }) => at < valid_until && (track_id === null || trackId === null || track_id === trackId)
	);
}

export const trackClosed = () => refusal('conflict', 'applications.track-closed');
export const trackByCode = () => refusal('conflict', 'applications.track-by-code');
export const callDecided = () => refusal('conflict', 'applications.call-decided');
