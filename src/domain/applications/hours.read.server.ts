import type { Reader } from '#lib/db.server.ts';
import type { InCall } from '#domain/people/rules.ts';
import { admissionsOf } from './codes.read.server.ts';
import { callDecided, canBeAdmitted, deadlineOf, isAdmitted, whyNot } from './hours.rules.ts';
import type { CallForm } from './read.server.ts';
import { isDecided } from './standing.read.server.ts';

/** A call's form, and the track chosen in it; null while none is. */
type Chosen = { form: CallForm; trackId: string | null };

/**
 * Refuses outside the hours, unless an invite code lets the applicant in. In time nothing is asked of the store: this
 * stands in everybody's way in the last minute. Who comes late holds the call against a freeze, and comes too late after.
 */
export async function checkHours(db: Reader, who: InCall, { form, trackId }: Chosen, at: Date): Promise<void> {
	const refused = whyNot(form, trackId, at);
	if (!refused) return;
	if (!canBeAdmitted(refused)) throw refused;
	if (!isAdmitted(await admissionsOf(db, who), trackId, at)) throw refused;
	await db.selectFrom('calls').select('id').where('id', '=', who.callId).forShare().execute();
	if (await isDecided(db, who.callId)) throw callDecided();
}

/** Until when an applicant may still write and submit, and whether it is a code that lets them. */
export type OwnHours = { isOpen: boolean; closesAt: Date; byCode: boolean };

/** The hours of one applicant, in a track (null while none is chosen): the published ones, or those of their codes. */
export async function ownHours(db: Reader, who: InCall, { form, trackId }: Chosen, at: Date): Promise<OwnHours> {
	const published = { isOpen: true, closesAt: deadlineOf(form, trackId), byCode: false };
	const refused = whyNot(form, trackId, at);
	if (!refused) return published;
	const codes = canBeAdmitted(refused) ? await admissionsOf(db, who) : [];
	const mine = codes.filter((code) => isAdmitted([code], trackId, at));
	if (mine.length === 0 || (await isDecided(db, who.callId))) return { ...published, isOpen: false };
	const last = Math.max(...mine.map(({ valid_until }) => valid_until.getTime()));
	return { isOpen: true, closesAt: new Date(last), byCode: true };
}
