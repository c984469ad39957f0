import type { Type, TypeLine } from './types.ts';

/**
 * The lines of a lottery (SPEC §5): of a tour one cell for each type and each stop of its ranking, by type and then best
 * stop first; otherwise the type lines themselves. A cell line is its type's, and says the stop.
 */
export function linesOf(types: readonly Type[]): TypeLine[] {
	return types.flatMap(({ line }) => line.ranking?.map((stop) => ({ ...line, stop })) ?? [line]);
}

/** The cells of each type, best stop first. A type begins with the cell of its best stop. */
export function cellsByType(lines: readonly TypeLine[]): number[][] {
	const cells: number[][] = [];
	lines.forEach(({ ranking, stop }, c) => {
		if (stop === ranking?.[0] || cells.length === 0) cells.push([c]);
		else cells.at(-1)!.push(c);
	});
	return cells;
}
