import { gapOf } from './certificate.ts';
import { checkCertificateForm, isProved } from './certificate-form.ts';
import type { Fraction } from './fraction.ts';
import { gapOfEating } from './eating.ts';
import { meritGap, meritValue } from './merit-proof.ts';
import { refuse } from './refusal.ts';
import { rowsOf } from './rows.ts';
import type { Seal } from './seal.ts';

type Proved = Pick<Seal, 'certificate' | 'lottery' | 'rules'>;

/**
 * The gap that a seal's certificate leaves (SPEC §6.4, §6.5, §6.8), or null for methods that have none. Refuses one that is
 * missing or not asked for.
 */
export function checkCertificate({ certificate, lottery, rules }: Proved): Fraction | null {
	const where = '/seal/certificate';
	checkCertificateForm(certificate, rules);
	if (!certificate || !isProved(rules)) return null;
	const rows = rowsOf(rules, lottery.types);
	if (rules.merit && lottery.form === 'shares' && 'scenarios' in certificate)
		return meritGap(lottery, rows, certificate);
	if (rules.merit || lottery.form === 'shares' || 'scenarios' in certificate)
		throw refuse('draw.bad-lottery', { where });
	if (rules.method === 'stops') {
		if (lottery.form !== 'panels') throw refuse('draw.bad-lottery', { where });
		return gapOfEating(lottery, rows, certificate);
	}
	return gapOf(lottery, rows, certificate, rules.objective);
}

/** With `merit`: how many of the truly best are drawn at least, in expectation, whatever the truth (SPEC §6.4); else null. */
export function worstCase({ lottery, rules }: Omit<Proved, 'certificate'>): Fraction | null {
	return rules.merit && lottery.form === 'shares' ? meritValue(lottery, rowsOf(rules, lottery.types)) : null;
}
