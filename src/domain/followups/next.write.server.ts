import { fieldsRefused } from '#lib/refusal.ts';
import { together, type Db } from '#lib/db.server.ts';
import { instantIn } from '#lib/instants.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { NextForm } from './next.form.ts';
import { notAllAgreed } from './next.rules.ts';

/**
 * Leaves that a call is made from the follow-ups of this one: the round it will be, where none was announced, for
 * `openRound` to open and `carryOver` to fill in the same transaction. Refuses whoever did not agree that what they
 * submitted goes on, a review that is over already, and another call's as not agreed.
 */
export function announceNext(db: Db, who: Organiser, form: NextForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await tx
			.selectFrom('calls')
			.innerJoin('stops', 'stops.id', 'calls.stop_id')
			.select(['calls.round', 'stops.time_zone as zone'])
			.where('calls.id', '=', who.callId)
			.executeTakeFirstOrThrow();
		const agreed = await tx
			.selectFrom('followups')
			.innerJoin('applications', 'applications.id', 'application_id')
			.select('application_id')
			.where('call_id', '=', who.callId)
			.where('carried_at', 'is not', null)
			.where('application_id', 'in', form.ids)
			.execute();
		if (agreed.length < form.ids.length) throw notAllAgreed();
		const review_until = instantIn(call.zone, form.review.day, form.review.time);
		const draw_at = instantIn(call.zone, form.draw.day, form.draw.time);
		if (!review_until) throw fieldsRefused({ 'review.time': 'calls.no-such-time' });
		if (!draw_at) throw fieldsRefused({ 'draw.time': 'calls.no-such-time' });
		if (draw_at < review_until) throw fieldsRefused({ 'draw.day': 'calls.draw-before-review' });
		const position = call.round + 1;
		await tx
			.insertInto('rounds')
			.values({
				...{ call_id: who.callId, position, key: `followup-${position}`, name: form.name },
				...{ places: form.places, review_until, draw_at }
			})
			.onConflict((oc) => oc.columns(['call_id', 'position']).doNothing())
			.execute();
		const detail = { round: position, name: form.name, count: form.ids.length };
		await note(tx, {
			at,
			by: who.personId,
			callId: who.callId,
			verb: 'followup.next-announced',
			about: who.callId,
			detail
		});
	});
}
