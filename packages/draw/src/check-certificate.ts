import type { Fraction } from './fraction.ts';
import { refuse } from './refusal.ts';
import type { Seal } from './seal.ts';

/** Checks the certificate of a seal (SPEC §6.5): the gap it leaves, or null when there is none to check. */
export function checkCertificate(seal: Seal): Fraction | null {
	if (!seal.certificate) return null;
	throw refuse('draw.bad-lottery', { where: '/seal/certificate' });
}
