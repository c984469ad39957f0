import { fieldsRefused } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import type { FieldPart, QuotaPart, TrackPart } from './parts.rules.ts';

/**
 * One thing quotas can count: a field whose choices are known, with each choice in the organiser's order. A track has
 * places of its own, which the draw gives out whatever a quota says.
 */
export type Feature = { key: string; label: Words; values: { value: string; label: Words; places?: number }[] };

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

/** A quota as typed: an empty side is no bound. */
export type TypedQuota = { feature: string; value: string; min: number | null; max: number | null };

/**
 * What is wrong with quotas, by form field (`quotas.2.min`): an unknown feature or value, the same one twice, a minimum
 * over its maximum, a bound that a track's own places break, minimums of one feature that sum to more than the places,
 * maximums that cannot fill them. More cannot be said of a form: where applicants of every kind may come, features that
 * can be kept one by one can be kept together. Whether those who came can is the draw's to find.
 */
export function quotaFaults(quotas: QuotaPart[], features: Feature[], places: number): Record<string, string> {
	const faults: Record<string, string> = {};
	const seen = new Set<string>();
	for (const [at, quota] of quotas.entries()) {
		const feature = features.find(({ key }) => key === quota.feature);
		const counted = feature?.values.find(({ value }) => value === quota.value);
		const name = `${quota.feature}=${quota.value}`;
		if (!counted) faults[`quotas.${at}.value`] = 'calls.quota-unknown';
		else if (seen.has(name)) faults[`quotas.${at}.value`] = 'calls.quota-twice';
		else if (quota.min > quota.max) faults[`quotas.${at}.min`] = 'calls.quota-min-over-max';
		else if (isAgainst(quota, counted.places)) faults[`quotas.${at}.min`] = 'calls.quota-against-track';
		seen.add(name);
	}
	if (Object.keys(faults).length) return faults; // sums of what is wrong in itself say nothing
	for (const feature of features) Object.assign(faults, sumFaults(quotas, feature, places));
	return faults;
}

const isAgainst = ({ min, max }: QuotaPart, places: number | undefined) =>
	places !== undefined && (min > places || max < places);

function sumFaults(quotas: QuotaPart[], feature: Feature, places: number): Record<string, string> {
	const own = [...quotas.entries()].filter(([, quota]) => quota.feature === feature.key);
	const last = (isBound: (quota: QuotaPart) => boolean) => own.findLast(([, quota]) => isBound(quota))?.[0] ?? 0;
	const sum = (side: 'min' | 'max') => own.reduce((total, [, quota]) => total + quota[side], 0);
	if (sum('min') > places) return { [`quotas.${last(({ min }) => min > 0)}.min`]: 'calls.quota-mins-over-places' };
	const isEveryValueBound = own.length > 0 && own.length >= feature.values.length;
	if (isEveryValueBound && sum('max') < places) {
		return { [`quotas.${last(({ max }) => max < places)}.max`]: 'calls.quota-maxes-under-places' };
	}
	return {};
}

/** Typed quotas as they are kept: a missing minimum is 0, a missing maximum all places, and neither is no quota. */
export function quotasOf(typed: TypedQuota[], features: Feature[], places: number): QuotaPart[] {
	const kept = typed.map(({ feature, value, min, max }) => ({ feature, value, min: min ?? 0, max: max ?? places }));
	const faults = quotaFaults(kept, features, places);
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	return kept.filter((_, at) => typed[at]?.min != null || typed[at]?.max != null);
}
