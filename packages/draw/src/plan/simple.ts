import type { Lottery, Panel } from '../lottery.ts';
import { refuse } from '../refusal.ts';
import { compareText, type Rules } from '../rules.ts';
import type { Type } from '../types.ts';

/**
 * The lottery of methods `uniform` and `banded` (SPEC §6.1, §6.3): a single panel. In each stratum those accepted have
 * their places, and the places left go to the draw, all with the same chance. Refuses when there are too few.
 */
export function planSimple(rules: Rules, types: readonly Type[]): Lottery {
	const counts = types.map(() => 0);
	for (const stratum of strataOf(rules, types)) fill(stratum, types, counts);
	const panel: Panel = { times: 1, counts: counts.flatMap((count, t) => (count > 0 ? [[t, count] as const] : [])) };
	return { form: 'panels', types: types.map(({ line }) => line), of: 1, panels: [panel] };
}

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

function fill(stratum: Stratum, types: readonly Type[], counts: number[]): void {
	const sizeOf = (band: string | undefined) =>
		stratum.types.filter((t) => types[t]!.line.band === band).map((t) => [t, types[t]!.line.size] as const);
	const accepted = sizeOf('accept');
	// Without strata and bands there is one type; with bands, one in the draw for each stratum.
	const inDraw = [...sizeOf('draw'), ...sizeOf(undefined)];
	const certain = accepted.reduce((sum, [, size]) => sum + size, 0);
	if (certain > stratum.places)
		throw refuse('draw.too-many-accepted', { stratum: stratum.name, accepted: certain, places: stratum.places });
	for (const [t, size] of accepted) counts[t] = size;
	const left = stratum.places - certain;
	checkRoom(stratum, certain + inDraw.reduce((sum, [, size]) => sum + size, 0));
	for (const [t] of inDraw) counts[t] = left;
}
