import { DetailsForm, StayForm } from '#domain/programme/form.ts';
import { delegationAt } from '#domain/programme/stays.read.server.ts';
import { saveDetails, saveStay } from '#domain/programme/stays.write.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		delegation: await delegationAt(reading(locals.db), stop)
	};
}

export const actions = {
	stay: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(StayForm, data);
				await saveStay(db, who, { stopId, form }, at);
				return form.delegate;
			},
			(id) => `#d-${id}`
		),
	details: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(DetailsForm, data);
				await saveDetails(db, who, { stopId, form }, at);
				return form.delegate;
			},
			(id) => `#d-${id}`
		)
} satisfies Actions;
