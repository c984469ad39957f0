import { nextReserve, type MovingUp, type Transcript } from '#draw';
import { isCounted, rowsOf, type Row } from '#draw/rows.ts';

/**
 * A place that is free: whose invitation it was, under which lot, how it became free, and of a joint draw at which stop.
 */
export type FreePlace = {
	id: string;
	lot: number;
	how: 'declined' | 'lapsed';
	freedAt: Date;
	stop: string | null;
};

/**
 * What has happened to the lots since the draw. `out`: reserves that cannot come, for they withdrew or were erased.
 * `movedTo`: of a joint draw, the stop at which each that moved up has its place.
 */
export type SinceDraw = { taken: number[]; gone: number[]; out: number[]; movedTo: ReadonlyMap<number, string> };

/** A condition that would not be met: how many too few or too many of what. */
export type Unmet =
	{ about: 'feature'; feature: string; value: string; by: number; way: 'few' | 'many' } | { about: 'group' };

/** A reserve ahead of who moves up, and which conditions would suffer if it moved up instead. */
export type PassedOver = { lot: number; unmet: Unmet[] };

/** One place that moves on: whose it was, who takes it (null: nobody can), why, and who was passed over for what. */
export type Move = { place: FreePlace; next: MovingUp; passed: PassedOver[] };

/**
 * Who moves up into each free place by the sealed rule, in the order in which they became free: while one is filled,
 * those behind it still count as held, so that each newcomer stands in for the one whose place it is.
 */
export function movesUp(transcript: Transcript, since: SinceDraw, free: FreePlace[]): Move[] {
	const gone = [...since.gone, ...since.out];
	const taken = [...since.taken];
	const movedTo = new Map(since.movedTo);
	const moves: Move[] = [];
	for (const place of [...free].sort((a, b) => a.freedAt.getTime() - b.freedAt.getTime() || a.lot - b.lot)) {
		gone.push(place.lot);
		const { stop } = place;
		const atStop = stop !== null && { stop, taken: taken.map((lot) => [lot, movedTo.get(lot)!] as const), gone };
		const next = nextReserve(transcript, atStop || { taken, gone });
		const out = new Set(since.out);
		const ahead = next.passedOver.filter((lot) => !out.has(lot));
		moves.push({ place, next, passed: ahead.map((lot) => whyPassed(transcript, { taken, gone, stop, movedTo }, lot)) });
		// Where one draw is for several stops, that nobody is left for one says nothing of the others.
		if (next.lot === null && stop === null) break;
		if (next.lot === null) continue;
		taken.push(next.lot);
		if (stop !== null) movedTo.set(next.lot, stop);
	}
	return moves;
}

/** The moves that lead somewhere, as one text: what an organiser has seen is what happens, or nothing does. */
export function movesShown(moves: Move[]): string {
	return moves.flatMap(({ place, next }) => (next.lot === null ? [] : `${place.id}:${next.lot}`)).join(' ');
}

type Held = { taken: number[]; gone: number[]; stop: string | null; movedTo: ReadonlyMap<number, string> };

function whyPassed(transcript: Transcript, held: Held, lot: number): PassedOver {
	const holding = holdingAt(transcript, held);
	const counted = (row: Row, one: number) => isCounted(row, transcript.roster[one - 1]!);
	const unmet = conditionsAt(transcript, held.stop).flatMap((row): Unmet[] => {
		if (row.about !== 'feature' && row.about !== 'group') return [];
		const count = [...holding, lot].filter((one) => counted(row, one)).length;
		if (row.about === 'group') return counted(row, lot) && count > 1 ? [{ about: 'group' }] : [];
		const { feature, value } = row;
		if (count < row.min) return [{ about: 'feature', feature, value, by: row.min - count, way: 'few' }];
		return count > row.max ? [{ about: 'feature', feature, value, by: count - row.max, way: 'many' }] : [];
	});
	return { lot, unmet };
}

/** Who holds a place: in the whole draw, or of a joint one at the stop. */
function holdingAt({ result }: Transcript, { taken, gone, stop, movedTo }: Held): number[] {
	const away = new Set(gone);
	const drawn = stop === null ? result.drawn : (result.stops?.[stop] ?? []);
	const moved = stop === null ? taken : taken.filter((lot) => movedTo.get(lot) === stop);
	return [...drawn, ...moved].filter((one) => !away.has(one));
}

function conditionsAt({ seal }: Transcript, stop: string | null): Row[] {
	if (stop === null) return rowsOf(seal.rules, seal.lottery.types).map(({ row }) => row);
	const own = seal.rules.stops?.find((one) => one.stop === stop)?.quotas ?? [];
	return own.map((quota): Row => ({ about: 'feature', ...quota }));
}
