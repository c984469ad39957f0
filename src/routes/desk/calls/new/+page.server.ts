import { redirect } from '@sveltejs/kit';
import { suggestedDates } from '#domain/calls/dates.rules.ts';
import { NewCall } from '#domain/calls/form.ts';
import { templateByKey, templates } from '#domain/calls/template.rules.ts';
import { makeCall } from '#domain/calls/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised, notFound } from '#domain/people/rules.ts';
import { stopsOfHosts } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const stops = await stopsOfHosts(reading(db), hostsOrganised(visitor));
	const chosen = templateByKey(url.searchParams.get('template') ?? '');
	const zone = stops[0]?.time_zone ?? 'Asia/Seoul';
	return {
		stops: stops.map(({ id, city, starts_on, time_zone }) => ({ id, city, starts_on, time_zone })),
		templates: templates.map(({ key, name, about }) => ({ key, name, about })),
		chosen: chosen && { key: chosen.key, name: chosen.name, tracks: chosen.tracks },
		dates: suggestedDates(zone, arrivedAt)
	};
}

export const actions = {
	default: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(NewCall, data);
			const stops = await stopsOfHosts(reading(db), hostsOrganised(visitor));
			const stop = stops.find(({ id }) => id === form.stop);
			if (!stop?.host_id) throw notFound(); // another host's stop is not there for this visitor
			return makeCall(db, gate.hostOrganiser(visitor, stop.host_id), form, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${answer.done.slug}`);
		return answer;
	}
};
