import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { DetailsForm } from '#domain/programme/form.ts';
import { sessionsOfDelegation } from '#domain/programme/run.read.server.ts';
import { delegationAt } from '#domain/programme/stays.read.server.ts';
import { saveDetails } from '#domain/programme/stays.write.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	gate.guestOffice(visitor, stop.host_id ?? '');
	const [delegation, sessions] = await Promise.all([
		delegationAt(reading(db), stop),
		sessionsOfDelegation(reading(db), stop, arrivedAt)
	]);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		delegation,
		sessions: sessions.map(({ id, title, hall, from, to, starts_at, ends_at, speakers, visibility }) => ({
			...{ id, title, from, to, starts_at, ends_at, visibility, hall: hall?.name ?? null },
			speakers: speakers.map(({ name }) => name)
		}))
	};
}

export const actions = {
	default: async ({ params, request, url, locals: { db, visitor, arrivedAt } }) => {
		const stop = await stopBySlug(reading(db), params.stop);
		const who = gate.guestOffice(visitor, stop.host_id ?? '');
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(DetailsForm, data);
			await saveDetails(db, who, { stopId: stop.id, form }, arrivedAt);
			return form.delegate;
		});
		if ('done' in answer) redirect(303, `${url.pathname}#d-${answer.done}`);
		return answer;
	}
};
