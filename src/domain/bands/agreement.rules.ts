import type { Rating } from './calibration.rules.ts';

/** How far two reviews of one application lie apart, in steps of a quarter of a point, and how far any two would. */
export type Differences = { from: number; pairs: number; share: number; byChance: number }[];

/** How far the reviewers of a track agree. */
export type Agreement = {
	/** Applications that at least two have scored, and pairs of two scores of one application. */
	shared: number;
	pairs: number;
	/** Krippendorff's α for intervals: 1 is the same always, 0 is no better than chance. */
	alpha: number | null;
	/** Half of the pairs are at most so far apart, in points. */
	median: number | null;
	/** The share of pairs within half a point. */
	close: number | null;
	differences: Differences;
};

const step = 250;
const steps = 17;

/**
 * Agreement from the pairs of scores that one application has. α = 1 − what pairs differ ÷ what any two scores would
 * differ, in squares (Krippendorff 2011), from whole thousandths. Which is which of a pair does not matter.
 */
export function agreementOf(ratings: readonly Rating[]): Agreement {
	const byApplication = Map.groupBy(ratings, ({ application }) => application);
	const units = [...byApplication.values()]
		.map((own) => own.map(({ points }) => points))
		.filter((own) => own.length > 1);
	const distances = units.flatMap(distancesIn).sort((a, b) => a - b);
	const pairs = distances.length;
	if (pairs === 0) return { shared: 0, pairs, alpha: null, median: null, close: null, differences: [] };
	const chance = chanceOf(units.flat());
	const found = binned(distances.map((distance) => [distance, 1]));
	return {
		...{ shared: units.length, pairs, alpha: alphaOf(units) },
		median: distances[(pairs - 1) >> 1]! / 1000,
		close: distances.filter((distance) => distance <= 500).length / pairs,
		differences: found.map((count, at) => {
			return { from: (at * step) / 1000, pairs: count, share: count / pairs, byChance: chance[at]! };
		})
	};
}

function distancesIn(points: number[]): number[] {
	return points.flatMap((one, at) => points.slice(at + 1).map((other) => Math.abs(one - other)));
}

// Sums of squares from sums: n Σx² − (Σx)² is Σ of all squared differences of pairs.
function spreadOf(points: number[]): number {
	const sum = points.reduce((total, one) => total + one, 0);
	const squares = points.reduce((total, one) => total + one * one, 0);
	return points.length * squares - sum * sum;
}

function alphaOf(units: number[][]): number | null {
	const all = units.flat();
	const expected = spreadOf(all) / (all.length - 1);
	const observed = units.reduce((total, own) => total + spreadOf(own) / (own.length - 1), 0);
	return expected === 0 ? null : 1 - observed / expected;
}

/** How far apart any two scores are that were given, whatever they were given for. */
function chanceOf(points: number[]): number[] {
	const counts = [...Map.groupBy(points, (one) => one)].map(([value, own]) => [value, own.length] as const);
	const weighed = counts.flatMap(([one, times], at) =>
		counts.slice(at).map(([other, others]): [number, number] => {
			return [Math.abs(one - other), one === other ? (times * (times - 1)) / 2 : times * others];
		})
	);
	const all = (points.length * (points.length - 1)) / 2;
	return binned(weighed).map((count) => count / all);
}

function binned(weighed: [distance: number, times: number][]): number[] {
	const counts = Array.from({ length: steps }, () => 0);
	for (const [distance, times] of weighed) counts[Math.min(steps - 1, Math.floor(distance / step))]! += times;
	return counts;
}
