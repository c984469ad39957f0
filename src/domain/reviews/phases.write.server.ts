import { clockTime, type Typed } from '#domain/calls/dates.rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import type { ReviewDatesForm } from './phases.form.ts';
import { allowsAct, checkReviewDates, phaseOf, reviewFrom } from './phases.rules.ts';
import { freezeOf } from './read.server.ts';
import { bandsFrozen } from './rules.ts';
import { reviewBegun } from './phases.rules.ts';

/**
 * Leaves the review's own dates: from when it is reviewed, until when it is talked about, and how many days before the
 * end those behind are reminded. The same again changes nothing. Refuses an order that cannot be, a beginning moved once
 * reviewing has begun, and any change after the freeze.
 */
export function setReviewDates(db: Db, who: Organiser, form: ReviewDatesForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await tx
			.selectFrom('calls')
			.selectAll()
			.where('id', '=', who.callId)
			.forUpdate()
			.executeTakeFirstOrThrow();
		if (await freezeOf(reading(tx), call.id)) throw bandsFrozen();
		const { time_zone: zone } = await stopOf(reading(tx), call.stop_id);
		const dates = {
			review_from: instantOf(zone, 'from', form.from),
			discuss_until: instantOf(zone, 'discuss', form.discuss)
		};
		checkReviewDates(call, dates);
		const hasBegun = allowsAct(phaseOf(call, at), 'read');
		if (hasBegun && reviewFrom({ ...call, ...dates }).getTime() !== reviewFrom(call).getTime()) throw reviewBegun();
		const next = { ...dates, remind_days: form.remind_days };
		const changed = Object.entries(next).filter(
			([name, value]) => String(call[name as keyof typeof next]) !== String(value)
		);
		if (changed.length === 0) return;
		await tx.updateTable('calls').set(next).where('id', '=', call.id).execute();
		const detail = Object.fromEntries(changed);
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'review.dated', about: call.id, detail });
	});
}

function instantOf(zone: string, name: string, typed: Typed | null): Date | null {
	if (!typed) return null;
	const instant = instantIn(zone, typed.day, clockTime(typed.time));
	if (!instant) throw fieldsRefused({ [`${name}.time`]: 'calls.no-such-time' });
	return instant;
}
