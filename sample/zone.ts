const hour = 3_600_000;
const day = 24 * hour;

export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => count * hour;
export const days = (count: number) => count * day;
export const after = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

/** The day it is in Korea (UTC+9 all year), so many days on: `YYYY-MM-DD`. */
export function koreanDay(at: Date, daysOn: number): string {
	return new Date(at.getTime() + 9 * hour + daysOn * day).toISOString().slice(0, 10);
}

/** Clock time of a day in Korea, so many days from the day of `at`; hour 24 is the end of that day. */
export function inKorea(at: Date, daysOn: number, clock: number): Date {
	const midnight = new Date(`${koreanDay(at, daysOn)}T00:00:00+09:00`).getTime();
	return new Date(midnight + clock * hour);
}

/** Clock time of a day in Dubai (UTC+4 all year), so many days from Korea's day of `at`. */
export function inDubai(at: Date, daysOn: number, clock: number): Date {
	return after(inKorea(at, daysOn, clock), hours(5));
}
