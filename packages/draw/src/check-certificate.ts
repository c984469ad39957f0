import { gapOf } from './certificate.ts';
import type { Fraction } from './fraction.ts';
import { gapOfEating } from './eating.ts';
import { refuse } from './refusal.ts';
import { rowsOf } from './rows.ts';
import type { Seal } from './seal.ts';

/** The gap that a seal's certificate leaves (SPEC §6.5, §6.8), or null when it has none. */
export function checkCertificate({
	certificate,
	lottery,
	rules
}: Pick<Seal, 'certificate' | 'lottery' | 'rules'>): Fraction | null {
	if (!certificate) return null;
	if (lottery.form !== 'panels') throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
	const rows = rowsOf(rules, lottery.types);
	return rules.method === 'stops' ? gapOfEating(lottery, rows, certificate) : gapOf(lottery, rows, certificate);
}
