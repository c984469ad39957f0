import type { Lottery } from '../lottery.ts';
import { fieldOf, type Field } from '../merit.ts';
import type { Scenario, Scenarios } from '../merit-proof.ts';
import type { Rules } from '../rules.ts';
import type { Type } from '../types.ts';
import { bestChances, type Mixed } from './best-chances.ts';
import { checkRoom, strataOf } from '../strata.ts';
import { denominatorFor, wholeShares } from './whole-shares.ts';

/** Chances nearer to 0 or 1 than this are 0 or 1: the solver stops a little inside. */
const NEAR = 1e-6;
/** Weights of scenarios are whole numbers over about this; lighter ones than NONE are left out. */
const [WEIGHTS, NONE] = [1_000_000_000, 1e-7];

/**
 * The lottery of method `scores` with `merit` (SPEC §6.4): in every stratum the chances that guarantee most, whatever
 * the truth, and the scenarios that prove it. Refuses when there are too few.
 */
export function planMerit(rules: Rules, types: readonly Type[]): { lottery: Lottery; certificate: Scenarios } {
	const lines = types.map(({ line }) => line);
	const fields = strataOf(rules, types).map((stratum) => {
		const field = fieldOf(lines, stratum.types, stratum.places);
		checkRoom(stratum, entrantsOf(field));
		return field;
	});
	const best = fields.map((field) => bestChances(field));
	const rough = fields.map((field, s) => ({
		places: field.places,
		sizes: field.size,
		chances: settled(field, best[s]!.chances)
	}));
	const of = denominatorFor(rough, entrantsOf({ size: lines.map(({ size }) => size) }));
	const shares = lines.map(() => 0);
	fields.forEach((field, s) => wholeShares(rough[s]!, of).forEach((share, i) => (shares[field.types[i]!] = share)));
	const scenarios = fields.map((field, s) => scenariosOf(field, best[s]!.scenarios));
	return { lottery: { form: 'shares', types: lines, of, shares }, certificate: { scenarios } };
}

function entrantsOf({ size }: Pick<Field, 'size'>): number {
	return size.reduce((sum, one) => sum + one, 0);
}

/**
 * Gives chance from the dominated to those who dominate them until these are certain or those impossible. A set of the
 * best that holds one of the dominated holds all who dominate them, so what is guaranteed never falls; and no draw takes
 * one and leaves another that dominates it ("ex-post validity"). From the highest low end on: who gave never gets.
 */
function settled({ low, high, size }: Field, chances: ArrayLike<number>): Float64Array {
	const made = Float64Array.from(chances, snapped);
	const byLow = [...low.keys()].sort((a, b) => low[b]! - low[a]!);
	const givers = [...high.keys()].sort((a, b) => high[a]! - high[b]!);
	let next = 0;
	for (const i of byLow) {
		while (made[i]! < 1 && next < givers.length && high[givers[next]!]! < low[i]!) {
			const j = givers[next]!;
			const [needs, has] = [(1 - made[i]!) * size[i]!, made[j]! * size[j]!];
			if (has <= needs) next++;
			made[j] = has <= needs ? 0 : made[j]! - needs / size[j]!;
			made[i] = has < needs ? made[i]! + has / size[i]! : 1;
		}
	}
	return made.map(snapped);
}

function snapped(chance: number): number {
	return chance < NEAR ? 0 : chance > 1 - NEAR ? 1 : chance;
}

/** The mixture in whole numbers: of each type rounded down, and what is missing from the places added where there is room. */
function scenariosOf(field: Field, mixture: readonly Mixed[]): Scenario[] {
	const sum = mixture.reduce((total, { weight }) => total + weight, 0);
	const most = Math.min(WEIGHTS, Math.floor(Number.MAX_SAFE_INTEGER / (2 * entrantsOf(field))));
	return mixture
		.filter(({ weight }) => weight > NONE * sum)
		.map(({ line, weight, parts }) => {
			const times = Math.max(1, Math.round((weight / sum) * most));
			const counts = parts.map(([i, part]) => Math.floor(part * times * field.size[i]!));
			let left = line.open * times - counts.reduce((total, count) => total + count, 0);
			parts.forEach(([i], at) => {
				const room = times * field.size[i]! - counts[at]!;
				const add = left >= 0 ? Math.min(left, room) : Math.max(left, -counts[at]!);
				counts[at]! += add;
				left -= add;
			});
			const held = parts.map(([i], at) => [field.types[i]!, counts[at]!] as const).filter(([, count]) => count > 0);
			return { line: line.at, times, counts: held };
		});
}
