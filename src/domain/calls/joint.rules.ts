import { fieldsRefused } from '#lib/refusal.ts';
import { clockIn } from '#lib/zone.ts';
import type { QuotaPart } from './parts.rules.ts';
import type { TypedQuota } from './quotas.rules.ts';
import { placesOf, type CallStop, type MemoryRule, type WholeCall } from './rules.ts';

type Joint = Pick<WholeCall, 'tracks' | 'fields' | 'quotas' | 'stops'>;
type Counted = Required<Omit<QuotaPart, 'track'>> & { track: string | null };

/** Whether a call is drawn for several stops at once. */
export const isJoint = ({ stops }: Pick<WholeCall, 'stops'>) => stops.length > 0;

/**
 * A range of all places, as it comes to a stop with some of them: its share of the minimum rounded down, of the maximum
 * rounded up, so that the stops together can always keep what the call says.
 */
export function shareAt({ min, max }: { min: number; max: number }, places: number, of: number) {
	return { min: Math.floor((min * places) / of), max: Math.ceil((max * places) / of) };
}

/**
 * What the drawn for one stop must make up: its share of each track's places and of each quota of the call, unless the
 * stop has a range of its own.
 */
export function quotasAtStop(call: Joint, stop: Pick<CallStop, 'places' | 'quotas'>): (Counted & { isOwn: boolean })[] {
	const all = placesOf(call);
	const trackFields = new Set(call.fields.filter(({ kind }) => kind === 'track').map(({ key }) => key));
	const tracks = call.tracks.map(({ key: value, places }) => {
		return { feature: 'track', value, track: null, min: places, max: places };
	});
	const others = call.quotas.filter(({ feature }) => feature !== 'track' && !trackFields.has(feature));
	return [...tracks, ...others].map(({ feature, value, track, min, max }) => {
		const own = stop.quotas.find((one) => nameOf(one) === nameOf({ feature, value, track }));
		const range = own ?? shareAt({ min, max }, stop.places, all);
		return { feature, value, track, min: range.min, max: range.max, isOwn: own !== undefined };
	});
}

/** A quota by what it counts. */
export const nameOf = ({ feature, value, track }: Pick<Counted, 'feature' | 'value' | 'track'>) =>
	JSON.stringify([feature, value, track ?? null]);

/** What keeps a joint call from being published: places that do not add up, rounds, and no ranking that must be given. */
export function jointFaults(call: WholeCall): Partial<Record<'stops' | 'rounds' | 'fields', string>> {
	if (!isJoint(call)) return {};
	const sum = call.stops.reduce((total, { places }) => total + places, 0);
	const isAsked = call.fields.some(({ kind, is_required }) => kind === 'stops' && is_required);
	return {
		...(call.stops.length < 2 && { stops: 'calls.one-stop-only' }),
		...(sum !== placesOf(call) && { stops: 'calls.stops-do-not-sum' }),
		...(call.stops.some((stop) => stop.starts_on <= clockIn(stop.time_zone, call.draw_at).day) && {
			stops: 'calls.stop-before-draw'
		}),
		...(call.rounds.length > 0 && { rounds: 'calls.stops-with-rounds' }),
		...(!isAsked && { fields: 'calls.needs-ranking' })
	};
}

/** A stop as typed: no places is no part in the draw; an empty side of a range is its share. */
type TypedStop = { stop: string; places: number | null; quotas: TypedQuota[] };
/** A stop as it is kept. */
export type KeptStop = Pick<CallStop, 'stop_id' | 'places' | 'quotas'>;

/**
 * The stops of a joint draw as they are kept. Refuses, naming the field, a stop that is not the host's, a range the
 * wrong way round, and one over the stop's places. A range is kept only where it is not the share.
 */
export function stopsOf(typed: TypedStop[], call: Joint, known: { id: string }[]): KeptStop[] {
	const faults: Record<string, string> = {};
	const ids = new Set(known.map(({ id }) => id));
	const stops = typed.flatMap(({ stop: stop_id, places, quotas }, s): KeptStop[] => {
		if (places === null) return [];
		if (!ids.has(stop_id)) faults[`stops.${s}.places`] = 'lib.not-a-choice';
		const shares = new Map(quotasAtStop(call, { places, quotas: [] }).map((one) => [nameOf(one), one]));
		const own = quotas.flatMap((typedQuota, q) => {
			const { feature, value, track } = { ...typedQuota, track: typedQuota.track || null };
			const share = shares.get(nameOf({ feature, value, track }));
			if (!share || (typedQuota.min === null && typedQuota.max === null)) return [];
			const { min, max } = { min: typedQuota.min ?? share.min, max: typedQuota.max ?? share.max };
			if (min > max) faults[`stops.${s}.quotas.${q}.min`] = 'calls.quota-min-over-max';
			else if (min > places) faults[`stops.${s}.quotas.${q}.min`] = 'calls.quota-min-over-stop';
			return min === share.min && max === share.max ? [] : [{ feature, value, track, min, max }];
		});
		return [{ stop_id, places, quotas: own }];
	});
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return stops;
}

/** How a firm fared before: in how many draws of the tour it lost, and at how many it stayed away though it had accepted. */
export type Luck = { lost: number; absent: number };

/** One's share in a joint draw, a whole number from 1: who has twice another's eats at twice the speed (SPEC §6.8). */
export function shareOf({ base, lost_adds, absent_takes }: MemoryRule, { lost, absent }: Luck): number {
	return Math.min(100, Math.max(1, base + lost_adds * lost - absent_takes * absent));
}

/** Whether a rule tells anybody from anybody. */
export const remembers = (rule: MemoryRule | null): rule is MemoryRule =>
	rule !== null && (rule.lost_adds > 0 || rule.absent_takes > 0);
