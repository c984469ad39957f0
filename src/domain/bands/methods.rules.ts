import type { Rules } from '#draw';
import type { Track } from '#domain/calls/rules.ts';
import { bothWords, type Band } from './rules.ts';
import { refusal } from '#lib/refusal.ts';
import {
	intervalOf,
	type Calibration,
	type Estimate,
	type Interval,
	type Lack,
	type Level
} from './calibration.rules.ts';

/** On which scores bands are cut: as they were given, or with everybody's leniency taken out. */
export const bases = ['raw', 'adjusted'] as const;
export type Basis = (typeof bases)[number];

/** How: by lines somebody types, or by one of the three ways from intervals to chances that the draw knows (SPEC §6.4). */
export const ways = ['lines', 'line', 'merit', 'linear'] as const;
export type Way = (typeof ways)[number];

/** How the bands of a call are cut. `slope`, of the linear way: hundredths of a chance that a point of score is worth. */
export type Method = { basis: Basis; way: Way; level: Level; slope: number | null };

export const usualMethod: Method = { basis: 'raw', way: 'lines', level: 80, slope: null };
export const usualSlope = 50;

/** An application as bands are cut from it: its score and interval on the basis chosen. */
export type Placed = { id: string; score: number | null; interval: Interval | null };

/** Where an application stands on a basis: the mean as given or the model's estimate, each with its own interval. */
export function placed(id: string, raw: number | null, estimate: Estimate | undefined, method: Method): Placed {
	const isRaw = method.basis === 'raw';
	const score = isRaw ? raw : (estimate?.adjusted ?? null);
	const error = (isRaw ? estimate?.rawError : estimate?.adjustedError) ?? null;
	return { id, score, interval: intervalOf(score, error, method.level) };
}

/** Where all applications of a track stand on a basis, in their order. */
export function placedIn(
	{ applications, calibration }: { applications: { id: string; raw: number | null }[]; calibration: Calibration },
	method: Method
): Placed[] {
	return applications.map(({ id, raw }) => placed(id, raw, calibration.estimates.get(id), method));
}

/** Whether a track's ratings allow the method: adjusted scores and intervals need a model of them. */
export function isAble({ basis, way }: Pick<Method, 'basis' | 'way'>, lack: Lack | null): boolean {
	if (lack === null) return true;
	return basis === 'raw' && (way === 'lines' || lack === 'apart');
}

/** What becomes of one application: its band, and its chance where the way gives one (numerator, denominator). */
export type Cut = { band: Band; chance: readonly [number, number] | null };

/** How the draw reads a method that goes by intervals. Thousandths of a point are its unit of score. */
export function wayInDraw({ way, slope }: Pick<Method, 'way' | 'slope'>): Pick<Rules, 'line' | 'merit' | 'slope'> {
	if (way === 'line') return { line: true };
	return way === 'merit' ? { merit: true } : { slope: [slope ?? usualSlope, 100_000] };
}

/** An interval in the draw's unit. */
export const inDraw = ({ low, high }: Interval): [number, number] => [Math.round(1000 * low), Math.round(1000 * high)];

/** Who would be in another band by another cut: how many, from which band to which. */
export type Move = { from: Band; to: Band; count: number };

/** Differences between two cuts of the same applications, the most first. */
export function movesBetween(one: Map<string, Cut>, other: Map<string, Cut>): Move[] {
	const counts = new Map<string, Move>();
	for (const [id, { band: from }] of one) {
		const to = other.get(id)?.band ?? from;
		if (to === from) continue;
		const move = counts.get(`${from} ${to}`) ?? { from, to, count: 0 };
		move.count++;
		counts.set(`${from} ${to}`, move);
	}
	return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** Refuses a method that a track's ratings do not allow, or that cannot be drawn with the call's quotas. */
export function checkMethod(
	{ quotas }: { quotas: unknown[] },
	tracks: { track: Pick<Track, 'name'>; calibration: Calibration }[],
	method: Method
): void {
	if (quotas.length > 0 && (method.way === 'merit' || method.way === 'linear')) throw wayWithQuotas();
	const unable = tracks.find(({ calibration }) => !isAble(method, calibration.lack));
	if (unable) throw methodUnable(bothWords(unable.track));
}

export const methodUnable = (track: string) => refusal('conflict', 'reviews.method-unable', { track });
export const wayWithQuotas = () => refusal('conflict', 'reviews.way-with-quotas');
