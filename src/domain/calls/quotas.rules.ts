import { fieldsRefused } from '#lib/refusal.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import type { Feature, FieldPart, QuotaPart, Sized, TrackPart } from './parts.rules.ts';
import { placesOf } from './rules.ts';
import { disagreements } from './track-quotas.rules.ts';

type Parts = {
	tracks: Pick<TrackPart, 'key' | 'name' | 'places'>[];
	fields: Pick<FieldPart, 'key' | 'kind' | 'label' | 'options' | 'is_feature'>[];
};

/** What the quotas of a call can count. A track field has the call's tracks for its choices. */
export function featuresOf({ tracks, fields }: Parts): Feature[] {
	return fields
		.filter((field) => field.is_feature)
		.map(({ key, kind, label, options }) => ({
			...{ key, label },
			values: kind === 'track' ? tracks.map(({ key, name, places }) => ({ value: key, label: name, places })) : options
		}));
}

/** A quota as typed: an empty track is all places, an empty side no bound. */
export type TypedQuota = { feature: string; value: string; track: string; min: number | null; max: number | null };

/** What a quota counts, as people read it: `Region · API use: Busan`. What is no longer there goes by its key. */
export function quotaName(call: Parts, quota: Pick<QuotaPart, 'feature' | 'value' | 'track'>, locale: Locale): string {
	const counted = featuresOf(call).find(({ key }) => key === quota.feature);
	const choice = counted?.values.find(({ value }) => value === quota.value)?.label;
	const track = call.tracks.find(({ key }) => key === quota.track)?.name;
	const names = [inWords(counted?.label, locale) || quota.feature];
	if (quota.track) names.push(inWords(track, locale) || quota.track);
	return `${names.join(' · ')}: ${inWords(choice, locale) || quota.value}`;
}

/** The places a quota is of: its track's, or all; undefined where the track is not there. */
export function placesFor({ track }: Pick<QuotaPart, 'track'>, tracks: Sized[]): number | undefined {
	return track ? tracks.find(({ key }) => key === track)?.places : placesOf({ tracks });
}

/**
 * What is wrong with quotas, by form field (`quotas.2.min`): an unknown feature, value or track, the same one twice, a
 * minimum over its maximum or its track's places, a bound that a track's own places break; of one feature, over all
 * places and in each track, minimums that sum to more than the places and maximums that cannot fill them; tracks that
 * contradict the quota of all places. More is not said of a form: where applicants of every kind may come, features that
 * can be kept one by one can mostly be kept together. Whether those who came can is the draw's to find.
 */
export function quotaFaults(quotas: QuotaPart[], features: Feature[], tracks: Sized[]): Record<string, string> {
	const faults: Record<string, string> = {};
	const seen = new Set<string>();
	for (const [at, quota] of quotas.entries()) {
		const name = `${quota.feature}=${quota.value} ${quota.track ?? ''}`;
		const [side, code] = seen.has(name) ? ['value', 'calls.quota-twice'] : ownFault(quota, features, tracks);
		if (code) faults[`quotas.${at}.${side}`] = code;
		seen.add(name);
	}
	if (Object.keys(faults).length) return faults; // sums of what is wrong in itself say nothing
	for (const feature of features) {
		for (const track of [null, ...tracks.map(({ key }) => key)]) {
			Object.assign(faults, sumFaults(quotas, feature, { track, places: placesFor({ track }, tracks) ?? 0 }));
		}
	}
	if (Object.keys(faults).length) return faults;
	for (const feature of features) Object.assign(faults, disagreements(quotas, feature, tracks));
	return faults;
}

/** What is wrong with a quota by itself: the side to mend and the code. */
function ownFault(quota: QuotaPart, features: Feature[], tracks: Sized[]): [string, string] | [] {
	const feature = features.find(({ key }) => key === quota.feature);
	const counted = feature?.values.find(({ value }) => value === quota.value);
	const places = placesFor(quota, tracks);
	if (places === undefined) return ['track', 'calls.quota-of-no-track'];
	// Within a track all are of that track: there its tracks cannot be counted.
	if (!counted || (quota.track && counted.places !== undefined)) return ['value', 'calls.quota-unknown'];
	if (quota.track && quota.min > places) return ['min', 'calls.quota-min-over-track'];
	if (quota.min > quota.max) return ['min', 'calls.quota-min-over-max'];
	return isAgainst(quota, counted.places) ? ['min', 'calls.quota-against-track'] : [];
}

