import { checkLottery } from '../lottery.ts';
import { refuse } from '../refusal.ts';
import { buildRoster, rosterRoot, type Candidate } from '../roster.ts';
import { rowsOf } from '../rows.ts';
import { canonicalRules, type Rules } from '../rules.ts';
import type { Plan } from '../seal.ts';
import { typesOf } from '../types.ts';
import { planSimple } from './simple.ts';

/**
 * Plans a draw (SPEC §5, §6): the roster in canonical order and the lottery that will be published with the seal, with
 * exact chances (`chancesOf(plan.lottery)`). The lottery is counted before it is returned, however it was found.
 * Refuses, as a DrawRefusal, what can't be drawn: see SPEC §12 for the codes.
 */
export async function plan(candidates: readonly Candidate[], given: Rules): Promise<Plan> {
	const rules = canonicalRules(given);
	const roster = buildRoster(candidates);
	if (roster.length === 0) throw refuse('draw.nobody');
	const types = typesOf(roster, rules);
	if (rules.method !== 'uniform' && rules.method !== 'banded')
		throw refuse('draw.unknown-method', { method: rules.method });
	const lottery = planSimple(rules, types);
	checkLottery(lottery, rowsOf(rules, lottery.types));
	return { roster, root: rosterRoot(roster), rules, lottery };
}
