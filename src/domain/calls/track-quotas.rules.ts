import type { Feature, QuotaPart, Sized } from './parts.rules.ts';
import { placesOf } from './rules.ts';

/** How many places a value can have. */
type Range = { min: number; max: number };
type Ranges = Map<string, Range>;

/**
 * Where the quotas of tracks and those of all places contradict each other in one feature, value by value: the tracks
 * must give a value more places than all may, or can give it fewer than all must. The first is named: mending it may
 * mend the next.
 */
export function disagreements(quotas: QuotaPart[], feature: Feature, tracks: Sized[]): Record<string, string> {
	const own = [...quotas.entries()].filter(([, quota]) => quota.feature === feature.key);
	const inTracks = own.filter(([, { track }]) => track);
	if (inTracks.length === 0) return {};
	const all = rangesIn(quotas, feature, { track: null, places: placesOf({ tracks }) });
	const each = tracks.map(({ key, places }) => rangesIn(quotas, feature, { track: key, places }));
	for (const { value } of feature.values) {
		const { min, max } = all.get(value)!;
		const sum = (side: keyof Range) => each.reduce((total, ranges) => total + ranges.get(value)![side], 0);
		const [at] = inTracks.findLast(([, quota]) => quota.value === value) ?? inTracks.at(-1)!;
		if (sum('min') > max) return { [`quotas.${at}.min`]: 'calls.quota-tracks-over-all' };
		if (sum('max') < min) return { [`quotas.${at}.max`]: 'calls.quota-tracks-under-all' };
	}
	return {};
}

/** What each value can have of so many places: its own bounds, and what the bounds of the others leave. */
function rangesIn(
	quotas: QuotaPart[],
	feature: Feature,
	{ track, places }: { track: string | null; places: number }
): Ranges {
	const bounds = feature.values.map(({ value }): [string, Range] => {
		const isIt = (one: QuotaPart) =>
			one.feature === feature.key && one.value === value && (one.track ?? null) === track;
		const { min = 0, max = places } = quotas.find(isIt) ?? {};
		return [value, { min, max: Math.min(max, places) }];
	});
	const sum = (side: keyof Range) => bounds.reduce((total, [, range]) => total + range[side], 0);
	const rest = { min: places - sum('max'), max: places - sum('min') };
	return new Map(
		bounds.map(([value, { min, max }]) => {
			return [value, { min: Math.max(min, rest.min + max), max: Math.min(max, rest.max + min) }];
		})
	);
}
