import { accreditationsAt } from '#domain/programme/accreditations.read.server.ts';
import { decideAccreditation } from '#domain/programme/accreditations.write.server.ts';
import { DecisionForm } from '#domain/programme/form.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		press: await accreditationsAt(reading(locals.db), stop.id)
	};
}

export const actions = {
	default: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(DecisionForm, data);
				await decideAccreditation(db, who, { stopId, form }, at);
				return form.id;
			},
			(id) => `#a-${id}`
		)
} satisfies Actions;
