const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** How far away an end is, as people say it, and how pressing that is: within the hour, the last ten minutes, over. */
export type Remaining = {
	days: number;
	hours: number;
	minutes: number;
	seconds: number;
	stage: 'far' | 'near' | 'last' | 'over';
};

/** What is left of some milliseconds. The last second counts until it is over: nothing is left only at the end itself. */
export function remaining(ms: number): Remaining {
	const whole = Math.max(0, Math.ceil(ms / second) * second);
	const part = (of: number, unit: number) => Math.floor((whole % of) / unit);
	const stage = ms <= 0 ? 'over' : ms <= 10 * minute ? 'last' : ms <= hour ? 'near' : 'far';
	return {
		...{ days: Math.floor(whole / day), hours: part(day, hour), minutes: part(hour, minute) },
		...{ seconds: part(minute, second), stage }
	};
}
