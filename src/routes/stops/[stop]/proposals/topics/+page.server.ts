import { redirect } from '@sveltejs/kit';
import { TopicsForm } from '#domain/followups/form.ts';
import { interestsOf, tracksFor } from '#domain/followups/proposals.read.server.ts';
import { saveTopics } from '#domain/followups/proposals.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { officeAt } from '../proving.ts';

export async function load({ params, locals }) {
	const { stop } = await officeAt({ params, locals });
	const db = reading(locals.db);
	const [delegates, tracks] = await Promise.all([interestsOf(db, stop), tracksFor(db, stop, locals.arrivedAt)]);
	return { stop: { slug: stop.slug, city: stop.city }, delegates, tracks };
}

export const actions = {
	default: async ({ params, request, url, locals }) => {
		const { stop, who } = await officeAt({ params, locals });
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(TopicsForm, data);
			await saveTopics(locals.db, who, { tourId: stop.tour_id, form }, locals.arrivedAt);
			return form.delegate;
		});
		if ('done' in answer) redirect(303, `${url.pathname}?saved=${answer.done}#d-${answer.done}`);
		return answer;
	}
};
