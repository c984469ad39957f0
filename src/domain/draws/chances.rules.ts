import { inWords, type Locale, type Words } from '#lib/words.ts';

/** What stands in for an answer that was left empty. */
export const unanswered = '-';

/** What a lot of another track has for a feature of one track. */
export const elsewhere = '—';

const within = ' · ';

/** The name of a feature that counts an answer in one track only. No key of a field has such a dot. */
export const featureIn = (feature: string, track: string): string => feature + within + track;

/** Which answer a feature counts, and in which track; null is in every track. */
export function askedIn(feature: string): { key: string; track: string | null } {
	const [key = '', track = null] = feature.split(within);
	return { key, track };
}

/** The features to show of a lot: one of a track repeats what the answer itself says where that is shown too. */
export function shownFeatures(features: string[]): string[] {
	return features.filter((feature) => {
		const { key, track } = askedIn(feature);
		return track === null || !features.includes(key);
	});
}

/** How many lots have the same chance. */
export type ChanceGroup = { num: number; den: number; count: number };

/**
 * A chance as people say it: "about 2 in 5". The first of 2 … 10 whose nearest fraction is within a seventh of the chance
 * and of its opposite; otherwise one in so many, or so many in a hundred. Only for reading: the exact fraction stands beside it.
 */
export function aboutChance(num: number, den: number): readonly [number, number] {
	if (num === 0 || num === den) return [num && 1, 1];
	for (let of = 2; of <= 10; of++) {
		const count = Math.round((of * num) / den);
		if (count > 0 && count < of && Math.abs(count / of - num / den) <= Math.min(num, den - num) / den / 7)
			return [count, of];
	}
	return num / den > 0.5 ? [Math.floor((100 * num) / den), 100] : [1, Math.round(den / num)];
}

/** A chance as it fits a page: the fraction itself where people can read it, otherwise percent; the exact one stands beside. */
export function readableChance(num: number, den: number): { short: string; exact: string | null } {
	if (num === den || num === 0) return { short: num === 0 ? '0' : '1', exact: null };
	if (den < 10_000) return { short: `${num}/${den}`, exact: null };
	return { short: `${((100 * num) / den).toFixed(2)}%`, exact: `${num}/${den}` };
}

/** What each feature and each of its values is called, for a page. */
export type FeatureNames = Record<string, { name: Words; values: Record<string, Words> }>;

/** What a value is called in the reader's language; the value itself where nobody named it. */
export function valueName(names: FeatureNames, feature: string, value: string, locale: Locale): string {
	return inWords(names[feature]?.values[value], locale) || value;
}

/** What a feature is called in the reader's language. */
export function featureName(names: FeatureNames, feature: string, locale: Locale): string {
	return inWords(names[feature]?.name, locale) || feature;
}
