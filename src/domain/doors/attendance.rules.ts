import type { Words } from '#lib/words.ts';

/** One ticket, and when it came in and went out, in order. `kind` is its kind of place; null: somebody invited. */
export type Comer = { kind: string | null; moves: { way: 'entry' | 'exit' | 'undo'; at: number }[] };
export type KindName = { id: string | null; name: Words };

/** How many of a kind have a ticket, came at least once, and are in now. */
export type KindCount = KindName & { given: number; came: number; inside: number };

/** Of each kind how many were given, came and are in, in the kinds' order; kinds of which there is no ticket too. */
export function byKind(kinds: KindName[], comers: Comer[]): KindCount[] {
	return kinds.map((kind) => ({ ...kind, ...countOf(comers.filter((one) => one.kind === kind.id)) }));
}

export function countOf(comers: Comer[]) {
	return {
		given: comers.length,
		came: comers.filter(({ moves }) => moves.length > 0).length,
		inside: comers.filter(({ moves }) => moves.at(-1)?.way === 'entry').length
	};
}

/** Up to an instant: how many had come, were in, and came in within the step that ends there. */
export type CurvePoint = { at: number; came: number; inside: number; entered: number };
export type Curve = { from: number; to: number; stepMs: number; points: CurvePoint[]; busiest: CurvePoint };

const minute = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * minute);
const mostSteps = 48;

/** How a session filled, in equal steps from the first who came until `now` or the last who moved; null before anyone came. */
export function curveOf(comers: Comer[], now: number): Curve | null {
	const moves = comers.flatMap(({ moves }) =>
		moves.map(({ at, way }, nth) => ({ at, inside: way === 'entry' ? 1 : -1, came: nth === 0 ? 1 : 0 }))
	);
	if (moves.length === 0) return null;
	moves.sort((a, b) => a.at - b.at);
	const last = moves.at(-1)!.at;
	const until = Math.max(last + 1, Math.min(now, last + 30 * minute));
	const first = moves[0]!.at;
	const stepMs = steps.find((step) => (until - first) / step <= mostSteps) ?? steps.at(-1)!;
	const from = Math.floor(first / stepMs) * stepMs;
	const to = Math.ceil(until / stepMs) * stepMs;
	const points: CurvePoint[] = [{ at: from, came: 0, inside: 0, entered: 0 }];
	let next = 0;
	for (let at = from + stepMs; at <= to; at += stepMs) {
		const point = { ...points.at(-1)!, at, entered: 0 };
		for (; next < moves.length && moves[next]!.at < at; next++) {
			const { came, inside } = moves[next]!;
			point.came += came;
			point.inside += inside;
			if (inside > 0) point.entered += 1;
		}
		points.push(point);
	}
	const busiest = points.reduce((most, one) => (one.entered > most.entered ? one : most));
	return { from, to, stepMs, points, busiest };
}

/** The share of tickets nobody came with, and between what it lies with 95 % (Wilson 1927); null where there are no tickets. */
export function noShow({
	given,
	came
}: {
	given: number;
	came: number;
}): { share: number; low: number; high: number } | null {
	if (given === 0) return null;
	const z = 1.959964;
	const share = (given - came) / given;
	const middle = share + (z * z) / (2 * given);
	const reach = z * Math.sqrt((share * (1 - share)) / given + (z * z) / (4 * given * given));
	const whole = 1 + (z * z) / given;
	return { share, low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}

/** How many more than its capacity may be given next time, if at least the share `low` stays away again. */
export const overbookable = (capacity: number, low: number): number =>
	low >= 1 ? 0 : Math.floor((capacity * low) / (1 - low) + 1e-9);

/** Who has not come by then will hardly come any more: from half an hour after the beginning on a share is measured. */
export const settledMs = 30 * minute;
