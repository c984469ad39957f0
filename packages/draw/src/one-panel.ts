import type { Lottery, Panel } from './lottery.ts';
import { refuse } from './refusal.ts';
import type { Rules } from './rules.ts';
import { checkRoom, strataOf, type Stratum } from './strata.ts';
import type { Type } from './types.ts';

/**
 * The lottery of methods `uniform` and `banded` (SPEC §6.1, §6.3): a single panel. In each stratum those accepted have
 * their places, and the places left go to the draw, all with the same chance. Refuses when there are too few.
 */
export function onePanel(rules: Rules, types: readonly Type[]): Lottery {
	const counts = types.map(() => 0);
	for (const stratum of strataOf(rules, types)) fill(stratum, types, counts);
	const panel: Panel = { times: 1, counts: counts.flatMap((count, t) => (count > 0 ? [[t, count] as const] : [])) };
	return { form: 'panels', types: types.map(({ line }) => line), of: 1, panels: [panel] };
}

function fill(stratum: Stratum, types: readonly Type[], counts: number[]): void {
	const sizeOf = (band: string | undefined) =>
		stratum.types.filter((t) => types[t]!.line.band === band).map((t) => [t, types[t]!.line.size] as const);
	const accepted = sizeOf('accept');
	// Without strata and bands there is one type; with bands, one in the draw for each stratum.
	const inDraw = [...sizeOf('draw'), ...sizeOf(undefined)];
	const certain = accepted.reduce((sum, [, size]) => sum + size, 0);
	if (certain > stratum.places) {
		const facts = { accepted: certain, places: stratum.places };
		throw stratum.name
			? refuse('draw.stratum-over-accepted', { stratum: stratum.name, ...facts })
			: refuse('draw.too-many-accepted', facts);
	}
	for (const [t, size] of accepted) counts[t] = size;
	const left = stratum.places - certain;
	checkRoom(stratum, certain + inDraw.reduce((sum, [, size]) => sum + size, 0));
	for (const [t] of inDraw) counts[t] = left;
}
