import type { Detail } from '#db/kinds.ts';
import { refusal } from '#lib/refusal.ts';

/**
 * One event of a schedule file as we read it; `raw` keeps all that it says, in the words of the c3voc format, and `origin`
 * as it came where the file has other words.
 */
export type ScheduleEvent = {
	guid: string;
	from: Date;
	minutes: number;
	room: string;
	title: string;
	about: string;
	persons: string[];
	/** On which of the file's days and at which place in its room it stands. */
	day: number;
	nth: number;
	raw: Detail;
	origin?: Detail;
};

/** A schedule file: its events, its rooms in order, and what it says of the whole. */
export type Schedule = {
	format: ScheduleFormat;
	title: string;
	events: ScheduleEvent[];
	rooms: string[];
	head: ScheduleHead;
};
export type ScheduleFormat = 'c3voc' | 'c3voc2' | 'frab' | 'ical' | 'list';
export type ScheduleHead = {
	format: ScheduleFormat;
	/** What stands beside the conference, and in it, but its days. */
	top: Detail;
	conference: Detail;
	days: ScheduleDay[];
};
export type ScheduleDay = { index: number; date: string; day_start?: string; day_end: string; rooms: string[] };

/** What is wrong in a file: where, and what was expected there. */
export type ScheduleFault = { where: string; what: string };

export const mostEvents = 5000;
export const mostFaults = 30;
export const mostBytes = 12_000_000;

/** Minutes as `hh:mm`. */
export const asDuration = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;

/** The minutes of `hh:mm`, `hh:mm:ss` or `d:hh:mm:ss`. */
export function minutesOf(duration: string): number {
	const parts = duration.split(':').map(Number);
	if (parts.length === 2) return parts[0]! * 60 + parts[1]!;
	const [days, hours, minutes, seconds] = parts.length === 4 ? parts : [0, ...parts];
	return days! * 1440 + hours! * 60 + minutes! + seconds! / 60;
}

export const scheduleNotFound = () => refusal('unknown', 'programme.schedule-not-found');
export const scheduleRefused = () => refusal('invalid', 'programme.schedule-refused');
export const scheduleTooLarge = () => refusal('invalid', 'programme.schedule-too-large');
