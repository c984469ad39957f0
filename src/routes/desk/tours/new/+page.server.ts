import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { NewTour } from '#domain/tours/form.ts';
import { beginTour } from '#domain/tours/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ locals: { db, visitor } }) {
	return { hosts: await hostsNamed(reading(db), hostsOrganised(visitor)) };
}

export const actions = {
	default: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { host, ...form } = readForm(NewTour, data);
			return beginTour(db, gate.hostOrganiser(visitor, host), form, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/desk/tours/${answer.done.slug}?saved`);
		return answer;
	}
};
