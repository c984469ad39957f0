import { checkFields, checkList } from './fields.ts';
import type { Lottery } from './lottery.ts';
import { refuse } from './refusal.ts';
import type { Rules } from './rules.ts';

const WHERE = '/seal/lottery';

/** What each form holds besides `form`, `types` and `of`. */
const HELD: Readonly<Record<string, string>> = { panels: 'panels', shares: 'shares', halving: 'totals' };

/** The forms that the lottery of these rules may have (SPEC §5). */
function formsOf({ method }: Rules): readonly string[] {
	if (method === 'quotas') return ['panels', 'halving'];
	return method === 'weighted' || method === 'scores' ? ['shares'] : ['panels'];
}

/**
 * Refuses a lottery that isn't written as its form says, or has a form that the method doesn't have (SPEC §5); what it
 * counts is for `checkLottery`. Shares must also be so coarse that one throw reaches over all of them (SPEC §8).
 */
export function checkForm(lottery: Lottery, rules: Rules): void {
	const { form } = lottery;
	if (!formsOf(rules).includes(form)) throw refuse('draw.wrong-form', { form: String(form), method: rules.method });
	checkFields(lottery, WHERE, ['form', 'types', 'of', HELD[form]!]);
	if (form === 'panels') checkPanels(lottery.panels);
	else checkList(form === 'shares' ? lottery.shares : lottery.totals, `${WHERE}/${HELD[form]}`, 1, Infinity);
	const entrants = lottery.types.reduce((sum, { size }) => sum + size, 0);
	if (form === 'shares' && BigInt(lottery.of) * BigInt(entrants) >= 2n ** 64n)
		throw refuse('draw.shares-too-fine', { of: lottery.of, entrants });
}

function checkPanels(panels: unknown): void {
	checkList(panels, `${WHERE}/panels`, 1, Infinity);
	(panels as readonly unknown[]).forEach((panel, i) => {
		checkFields(panel, `${WHERE}/panels/${i}`, ['times', 'counts']);
		checkList((panel as { counts: unknown }).counts, `${WHERE}/panels/${i}/counts`, 0, Infinity);
	});
}
