/** One who waits, with how many. */
export type Waiting = { id: string; size: number; number: number; rank: number | null };

/** The order of the waiting list: as a draw has ranked them, then as they came. */
export function byTurn(one: Pick<Waiting, 'rank' | 'number'>, other: Pick<Waiting, 'rank' | 'number'>): number {
	return (one.rank ?? Infinity) - (other.rank ?? Infinity) || one.number - other.number;
}

/**
 * Who of those waiting, in their order, is offered so many free places. A group larger than what is still free is passed
 * over and keeps its turn: no place stays empty that somebody waits for, and whoever is passed over is the first to be
 * asked whenever there is room for all of them.
 */
export function nextInLine<One extends Pick<Waiting, 'size'>>(waiting: readonly One[], free: number): One[] {
	let rest = free;
	return waiting.filter(({ size }) => {
		if (size > rest) return false;
		rest -= size;
		return true;
	});
}
