import { nextReserve, type Entrant, type Quota, type Transcript } from '#draw';

/** What decides who moves up, as much of a transcript as that asks: places, quotas, who has which features, who was drawn. */
export type SmallDraw = {
	places: number;
	quotas?: Quota[];
	strata?: { feature: string; places: Record<string, number> };
	entrants: { features: Record<string, string>; groups?: string[] }[];
	drawn: number[];
	reserves: number[];
};

/** A transcript that holds just that. */
export function transcriptOf({ places, quotas, strata, entrants, drawn, reserves }: SmallDraw): Transcript {
	const roster = entrants.map((one, index): Entrant => ({ lot: index + 1, commitment: '', band: 'draw', ...one }));
	const types = roster.map(({ features, groups }) => ({ features, ...(groups && { groups }), size: 1 }));
	const rules = { places, ...(quotas && { quotas }), ...(strata && { strata }) };
	return { seal: { rules, lottery: { types } }, roster, result: { drawn, reserves } } as unknown as Transcript;
}

/**
 * The exact chance of each reserve to be invited, by going through every order and every way in which those who have not
 * answered may leave or stay, each step by the draw's own rule.
 */
export function everyWay(
	transcript: Transcript,
	{ open, leaving, taken, gone }: Record<'open' | 'leaving' | 'taken' | 'gone', number[]>,
	share: number
): Map<number, number> {
	const chances = new Map<number, number>();
	const orders = permutations(open);
	for (const order of orders) {
		const start = { taken: [...taken], gone: [...gone] };
		const undecided = [...order];
		for (const lot of leaving) moveOn(transcript, start, undecided, lot);
		walk(start, undecided, 1 / orders.length);
	}
	return chances;

	function walk(since: { taken: number[]; gone: number[] }, undecided: number[], weight: number): void {
		const [lot, ...rest] = undecided;
		if (lot === undefined) {
			for (const one of since.taken) if (!taken.includes(one)) chances.set(one, (chances.get(one) ?? 0) + weight);
			return;
		}
		walk(since, rest, weight * (1 - share));
		const next = { taken: [...since.taken], gone: [...since.gone] };
		const waiting = [...rest];
		moveOn(transcript, next, waiting, lot);
		walk(next, waiting, weight * share);
	}
}

function moveOn(transcript: Transcript, since: { taken: number[]; gone: number[] }, undecided: number[], lot: number) {
	since.gone.push(lot);
	const next = nextReserve(transcript, since);
	if (next.lot === null) return;
	since.taken.push(next.lot);
	undecided.push(next.lot);
}

function permutations<T>(list: T[]): T[][] {
	if (list.length < 2) return [list];
	return list.flatMap((one, at) =>
		permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [one, ...rest])
	);
}
