import { gapOf } from './certificate.ts';
import type { Fraction } from './fraction.ts';
import { refuse } from './refusal.ts';
import { rowsOf } from './rows.ts';
import type { Seal } from './seal.ts';

/** The gap that a seal's certificate leaves (SPEC §6.5), or null when it has none. */
export function checkCertificate({
	certificate,
	lottery,
	rules
}: Pick<Seal, 'certificate' | 'lottery' | 'rules'>): Fraction | null {
	if (!certificate) return null;
	if (lottery.form !== 'panels') throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
	return gapOf(lottery, rowsOf(rules, lottery.types), certificate, rules.objective);
}
