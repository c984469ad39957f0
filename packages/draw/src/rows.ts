import { compareText, type Rules } from './rules.ts';
import { valueOf, type Candidate } from './roster.ts';
import type { TypeLine } from './types.ts';

/** One condition on a panel: between `min` and `max` of the drawn have it. */
export type Row =
	| { readonly about: 'places'; readonly min: number; readonly max: number }
	| {
			readonly about: 'feature';
			readonly feature: string;
			readonly value: string;
			readonly min: number;
			readonly max: number;
	  }
	| { readonly about: 'group'; readonly group: string; readonly min: 0; readonly max: 1 };

/** A row and the types it counts. */
export type TypeRow = { readonly row: Row; readonly types: readonly number[] };

/** All conditions on a panel in canonical order (SPEC §4): places; strata; quotas; groups that two entrants share. */
export function rowsOf(rules: Rules, lines: readonly TypeLine[]): TypeRow[] {
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

/** Whether an entrant or a type counts in a row. */
export function isCounted(row: Row, one: Pick<Candidate, 'features' | 'groups'>): boolean {
	if (row.about === 'places') return true;
	if (row.about === 'group') return (one.groups ?? []).includes(row.group);
	return valueOf(one as Candidate, row.feature) === row.value;
}

/** A row in words that need no language: "region = 제주", "places", "group". */
export function rowName(row: Row): string {
	if (row.about === 'places') return 'places';
	return row.about === 'group' ? `group ${row.group}` : `${row.feature} = ${row.value}`;
}
