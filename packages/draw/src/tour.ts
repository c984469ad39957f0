import { cellsByType } from './cells.ts';
import type { Lottery } from './lottery.ts';
import type { Stop } from './rules.ts';

/**
 * Which stop everybody drawn has (SPEC §8.3). Of each type the first in keyed order get the best stop of their ranking,
 * as many as the panel takes for it, the next the second best, and so on.
 */
export function drawByStops(
	{ types }: Lottery,
	order: readonly number[],
	on: { readonly typeOf: Int32Array; readonly counts: ArrayLike<number> }
): Map<number, string> {
	const open = cellsByType(types).map((cells) =>
		cells.flatMap((c) => Array.from({ length: on.counts[c]! }, () => types[c]!.stop!))
	);
	const next = open.map(() => 0);
	const stopOf = new Map<number, string>();
	for (const lot of order) {
		const t = on.typeOf[lot - 1]!;
		const stop = open[t]?.[next[t]!++];
		if (stop !== undefined) stopOf.set(lot, stop);
	}
	return stopOf;
}

/** The lots of every stop of the rules, in keyed order. */
export function lotsByStop(
	stops: readonly Stop[],
	order: readonly number[],
	stopOf: ReadonlyMap<number, string>
): Record<string, number[]> {
	// Object.fromEntries makes own properties of every name, "__proto__" too.
	return Object.fromEntries(stops.map(({ stop }) => [stop, order.filter((lot) => stopOf.get(lot) === stop)]));
}
