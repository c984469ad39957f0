import { fitMixed, type MixedFit } from './mixed.rules.ts';

/** One finished review or imported rating, in thousandths of a point. Who gave it, or null where nobody says. */
export type Rating = { application: string; reviewer: string | null; points: number };

/** How much of a hundred times an interval holds where the application truly stands. */
export const levels = [50, 80, 95] as const;
export type Level = (typeof levels)[number];
// Quantiles of the normal distribution: of (1 + level) / 2.
const quantiles: Record<Level, number> = { 50: 0.674489750196082, 80: 1.2815515655446, 95: 1.95996398454005 };

/** Between which two scores an application stands, in points. */
export type Interval = { low: number; high: number };

/** Why there is nothing but the scores as given: too few to say; not joined up; or nobody differs from anybody. */
export type Lack = 'few' | 'apart' | 'alike';

/** A reviewer as the model sees them: how far above (lenient) or below (strict) the others, and what it may be off by. */
export type Leniency = { reviewer: string; reviews: number; effect: number; error: number };

/** What the model says of one application, in points: its estimated score, and the errors of it and of the plain mean. */
export type Estimate = { adjusted: number | null; adjustedError: number | null; rawError: number | null };

/** What the ratings of one track say together. */
export type Calibration = {
	/** Whether there are adjusted scores; else why not. */
	lack: Lack | null;
	ratings: number;
	anonymous: number;
	/** Without reviewers in it, where all are anonymous. */
	hasReviewers: boolean;
	/** In points: standard deviations. */
	spreads: { application: number; reviewer: number; rest: number } | null;
	/** How much better the ratings are explained with reviewers than without: 2 × the log of the ratio of likelihoods. */
	evidence: number | null;
	reviewers: Leniency[];
	estimates: Map<string, Estimate>;
};

// Below, variances say more of chance than of people.
const fewestShared = 10;
const fewestReviewers = 3;
/** Half of χ²₀ and half of χ²₁ lie above it in one case of twenty (Self and Liang 1987): reviewers differ. */
export const evidenceNeeded = 2.706;

/**
 * How lenient each reviewer of a track is, and where each application stands without it, by the model of
 * `mixed.rules.ts`. Anonymous ratings are taken as of different people, each without a leniency of their own. Where reviewers and
 * applications fall into parts that share nobody, leniency of one part cannot be told from merit of the other:
 * there is no adjusted score then, and none from too few ratings.
 */
export function calibrated(ratings: readonly Rating[]): Calibration {
	const anonymous = ratings.filter(({ reviewer }) => reviewer === null).length;
	const ground = { ratings: ratings.length, anonymous, hasReviewers: anonymous < ratings.length };
	const none = { spreads: null, evidence: null, reviewers: [], estimates: new Map<string, Estimate>() };
	const { observations, applications, reviewers } = numbered(ratings);
	const counts = countOf(observations.map(({ application }) => application));
	const shared = counts.filter((count) => count > 1).length;
	if (shared < fewestShared) return { ...ground, ...none, lack: 'few' };
	const plain = fitMixed(observations, false);
	if (!isSound(plain)) return { ...ground, ...none, lack: 'alike' };
	const rawError = (at: number) => points(Math.sqrt(plain.variances.rest / counts[at]!));
	const told = (fit: MixedFit | null) =>
		new Map(
			applications.map((application, at) => {
				const own = fit?.applications[at];
				const adjusted = own ? points(fit.mean + own.effect) : null;
				return [
					application,
					{ adjusted, adjustedError: own ? points(Math.sqrt(own.error)) : null, rawError: rawError(at) }
				];
			})
		);
	if (!ground.hasReviewers)
		return { ...ground, ...none, lack: null, spreads: spreadsOf(plain), estimates: told(plain) };
	const lack =
		reviewers.length < fewestReviewers ? 'few' : isJoined(observations, applications.length) ? null : 'apart';
	if (lack) return { ...ground, ...none, lack, estimates: told(null) };
	const fit = fitMixed(observations);
	if (!isSound(fit)) return { ...ground, ...none, lack: 'alike', estimates: told(null) };
	const given = countOf(observations.flatMap(({ reviewer }) => reviewer ?? []));
	return {
		...ground,
		...{ lack: null, spreads: spreadsOf(fit), evidence: Math.max(0, plain.criterion - fit.criterion) },
		reviewers: reviewers.map((reviewer, at) => {
			const { effect, error } = fit.reviewers[at]!;
			return { reviewer, reviews: given[at]!, effect: points(effect), error: points(Math.sqrt(error)) };
		}),
		estimates: told(fit)
	};
}

