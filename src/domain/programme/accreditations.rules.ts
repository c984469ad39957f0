import type { Selectable } from 'kysely';
import type { Accreditations } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

export type Decision = 'accredited' | 'refused' | 'withdrawn';
/** Where an application of the press stands: waiting, or as last decided. */
export type AccreditationState = 'applied' | Decision;
export type Accreditation = Selectable<Accreditations> & {
	state: AccreditationState;
	reason: string;
	decided_at: Date | null;
};

type Newest = { decision: string | null; decided_at: Date | null };

/** The newest decision stands, unless the application was sent again after it. */
export function stateOf({ applied_at }: { applied_at: Date }, { decision, decided_at }: Newest): AccreditationState {
	return decision && decided_at && decided_at >= applied_at ? (decision as Decision) : 'applied';
}

/** What an organiser can decide next. */
export function decisionsAfter(state: AccreditationState): Decision[] {
	if (state === 'applied') return ['accredited', 'refused'];
	return state === 'accredited' ? ['withdrawn'] : ['accredited'];
}

export const accreditationNotFound = () => refusal('unknown', 'programme.accreditation-not-found');
export const alreadyDecided = () => refusal('conflict', 'programme.already-decided');
export const alreadyAccredited = () => refusal('conflict', 'programme.already-accredited');
export const stopIsOver = () => refusal('conflict', 'programme.stop-is-over');
