import { followedLottery } from '../followed.ts';
import { rosterRoot } from '../inclusion.ts';
import { checkLottery } from '../lottery.ts';
import { checkForm } from '../lottery-form.ts';
import { refuse } from '../refusal.ts';
import { buildRoster, type Candidate } from '../roster.ts';
import { rowsOf } from '../rows.ts';
import { canonicalRules, type Rules } from '../rules.ts';
import type { Plan } from '../seal.ts';
import { boundsOf, typesOf, type Type } from '../types.ts';
import { planMerit } from './merit.ts';
import { planQuotas } from './quotas.ts';
import { planStops } from './stops.ts';

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
	const planned = await planMethod(rules, types);
	checkForm(planned.lottery, rules);
	checkLottery(planned.lottery, rowsOf(rules, planned.lottery.types));
	return { roster, root: rosterRoot(roster), rules, ...planned };
}

async function planMethod(rules: Rules, types: readonly Type[]): Promise<Pick<Plan, 'lottery' | 'certificate'>> {
	const followed = followedLottery(rules, types);
	if (followed) return { lottery: followed };
	if (rules.merit) return planMerit(rules, types);
	if (rules.method === 'stops') return planStops(rules, types);
	const able = types.reduce((sum, { line }) => sum + boundsOf(line)[1], 0);
	if (rules.places > able) throw refuse('draw.too-few', { places: rules.places, entrants: able });
	return planQuotas(rules, types);
}