/** Where an application stands: a score, give or take what the level asks of its error; within what can be scored. */
export function intervalOf(score: number | null, error: number | null, level: Level): Interval | null {
	if (score === null || error === null) return null;
	const reach = reachOf(error, level);
	return { low: thousandths(Math.max(1, score - reach)), high: thousandths(Math.min(5, score + reach)) };
}

/** How far a level reaches to either side of an estimate with this error. */
export const reachOf = (error: number, level: Level) => quantiles[level] * error;

/**
 * How alike two reviews of one application are: the part of their variance that the application explains (an intraclass
 * correlation), as they are given, and once everybody's leniency is taken out.
 */
export function likenessOf({ application, reviewer, rest }: NonNullable<Calibration['spreads']>) {
	const [a, r, e] = [application * application, reviewer * reviewer, rest * rest];
	return { asGiven: a / (a + r + e), adjusted: a / (a + e) };
}

const thousandths = (score: number) => Math.round(1000 * score) / 1000;
// The model counts in thousandths of a point; what is told is rounded to them again.
const points = (inThousandths: number) => Math.round(inThousandths) / 1000;

// Numbers in the order of names: the same ratings in any order give the same digits.
function numbered(ratings: readonly Rating[]) {
	const sorted = [...ratings].sort(
		(a, b) =>
			compare(a.application, b.application) || compare(a.reviewer ?? '', b.reviewer ?? '') || a.points - b.points
	);
	const applications = [...new Set(sorted.map(({ application }) => application))];
	const reviewers = [...new Set(sorted.flatMap(({ reviewer }) => reviewer ?? []))].sort(compare);
	const applicationAt = new Map(applications.map((application, at) => [application, at]));
	const reviewerAt = new Map(reviewers.map((reviewer, at) => [reviewer, at]));
	const observations = sorted.map(({ application, reviewer, points: y }) => ({
		...{ y, application: applicationAt.get(application)! },
		reviewer: reviewer === null ? null : reviewerAt.get(reviewer)!
	}));
	return { observations, applications, reviewers };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function countOf(numbers: number[]): number[] {
	const counts: number[] = [];
	for (const at of numbers) counts[at] = (counts[at] ?? 0) + 1;
	return counts;
}

const isSound = ({ variances, mean }: MixedFit) =>
	Number.isFinite(mean) && variances.rest > 1e-6 && variances.application > 1e-6 * variances.rest;

const spreadsOf = ({ variances }: MixedFit) => ({
	application: points(Math.sqrt(variances.application)),
	reviewer: points(Math.sqrt(variances.reviewer)),
	rest: points(Math.sqrt(variances.rest))
});

/** Whether all who have a name are joined by applications that they share, over as many steps as it takes. */
function isJoined(observations: { application: number; reviewer: number | null }[], applications: number): boolean {
	const root: number[] = [];
	const find = (at: number): number => {
		while (root[at] !== undefined) at = root[at]!;
		return at;
	};
	const named = observations.filter(({ reviewer }) => reviewer !== null);
	for (const { application, reviewer } of named) {
		const [one, other] = [find(application), find(applications + reviewer!)];
		if (one !== other) root[Math.max(one, other)] = Math.min(one, other);
	}
	return new Set(named.map(({ application }) => find(application))).size <= 1;
}
