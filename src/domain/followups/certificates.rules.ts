import { refusal } from '#lib/refusal.ts';

/** The purpose of the key that signs certificates of attendance. */
export const certificatePurpose = 'certificates';

/** What is signed: who was where, line by line. Another letter anywhere, and the signature is none. */
export function certificateText({ id, name, session }: { id: string; name: string; session: string }): string {
	return ['madang/certificate/v1', id, name, session].join('\n');
}

/** The line somebody shows: the number, and the signature that only this host's key makes. */
export const checkLine = ({ number, signature }: { number: number; signature: string }) => `${number}-${signature}`;

/** A line taken apart, however it was pasted, or null where it is none. */
export function lineIn(typed: string): { number: number; signature: string } | null {
	const found = /^(\d{1,9})-([\w-]{86})$/.exec(typed.replace(/\s+/g, ''));
	return found && { number: Number(found[1]), signature: found[2]! };
}

export const certificateNotFound = () => refusal('unknown', 'followups.certificate-not-found');
