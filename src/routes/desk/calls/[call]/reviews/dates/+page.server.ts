import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { announcementOf } from '#domain/decisions/read.server.ts';
import { ReviewDatesForm } from '#domain/reviews/phases.form.ts';
import { setReviewDates } from '#domain/reviews/phases.write.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';

/** The review's phases with their dates, who may do what in each, and the dates to change. */
export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const [stop, freeze, announcement] = await Promise.all([
		stopOf(reading(db), call.stop_id),
		freezeOf(reading(db), call.id),
		announcementOf(reading(db), call.id)
	]);
	const empty = { day: '', time: '' };
	const { review_from: from, discuss_until: discuss } = call;
	return {
		decided: { frozenAt: freeze?.frozen_at ?? null, announcedAt: announcement?.announced_at ?? null },
		stored: {
			from: from ? clockIn(stop.time_zone, from) : empty,
			discuss: discuss ? clockIn(stop.time_zone, discuss, true) : empty
		},
		isSaved: url.searchParams.has('saved')
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => setReviewDates(db, who, readForm(ReviewDatesForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/dates?saved`);
		return answer;
	}
};
