import { byShare } from './by-share.ts';
import type { Lottery } from './lottery.ts';
import { onePanel } from './one-panel.ts';
import type { Rules } from './rules.ts';
import type { Type } from './types.ts';

/**
 * The lottery of a method whose chances follow from its rules and the roster alone (SPEC §6.1 to §6.4), so that whoever
 * verifies makes it again. Null where planning has a choice: `quotas`, `stops` and `merit` are proved instead.
 */
export function followedLottery(rules: Rules, types: readonly Type[]): Lottery | null {
	if (rules.method === 'uniform' || rules.method === 'banded') return onePanel(rules, types);
	if (rules.method === 'weighted' || (rules.method === 'scores' && !rules.merit)) return byShare(rules, types);
	return null;
}
