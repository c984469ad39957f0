import { redirect } from '@sveltejs/kit';
import { carryOver } from '#domain/applications/carry.write.server.ts';
import { wayOf } from '#domain/applications/counts.read.server.ts';
import { RoundForm } from '#domain/calls/copies.form.ts';
import { openRound } from '#domain/calls/copies.write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { roundNotDecided } from '#domain/calls/rounds.rules.ts';
import { goingOn } from '#domain/draws/next.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';

/** Who would go on to the next round as things stand, and until when it would be reviewed. */
export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const whole = await wholeCall(reading(db), call);
	const [onward, steps] = await Promise.all([goingOn(reading(db), call.id), wayOf(reading(db), whole)]);
	const next = whole.rounds.find(({ position }) => position === call.round + 1);
	const zone = whole.stop.time_zone;
	return {
		onward: onward && { way: onward.way, count: onward.ids.length },
		steps,
		openedSlug: steps.find(({ round }) => round === call.round + 1)?.slug ?? null,
		next: next && {
			...{ position: next.position, name: next.name },
			...{ review: clockIn(zone, next.review_until, true), draw: clockIn(zone, next.draw_at) }
		}
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const form = readForm(RoundForm, data);
			// One press, two facts, all or nothing: the round is there, and those who go on are in it.
			return together(db, async (tx) => {
				const onward = await goingOn(reading(tx), who.callId);
				if (!onward) throw roundNotDecided();
				const to = await openRound(tx, who, form, arrivedAt);
				await carryOver(tx, who, { to, ...onward }, arrivedAt);
				return to.slug;
			});
		});
		if ('done' in answer) redirect(303, `/desk/calls/${answer.done}`);
		return answer;
	}
};
