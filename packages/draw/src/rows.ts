import { cellsByType } from './cells.ts';
import { compareText, type Rules, type Stop } from './rules.ts';
import { valueOf, type Candidate } from './roster.ts';
import type { TypeLine } from './types.ts';

/** One condition on a panel: between `min` and `max` of the drawn have it. */
export type Row =
	| { readonly about: 'places'; readonly stop?: string; readonly min: number; readonly max: number }
	| {
			readonly about: 'feature';
			readonly stop?: string;
			readonly feature: string;
			readonly value: string;
			readonly min: number;
			readonly max: number;
	  }
	| { readonly about: 'group'; readonly group: string; readonly min: 0; readonly max: 1 }
	| { readonly about: 'type'; readonly type: number; readonly min: 0; readonly max: number };

/** A row and the types it counts. */
export type TypeRow = { readonly row: Row; readonly types: readonly number[] };

/** All conditions on a panel in canonical order (SPEC §4): places; strata; quotas; groups that two entrants share. */
export function rowsOf(rules: Rules, lines: readonly TypeLine[]): TypeRow[] {
	if (rules.stops) return rowsOfStops(rules.stops, lines);
	const rows: Row[] = [{ about: 'places', min: rules.places, max: rules.places }];
	if (rules.strata) {
		const { feature, places } = rules.strata;
		for (const [value, count] of Object.entries(places).sort(([a], [b]) => compareText(a, b))) {
			rows.push({ about: 'feature', feature, value, min: count, max: count });
		}
	}
	for (const quota of rules.quotas ?? []) rows.push({ about: 'feature', ...quota });
	const groups = new Set(lines.flatMap((line) => line.groups ?? []));
	for (const group of [...groups].sort(compareText)) rows.push({ about: 'group', group, min: 0, max: 1 });
	return rows.map((row) => ({ row, types: lines.flatMap((line, i) => (isCounted(row, line) ? [i] : [])) }));
}

/** Of a tour the lines are cells: each stop's places and quotas, then for each type its members, who get one place at most. */
function rowsOfStops(stops: readonly Stop[], lines: readonly TypeLine[]): TypeRow[] {
	const rows = stops.flatMap(({ stop, places, quotas = [] }): Row[] => [
		{ about: 'places', stop, min: 0, max: places },
		...quotas.map((quota) => ({ about: 'feature', stop, ...quota }) as const)
	]);
	const counted = rows.map((row) => ({ row, types: lines.flatMap((line, i) => (isCounted(row, line) ? [i] : [])) }));
	const ofTypes = cellsByType(lines).map((cells, type): TypeRow => ({
		row: { about: 'type', type, min: 0, max: lines[cells[0]!]!.size },
		types: cells
	}));
	return [...counted, ...ofTypes];
}

/** Whether an entrant or a type counts in a row. */
export function isCounted(row: Row, one: Pick<TypeLine, 'features' | 'groups' | 'stop'>): boolean {
	// Of which type a cell is shows in its place among the lines, not in what it says.
	if (row.about === 'type') return false;
	if (row.about !== 'group' && row.stop !== undefined && row.stop !== one.stop) return false;
	if (row.about === 'places') return true;
	if (row.about === 'group') return (one.groups ?? []).includes(row.group);
	return valueOf(one as Candidate, row.feature) === row.value;
}

/** A row in words that need no language: "region = 제주", "places", "group"; at a stop "Busan: region = 제주". */
export function rowName(row: Row): string {
	if (row.about === 'type') return `type ${row.type}`;
	if (row.about === 'group') return `group ${row.group}`;
	const at = row.stop === undefined ? '' : `${row.stop}: `;
	return at + (row.about === 'places' ? 'places' : `${row.feature} = ${row.value}`);
}
