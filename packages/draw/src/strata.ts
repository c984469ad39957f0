import { refuse } from './refusal.ts';
import { compareText, type Rules } from './rules.ts';
import type { Type } from './types.ts';

/** A part of the roster with its own places; `name` is empty when there is only one. */
export type Stratum = { readonly name: string; readonly places: number; readonly types: readonly number[] };

/** The strata of the rules, or all in one. */
export function strataOf(rules: Rules, types: readonly Type[]): Stratum[] {
	const all = types.map((_, t) => t);
	if (!rules.strata) return [{ name: '', places: rules.places, types: all }];
	const { feature, places } = rules.strata;
	return Object.entries(places)
		.sort(([a], [b]) => compareText(a, b))
		.map(([value, count]) => ({
			name: `${feature} = ${value}`,
			places: count,
			types: all.filter((t) => types[t]!.line.features[feature] === value)
		}));
}

/** Refuses more places than there are entrants who may be drawn. */
export function checkRoom({ name, places }: Stratum, able: number): void {
	if (able >= places) return;
	throw name
		? refuse('draw.stratum-too-small', { stratum: name, places, entrants: able })
		: refuse('draw.too-few', { places, entrants: able });
}
