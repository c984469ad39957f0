import { redirect } from '@sveltejs/kit';
import { callsAtStop } from '#domain/calls/read.server.ts';
import { NumbersForm } from '#domain/calls/stops.form.ts';
import { copyCalls } from '#domain/calls/stops.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { notFound, type Visitor } from '#domain/people/rules.ts';
import { StopForm } from '#domain/tours/form.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { addStop } from '#domain/tours/stops.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const { stop, who } = await ownStop(db, visitor, params.stop);
	return { stop, calls: await callsAtStop(reading(db), who.hostId, stop.id) };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const { stop, who } = await ownStop(db, visitor, params.stop);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const [form, { numbers }] = [readForm(StopForm, data), readForm(NumbersForm, data)];
			// The stop and its calls are there together, or neither.
			return together(db, async (tx) => {
				const to = await addStop(tx, who, { tourId: stop.tour_id, form: { ...form, is_ours: true } }, arrivedAt);
				await copyCalls(tx, who, { from: stop.id, to, numbers }, arrivedAt);
				return to;
			});
		});
		if ('done' in answer) redirect(303, `/desk?made=${answer.done.slug}`);
		return answer;
	}
};

/** A stop is copied by an organiser of its whole host; a stop that still looks for its host is nobody's to copy. */
async function ownStop(db: Db, visitor: Visitor, slug: string) {
	const stop = await stopBySlug(reading(db), slug);
	if (!stop.host_id) throw notFound();
	return { stop, who: gate.hostOrganiser(visitor, stop.host_id) };
}
