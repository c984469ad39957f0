import { cellsByType } from './cells.ts';
import type { Transcript } from './transcript.ts';
import { inWords, type Fraction } from './fraction.ts';
import { denseCounts, placeChances } from './lottery.ts';
import { say, type Words } from './words.ts';

/** What method `stops` says of one entrant: the chance at each stop of the ranking, and the stop drawn for, if any. */
export type StopsStory = {
	/** of a place at any stop */
	readonly chance: Fraction;
	readonly stop: string | null;
	/** in the order of the ranking; `count` members of the type were drawn there */
	readonly stops: readonly { readonly stop: string; readonly chance: Fraction; readonly count: number }[];
	readonly says: readonly Words[];
};

/** One lot's story in a tour (SPEC §11); `type` is its number, `rank` the lot's place in it in keyed order, from 1. */
export function storyAtStops(
	{ seal: { lottery }, result, chances }: Transcript,
	lot: number,
	{ type, size, rank }: { readonly type: number; readonly size: number; readonly rank: number }
): StopsStory {
	const counts =
		lottery.form === 'panels' ? denseCounts(lottery.panels[result.panel!]!, lottery.types, '/lottery') : [];
	const stops = cellsByType(lottery.types)[type]!.map((c) => ({
		stop: lottery.types[c]!.stop!,
		chance: chances[c]!,
		count: counts[c]!
	}));
	const stop = Object.entries(result.stops!).find(([, lots]) => lots.includes(lot))?.[0] ?? null;
	const chance = placeChances(lottery)[type]!;
	const taken = stops.filter(({ count }) => count > 0).map((one) => `${one.stop} ${one.count}`);
	const says = [
		...stops.map((one, i) => say('explain.stop-chance', { place: i + 1, stop: one.stop, chance: inWords(one.chance) })),
		say('explain.stop-any', { chance: inWords(chance) }),
		taken.length
			? say('explain.stop-panel', { number: result.number, line: result.panel! + 1, size, taken: taken.join(', ') })
			: say('explain.stop-none', { number: result.number, line: result.panel! + 1, size }),
		say('explain.rank', { rank, size })
	];
	return { chance, stop, stops, says };
}
