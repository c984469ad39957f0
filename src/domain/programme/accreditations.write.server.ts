import { reading, together, type Db } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { clockIn } from '#lib/zone.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, SignedIn } from '#domain/people/rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { accreditationLetter } from './accreditations.mail.ts';
import { accreditationsAt, ownAccreditation } from './accreditations.read.server.ts';
import {
	accreditationNotFound,
	alreadyAccredited,
	alreadyDecided,
	decisionsAfter,
	stopIsOver
} from './accreditations.rules.ts';
import type { DecisionForm, PressForm } from './form.ts';
import { holdStop } from './halls.write.server.ts';
import { stopNotHosted } from './rules.ts';
import { fieldsRefused } from '#lib/refusal.ts';

/**
 * Leaves an application of the press for a stop, or sends an earlier one again as it is now. Refuses while they are
 * accredited, once the stop is over, and where a stop has no host yet.
 */
export function applyAsPress(
	db: Db,
	who: SignedIn,
	{ stopId, form }: { stopId: string; form: PressForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await stopOf(reading(tx), stopId);
		if (!stop.host_id) throw stopNotHosted();
		if (clockIn(stop.time_zone, at).day > stop.ends_on) throw stopIsOver();
		// Two presses at once: the one row decides, and the second is the same application sent again.
		const { outlet, job, card, note: said, may_list } = form;
		const row = { outlet, job, card, note: said, may_list, applied_at: at };
		const { id } = await tx
			.insertInto('accreditations')
			.values({ stop_id: stopId, person_id: who.personId, ...row })
			.onConflict((oc) => oc.columns(['stop_id', 'person_id']).doUpdateSet({ stop_id: stopId }))
			.returning('id')
			.executeTakeFirstOrThrow();
		const own = await ownAccreditation(reading(tx), who, stopId);
		if (own?.state === 'accredited') throw alreadyAccredited();
		await tx.updateTable('accreditations').set(row).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'accreditation.applied', about: id });
	});
}

/**
 * Leaves what is decided about an application of the press, and a letter that says so. The same again changes nothing.
 * Refuses to refuse or withdraw without a reason, what does not follow, and another stop's as not there.
 */
export function decideAccreditation(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: { stopId: string; form: DecisionForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const stop = await holdStop(tx, who, stopId);
		const one = (await accreditationsAt(reading(tx), stopId)).find(({ id }) => id === form.id);
		if (!one) throw accreditationNotFound();
		const { decision, reason } = form;
		if (one.state === decision) return;
		if (!decisionsAfter(one.state).includes(decision)) throw alreadyDecided();
		if (decision !== 'accredited' && reason === '') throw fieldsRefused({ reason: 'lib.required' });
		const row = { accreditation_id: one.id, decision, reason, decided_at: at, decided_by: who.personId };
		await tx.insertInto('accreditation_decisions').values(row).execute();
		const url = `${await siteOf(reading(tx), { stop: stopId })}/stops/${stop.slug}/press`;
		const facts = { decision, reason, city: stop.city, outlet: one.outlet, url };
		await post(tx, accreditationLetter(one.email, facts, one.locale), at);
		const verb = `accreditation.${decision}` as const;
		await note(tx, { at, by: who.personId, callId: null, verb, about: one.person_id });
	});
}
