import { nextReserve, type MovingUp, type Transcript } from '#draw';
import { isCounted, rowsOf, type Row } from '#draw/rows.ts';

/** A place that is free: whose invitation it was, under which lot, and how it became free. */
export type FreePlace = { id: string; lot: number; how: 'declined' | 'lapsed'; freedAt: Date };

/** What has happened to the lots since the draw. `out`: reserves that cannot come, for they withdrew or were erased. */
export type SinceDraw = { taken: number[]; gone: number[]; out: number[] };

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
	const moves: Move[] = [];
	for (const place of [...free].sort((a, b) => a.freedAt.getTime() - b.freedAt.getTime() || a.lot - b.lot)) {
		gone.push(place.lot);
		const next = nextReserve(transcript, { taken, gone });
		const out = new Set(since.out);
		const ahead = next.passedOver.filter((lot) => !out.has(lot));
		moves.push({ place, next, passed: ahead.map((lot) => whyPassed(transcript, { taken, gone }, lot)) });
		if (next.lot === null) break;
		taken.push(next.lot);
	}
	return moves;
}

/** The moves that lead somewhere, as one text: what an organiser has seen is what happens, or nothing does. */
export function movesShown(moves: Move[]): string {
	return moves.flatMap(({ place, next }) => (next.lot === null ? [] : `${place.id}:${next.lot}`)).join(' ');
}

function whyPassed(transcript: Transcript, since: { taken: number[]; gone: number[] }, lot: number): PassedOver {
	const gone = new Set(since.gone);
	const holding = [...transcript.result.drawn, ...since.taken].filter((one) => !gone.has(one));
	const counted = (row: Row, one: number) => isCounted(row, transcript.roster[one - 1]!);
	const unmet = rowsOf(transcript.seal.rules, transcript.seal.lottery.types).flatMap(({ row }): Unmet[] => {
		if (row.about !== 'feature' && row.about !== 'group') return [];
		const count = [...holding, lot].filter((one) => counted(row, one)).length;
		if (row.about === 'group') return counted(row, lot) && count > 1 ? [{ about: 'group' }] : [];
		const { feature, value } = row;
		if (count < row.min) return [{ about: 'feature', feature, value, by: row.min - count, way: 'few' }];
		return count > row.max ? [{ about: 'feature', feature, value, by: count - row.max, way: 'many' }] : [];
	});
	return { lot, unmet };
}
