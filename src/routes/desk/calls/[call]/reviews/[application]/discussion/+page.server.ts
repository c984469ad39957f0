import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { discussionForDesk } from '#domain/reviews/discussion.read.server.ts';
import { sayAsOrganiser } from '#domain/reviews/discussion.write.server.ts';
import { RemarkForm } from '#domain/reviews/form.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What the reviewers of an application say to each other, for the call's organisers. */
export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	const { application, ...discussion } = await discussionForDesk(
		reading(db),
		gate.auditor(visitor, call),
		params.application
	);
	return { application, discussion };
}

export const actions = {
	say: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () =>
			sayAsOrganiser(db, who, { applicationId: params.application, ...readForm(RemarkForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/reviews/${params.application}/discussion`);
		return answer;
	}
};