const isAgainst = ({ min, max }: QuotaPart, places: number | undefined) =>
	places !== undefined && (min > places || max < places);

type Scope = { track: string | null; places: number };

function sumFaults(quotas: QuotaPart[], feature: Feature, { track, places }: Scope): Record<string, string> {
	const isOwn = (quota: QuotaPart) => quota.feature === feature.key && (quota.track ?? null) === track;
	const own = [...quotas.entries()].filter(([, quota]) => isOwn(quota));
	const last = (isBound: (quota: QuotaPart) => boolean) => own.findLast(([, quota]) => isBound(quota))?.[0] ?? 0;
	const sum = (side: 'min' | 'max') => own.reduce((total, [, quota]) => total + quota[side], 0);
	if (sum('min') > places) {
		const code = track ? 'calls.quota-mins-over-track' : 'calls.quota-mins-over-places';
		return { [`quotas.${last(({ min }) => min > 0)}.min`]: code };
	}
	const isEveryValueBound = own.length > 0 && own.length >= feature.values.length;
	if (isEveryValueBound && sum('max') < places) {
		const code = track ? 'calls.quota-maxes-under-track' : 'calls.quota-maxes-under-places';
		return { [`quotas.${last(({ max }) => max < places)}.max`]: code };
	}
	return {};
}

/** Typed quotas as they are kept: a missing minimum is 0, a missing maximum all places it is of, and neither is no quota. */
export function quotasOf(typed: TypedQuota[], features: Feature[], tracks: Sized[]): QuotaPart[] {
	const rows = typed.map(({ feature, value, track, min, max }, at) => {
		const quota = { feature, value, track: track || null };
		const places = placesFor(quota, tracks) ?? 0;
		return { at, isBound: min !== null || max !== null, quota: { ...quota, min: min ?? 0, max: max ?? places } };
	});
	const bound = rows.filter(({ isBound }) => isBound);
	const faults = quotaFaults(
		bound.map(({ quota }) => quota),
		features,
		tracks
	);
	const typedAt = (name: string) => name.replace(/\d+/, (at) => String(bound[Number(at)]!.at));
	if (Object.keys(faults).length) {
		throw fieldsRefused(Object.fromEntries(Object.entries(faults).map(([name, code]) => [typedAt(name), code])));
	}
	return bound.map(({ quota }) => quota);
}

/** A row of the editor: a quota as it is kept, or an empty one of a value, for the first of its scopes that is free. */
export type QuotaRow<Q> = {
	feature: Feature;
	value: string;
	label: Words;
	quota: Q | null;
	track: string;
	isFirst: boolean;
	hasTracks: boolean;
};

/** The rows of the editor: of each value its quotas and, while a track has none, an empty one. */
export function quotaRows<Q extends QuotaPart>(call: Parts & { quotas: Q[] }): QuotaRow<Q>[] {
	return featuresOf(call).flatMap((feature) =>
		feature.values.flatMap(({ value, label, places }) => {
			// Tracks are not counted within a track, and a single track has all places.
			const scopes = ['', ...(places === undefined ? call.tracks.map(({ key }) => key) : [])];
			const isIt = (quota: Q) => quota.feature === feature.key && quota.value === value;
			const kept = call.quotas.filter((quota) => isIt(quota) && scopes.includes(quota.track ?? ''));
			const isOneScope = scopes.length <= 2;
			const free = scopes.find((scope) => !kept.some(({ track }) => (track ?? '') === scope));
			const quotas = free === undefined || (isOneScope && kept.length) ? kept : [...kept, null];
			return quotas.map((quota, at) => ({
				...{ feature, value, label, quota, track: quota ? (quota.track ?? '') : (free ?? '') },
				...{ isFirst: at === 0, hasTracks: !isOneScope || Boolean(quota?.track) }
			}));
		})
	);
}
