import { checkCertificate, compareFractions, placeChances, worstCase, type Fraction, type Plan } from '../src/index.ts';

/** What a command prints and the code it exits with. */
export type Answer = { readonly says: readonly string[]; readonly json: unknown; readonly exit: 0 | 1 };

/** What a plan comes to, for machines: chances as [numerator, denominator], `panels` the number of equal ones. */
export function summary(planned: Plan) {
	const chances = [...placeChances(planned.lottery)].sort(compareFractions);
	const gap = planned.rules.method === 'uniform' ? ([0, 1] as const) : checkCertificate(planned);
	const worst = worstCase(planned);
	const isTour = planned.rules.method === 'stops';
	return {
		method: planned.rules.method,
		entrants: planned.roster.length,
		places: planned.rules.places,
		panels: planned.lottery.of,
		min_chance: chances[0]!,
		max_chance: chances.at(-1)!,
		leximin_gap: isTour || worst ? null : gap && gap[0] / gap[1],
		eating_gap: isTour ? gap && gap[0] / gap[1] : null,
		merit_gap: worst && gap && gap[0] / gap[1],
		worst_case: worst && worst[0] / worst[1],
		certified: gap !== null && gap[0] / gap[1] < 0.001
	};
}

/** "29/97 (29.90 %)" */
export function inPercent([num, den]: Fraction): string {
	return `${num}/${den} (${((100 * num) / den).toFixed(2)} %)`;
}
