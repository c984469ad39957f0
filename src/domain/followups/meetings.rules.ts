import type { Selectable } from 'kysely';
import type { Meetings } from '#db/tables.ts';
import { calendar } from '#lib/calendar.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';
import { written } from '#lib/zone.ts';

export type Meeting = Selectable<Meetings>;
export type Slot = { starts_at: Date; ends_at: Date };

/** Where a meeting stands: times to choose from, a time that was chosen, or called off. */
export type MeetingState = 'proposed' | 'set' | 'cancelled';
export function meetingState({ starts_at, cancelled_at }: Pick<Meeting, 'starts_at' | 'cancelled_at'>): MeetingState {
	if (cancelled_at) return 'cancelled';
	return starts_at ? 'set' : 'proposed';
}

/** The times a form names, by its clock. Refuses a time that is not on it, one that is past, and the same time twice. */
export function slotsIn(
	{ zone, minutes, slots }: { zone: string; minutes: number; slots: { day: string; time: string }[] },
	at: Date
): Slot[] {
	const faults: Record<string, string> = {};
	const found = slots.map(({ day, time }, nth) => {
		const starts_at = instantIn(zone, day, time);
		if (!starts_at) faults[`slots.${nth}.time`] = 'calls.no-such-time';
		else if (starts_at <= at) faults[`slots.${nth}.day`] = 'followups.day-past';
		return starts_at ?? at;
	});
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	const once = [...new Map(found.map((starts_at) => [starts_at.getTime(), starts_at])).values()].sort(
		(one, other) => one.getTime() - other.getTime()
	);
	return once.map((starts_at) => ({ starts_at, ends_at: new Date(starts_at.getTime() + minutes * 60_000) }));
}

/** An instant by each of these clocks: the stop's first, and another only where it is another. */
export function inClocks(instant: Date, zones: string[], locale: Locale): string {
	return [...new Set(zones.map((zone) => written(instant, zone, locale)))].join(' = ');
}

type Told = Pick<Meeting, 'id' | 'topic' | 'place' | 'sequence' | 'cancelled_at'> & Slot;
export type Between = { firm: string; guest: Words; delegate: Words; zone: string; url: string };

/** A meeting for a calendar, in the stop's clock. Its name stays the same: a later file replaces the earlier entry. */
export function meetingCalendar(meeting: Told, between: Between, locale: Locale, at: Date): string {
	const title = `${between.firm} · ${inWords(between.guest, locale)}`;
	const entry = {
		...{ uid: `meeting-${meeting.id}@madang`, title, sequence: meeting.sequence },
		...{ about: [meeting.topic, inWords(between.delegate, locale)].filter(Boolean).join('\n'), place: meeting.place },
		...{ url: between.url, isCancelled: meeting.cancelled_at !== null },
		when: { from: meeting.starts_at, to: meeting.ends_at }
	};
	return calendar(title, [entry], at, between.zone);
}

export const meetingNotFound = () => refusal('unknown', 'followups.meeting-not-found');
export const notYourChoice = () => refusal('conflict', 'followups.not-your-choice');
export const slotGone = () => refusal('conflict', 'followups.slot-gone');
export const timeTaken = () => refusal('conflict', 'followups.time-taken');
export const tooManyMeetings = () => refusal('conflict', 'followups.too-many-meetings');
