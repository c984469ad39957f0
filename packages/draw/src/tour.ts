import { cellsByType } from './cells.ts';
import { denseCounts, type Lottery } from './lottery.ts';
import type { Entrant } from './roster.ts';
import type { Stop } from './rules.ts';
import type { Type } from './types.ts';

/**
 * Which stop everybody drawn has (SPEC §8.3). Of each type the first in keyed order get the best stop of their ranking,
 * as many as the panel takes for it, the next the second best, and so on.
 */
export function drawByStops(
	lottery: Extract<Lottery, { form: 'panels' }>,
	order: readonly Entrant[],
	on: { readonly types: readonly Type[]; readonly panel: number }
): Map<number, string> {
	const counts = denseCounts(lottery.panels[on.panel]!, lottery.types, `/lottery/panels/${on.panel}`);
	const open = cellsByType(lottery.types).map((cells) =>
		cells.flatMap((c) => Array.from({ length: counts[c]! }, () => lottery.types[c]!.stop!))
	);
	const typeOf = new Map(on.types.flatMap(({ members }, t) => members.map(({ lot }) => [lot, t] as const)));
	const next = open.map(() => 0);
	const stopOf = new Map<number, string>();
	for (const { lot } of order) {
		const t = typeOf.get(lot)!;
		const stop = open[t]?.[next[t]!++];
		if (stop !== undefined) stopOf.set(lot, stop);
	}
	return stopOf;
}

/** The lots of every stop of the rules, in keyed order. */
export function lotsByStop(
	stops: readonly Stop[],
	order: readonly Entrant[],
	stopOf: ReadonlyMap<number, string>
): Record<string, number[]> {
	const lots = order.map(({ lot }) => lot);
	// Object.fromEntries makes own properties of every name, "__proto__" too.
	return Object.fromEntries(stops.map(({ stop }) => [stop, lots.filter((lot) => stopOf.get(lot) === stop)]));
}
