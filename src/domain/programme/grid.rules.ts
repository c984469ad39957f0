import type { Words } from '#lib/words.ts';

/** What stands in a grid of halls by time. */
export type Block = { id: string; from: Date; to: Date; hallId: string | null };
type Span = { from: Date; to: Date };
export type Column = { id: string | null; name: Words | null; first: number; lanes: number };
export type Spot = { column: number; row: number; rows: number };
export type Grid = {
	columns: Column[];
	spots: Map<string, Spot>;
	rows: number;
	from: Date;
	hours: { row: number; at: Date }[];
};

export const sliceMinutes = 5;
const sliceMs = sliceMinutes * 60_000;
const hourMs = 3_600_000;

/**
 * Where each block stands: a row is five minutes, a hall a column, or several beside each other where its blocks overlap.
 * Columns and rows are counted from 1; what has no hall stands in a column of its own at the end. It spans `least` too.
 */
export function gridOf(blocks: Block[], halls: { id: string; name: Words }[], least: Span[] = []): Grid {
	const spans = [...blocks, ...least];
	const first = Math.min(...spans.map(({ from }) => from.getTime()));
	const last = Math.max(...spans.map(({ to }) => to.getTime()));
	const from = Math.floor(first / hourMs) * hourMs;
	const rows = spans.length ? Math.ceil((last - from) / sliceMs) : 0;
	const columns: Column[] = [];
	const spots = new Map<string, Spot>();
	let next = 1;
	for (const hall of [...halls, { id: null, name: null }]) {
		const own = blocks.filter(({ hallId }) => hallId === hall.id).sort((a, b) => +a.from - +b.from);
		if (own.length === 0 && hall.id === null) continue;
		const lanes = inLanes(own);
		columns.push({ id: hall.id, name: hall.name, first: next, lanes: Math.max(1, lanes.length) });
		for (const [lane, some] of lanes.entries()) {
			for (const one of some) spots.set(one.id, { column: next + lane, ...rowsOf(one, from) });
		}
		next += Math.max(1, lanes.length);
	}
	return { columns, spots, rows, from: new Date(spans.length ? from : 0), hours: hoursFrom(from, rows) };
}

function inLanes(blocks: Block[]): Block[][] {
	const lanes: Block[][] = [];
	for (const block of blocks) {
		const free = lanes.find((lane) => lane.at(-1)!.to <= block.from);
		if (free) free.push(block);
		else lanes.push([block]);
	}
	return lanes;
}

function rowsOf({ from, to }: Block, start: number): { row: number; rows: number } {
	const row = Math.floor((from.getTime() - start) / sliceMs) + 1;
	return { row, rows: Math.max(1, Math.ceil((to.getTime() - start) / sliceMs) + 1 - row) };
}

function hoursFrom(from: number, rows: number): { row: number; at: Date }[] {
	const count = Math.ceil((rows * sliceMs) / hourMs);
	return Array.from({ length: count }, (_, hour) => ({
		row: (hour * hourMs) / sliceMs + 1,
		at: new Date(from + hour * hourMs)
	}));
}
