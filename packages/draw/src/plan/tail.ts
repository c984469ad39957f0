import { numbersFrom } from './chance-source.ts';
import { faceOf, onTop, openPart, type Totals } from './face.ts';
import type { Taken } from './peel.ts';
import type { Problem } from './problem.ts';
import { Search } from './search.ts';
import type { Highs } from './solver.ts';
import { mixTo, Pricing, wholeWeights, type Price } from './weights.ts';

/**
 * Weighs whole panels so that they draw totals that peeling could not finish: a linear program with a row for each of the few
 * types whose average isn't whole; the other types stay where they are. It begins with the panels `given`, and adds panels
 * that have of each type, and in each row, the average rounded down or up. Null when no such panels draw the totals.
 */
export function weighRest(
	highs: Highs,
	problem: Problem,
	rest: Totals,
	given: readonly (readonly number[])[]
): Taken[] | null {
	const face = faceOf(problem, rest);
	const { free, open } = openPart(problem, face);
	const x = free.map((t) => face.spare[t]! / rest.of);
	const quick = bySwaps(open, x);
	const pricing = new Pricing(highs, open);
	try {
		const known = given.map((counts) => free.map((t) => counts[t]! - face.low[t]!));
		const { mixture, isReached } = mixTo(highs, open, x, {
			given: known.length ? known : pricing.better(x, -1),
			price: (prices, asked) => {
				const better = quick(prices, asked);
				return better.length ? better : pricing.better(prices, asked);
			}
		});
		if (!isReached) return null;
		return wholeWeights(mixture, rest.of).map(({ times, counts }) => ({ times, counts: onTop(face, free, counts) }));
	} finally {
		pricing.dispose();
	}
}

/** Beginnings of one look for better panels, and how many of these are enough for each twenty types. */
const LOOKS = 16;
const ENOUGH = 4;

/** A quick way to panels worth more than asked: swaps that wish for prices, and more and less for the averages. May find none. */
function bySwaps(open: Problem, x: readonly number[]): Price {
	const search = new Search(open, numbersFrom(7));
	const [rowLow, rowHigh] = [open.rows.map(({ min }) => min), open.rows.map(({ max }) => max)];
	const enough = Math.max(ENOUGH, (ENOUGH * x.length) / 50);
	return (prices, asked) => {
		const most = Math.max(...prices) || 1;
		const found = new Map<string, number[]>();
		for (let look = 0; look < LOOKS && found.size < enough; look++) {
			const share = (look % 4) / 4;
			const wish = x.map((one, t) => share * one + (1 - share) * (prices[t]! / most));
			const part = wish.map((one) => Math.min(0.999, Math.max(0.001, one)));
			search.take({ low: open.low, part, rowLow, rowHigh });
			search.shake(4);
			if (!search.settle()) continue;
			const counts = Array.from(search.counts);
			if (counts.reduce((sum, count, t) => sum + count * prices[t]!, 0) > asked) found.set(counts.join(), counts);
		}
		return [...found.values()];
	};
}
