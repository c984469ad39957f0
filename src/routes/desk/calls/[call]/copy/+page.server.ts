import { redirect } from '@sveltejs/kit';
import { CopyForm } from '#domain/calls/copies.form.ts';
import { copyCall } from '#domain/calls/copies.write.server.ts';
import { suggestedDates } from '#domain/calls/dates.rules.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { stopOf, stopsOfHosts } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** A new call needs an organiser of the whole host: who works on one call only makes no others. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.hostOrganiser(visitor, call.host_id);
	const [stops, stop] = await Promise.all([
		stopsOfHosts(reading(db), [call.host_id]),
		stopOf(reading(db), call.stop_id)
	]);
	return {
		stops: stops.map(({ id, city, starts_on, time_zone }) => ({ id, city, starts_on, time_zone })),
		opens: suggestedDates(stop.time_zone, arrivedAt).opens
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.hostOrganiser(visitor, call.host_id);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			copyCall(db, who, { from: call.id, form: readForm(CopyForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/desk/calls/${answer.done.slug}`);
		return answer;
	}
};
