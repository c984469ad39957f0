import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { copyOf } from '#domain/reviews/blind.read.server.ts';
import { checkCopy, letFile, maskText } from '#domain/reviews/blind.write.server.ts';
import { LetForm, MaskForm } from '#domain/reviews/form.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import type { RequestEvent } from './$types';

/** One copy as its reviewers read it, with what is hidden in sight. */
export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	return copyOf(reading(db), gate.auditor(visitor, call), params.application);
}

async function organiser({ params, locals: { db, visitor } }: RequestEvent) {
	return gate.organiser(visitor, await callBySlug(reading(db), params.call));
}

const home = ({ params }: RequestEvent) => `/desk/calls/${params.call}/blind/${params.application}`;

export const actions = {
	mask: async (event: RequestEvent) => {
		const who = await organiser(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => {
			const masking = { applicationId: event.params.application, ...readForm(MaskForm, data) };
			return maskText(event.locals.db, who, masking, event.locals.arrivedAt);
		});
		if ('done' in answer) redirect(303, home(event));
		return answer;
	},
	file: async (event: RequestEvent) => {
		const who = await organiser(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => {
			const letting = { applicationId: event.params.application, ...readForm(LetForm, data) };
			return letFile(event.locals.db, who, letting, event.locals.arrivedAt);
		});
		if ('done' in answer) redirect(303, home(event));
		return answer;
	},
	check: async (event: RequestEvent) => {
		const { db, arrivedAt } = event.locals;
		const who = await organiser(event);
		const answer = await forForm(await event.request.formData(), () =>
			checkCopy(db, who, event.params.application, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		const list = `/desk/calls/${event.params.call}/blind`;
		const { next } = await copyOf(reading(db), who, event.params.application);
		redirect(303, next ? `${list}/${next}` : list);
	}
};
