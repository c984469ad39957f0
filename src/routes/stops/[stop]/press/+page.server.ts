import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { ownAccreditation, outletsAt } from '#domain/programme/accreditations.read.server.ts';
import { applyAsPress } from '#domain/programme/accreditations.write.server.ts';
import { PressForm } from '#domain/programme/form.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { clockIn } from '#lib/zone.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [own, outlets] = await Promise.all([
		visitor.person ? ownAccreditation(reading(db), gate.signedIn(visitor), stop.id) : undefined,
		outletsAt(reading(db), stop.id)
	]);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone, starts_on: stop.starts_on, ends_on: stop.ends_on },
		isOpen: stop.host_id !== null && clockIn(stop.time_zone, arrivedAt).day <= stop.ends_on,
		...{ own: own ?? null, outlets }
	};
}

export const actions = {
	default: async ({ params, request, url, locals: { db, visitor, arrivedAt } }) => {
		const stop = await stopBySlug(reading(db), params.stop);
		const who = gate.signedIn(visitor);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			applyAsPress(db, who, { stopId: stop.id, form: readForm(PressForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, url.pathname);
		return answer;
	}
};
