import { denseCounts, type Lottery } from './lottery.ts';
import { panelOf } from './halving.ts';
import type { Commitments } from './commitments.ts';
import { keyedLots } from './order.ts';
import { refuse } from './refusal.ts';
import { rowsOf } from './rows.ts';
import type { Seal } from './seal.ts';
import { drawByShares, reservesByShares } from './shares.ts';
import { diceFrom, keyFor } from './stream.ts';
import { drawByStops, lotsByStop } from './tour.ts';
import { typesByLot, type Type } from './types.ts';

/** What came out. Lots are in the keyed order; `number` was drawn from 0 … of-1. */
export type Result = {
	readonly seed: string;
	readonly number: number;
	/** form `panels`: which line of the lottery was reached, from 0 */
	readonly panel?: number;
	readonly drawn: readonly number[];
	/** method `stops`: who of the drawn has which stop */
	readonly stops?: Readonly<Record<string, readonly number[]>>;
	/** the reserve order; who moves up when is `nextReserve` */
	readonly reserves: readonly number[];
	/** witnesses who promised a secret and held it back */
	readonly withheld: readonly string[];
};

/** The result that a seed gives (SPEC §8) on a roster of such commitments and types; no checks. */
export function drawResult(
	seal: Seal,
	{ commitments, types }: { readonly commitments: Commitments | null; readonly types: readonly Type[] },
	from: { readonly seed: string; readonly withheld: readonly string[] }
): Result {
	const { lottery } = seal;
	const order = keyedLots(commitments, keyFor(from.seed, 'order'));
	const number = Number(diceFrom(keyFor(from.seed, 'number'))(BigInt(lottery.of)));
	const panel = lottery.form === 'panels' ? panelAt(lottery, number) : undefined;
	const typeOf = typesByLot(types);
	const { stops } = seal.rules;
	const stopOf = stops && drawByStops(lottery, order, { typeOf, counts: reached(seal, number, panel) });
	const drawn = stopOf
		? new Set(stopOf.keys())
		: lottery.form === 'shares'
			? drawByShares(seal, order, { typeOf, number })
			: drawByPanel(reached(seal, number, panel), order, typeOf);
	const left = order.filter((lot) => !drawn.has(lot) && (stops || isReserve(lottery, typeOf[lot - 1]!)));
	const reserves =
		lottery.form === 'shares' ? reservesByShares(lottery, left, { typeOf, key: keyFor(from.seed, 'reserves') }) : left;
	return {
		seed: from.seed,
		number,
		...(panel !== undefined && { panel }),
		drawn: order.filter((lot) => drawn.has(lot)),
		...(stops && stopOf && { stops: lotsByStop(stops, order, stopOf) }),
		reserves,
		withheld: from.withheld
	};
}

/** The line of the lottery that a number falls into, when lines are laid end to end, each `times` long. */
function panelAt(lottery: Extract<Lottery, { form: 'panels' }>, number: number): number {
	let end = 0;
	const at = lottery.panels.findIndex((panel) => number < (end += panel.times));
	if (at < 0) throw refuse('draw.bad-lottery', { where: '/lottery/panels' });
	return at;
}

/** How many of each type are drawn: the counts of the line that was reached, or of the panel that halving leads to. */
function reached({ lottery, rules }: Seal, number: number, panel: number | undefined): ArrayLike<number> {
	if (lottery.form === 'halving') return panelOf(lottery, rowsOf(rules, lottery.types), number);
	if (lottery.form !== 'panels') throw refuse('draw.bad-lottery', { where: '/lottery/form' });
	return denseCounts(lottery.panels[panel!]!, lottery.types, `/lottery/panels/${panel}`);
}

/** Of each type the first in keyed order, as many as the panel takes of it. */
function drawByPanel(counts: ArrayLike<number>, order: readonly number[], typeOf: Int32Array): Set<number> {
	const open = Float64Array.from(counts);
	const drawn = new Set<number>();
	for (const lot of order) {
		const t = typeOf[lot - 1]!;
		if (open[t]! > 0) {
			open[t] = open[t]! - 1;
			drawn.add(lot);
		}
	}
	return drawn;
}

/** Who was declined, or holds no share, is never a reserve. */
function isReserve(lottery: Lottery, t: number): boolean {
	if (lottery.types[t]!.band === 'decline') return false;
	return lottery.form !== 'shares' || lottery.shares[t]! > 0;
}
