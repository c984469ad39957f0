import { refusal } from '#lib/refusal.ts';

export const notAllAgreed = () => refusal('conflict', 'followups.not-all-agreed');
