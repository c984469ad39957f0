import { redirect } from '@sveltejs/kit';
import { headsByLink } from '#domain/reads/heads.read.server.ts';
import { endHeadsByLink } from '#domain/reads/heads.write.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What a letter's link ends. Nothing is ended by opening it. */
export async function load({ params, locals: { db } }) {
	const { host, ended_at } = await headsByLink(reading(db), params.token);
	return { host, isEnded: ended_at !== null };
}

export const actions = {
	default: async ({ params, request, locals: { db, arrivedAt } }) => {
		const answer = await forForm(await request.formData(), () => endHeadsByLink(db, params.token, arrivedAt));
		if ('done' in answer) redirect(303, `/journal/mail/${params.token}`);
		return answer;
	}
};
