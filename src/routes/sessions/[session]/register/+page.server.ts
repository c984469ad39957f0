import { redirect } from '@sveltejs/kit';
import { HoldForm, JoinForm } from '#domain/registrations/form.ts';
import { holdPlaces } from '#domain/registrations/holds.write.server.ts';
import { registerView, seenTalk } from '#domain/registrations/views.read.server.ts';
import { joinRegister } from '#domain/registrations/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';

/** A session's register as the public sees it. `kind` in the address opens the form for that kind of place. */
export async function load({ params, url, locals }) {
	const { db, visitor, browser, locale, arrivedAt } = locals;
	const view = await registerView(reading(db), params.session, { visitor, browser, locale }, arrivedAt);
	const chosen = view.kinds.find(({ id }) => id === url.searchParams.get('kind'));
	const hasFilled = url.searchParams.has('full');
	return { ...view, chosen, hasFilled, intent: newIntent(), me: visitor.person };
}

export const actions = {
	hold: async ({ request, params, locals: { db, visitor, browser, locale, arrivedAt } }) => {
		const data = await request.formData();
		const { id: sessionId } = await seenTalk(reading(db), params.session, arrivedAt);
		const answer = await forForm(data, () =>
			holdPlaces(db, { visitor, browser, locale }, { sessionId, ...readForm(HoldForm, data) }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		if (answer.done.is === 'held') redirect(303, `/registrations/${answer.done.token}`);
		redirect(303, `/sessions/${params.session}/register?kind=${String(data.get('kind'))}&full=1#who`);
	},
	join: async ({ request, params, locals: { db, visitor, browser, locale, arrivedAt } }) => {
		const data = await request.formData();
		const { id: sessionId } = await seenTalk(reading(db), params.session, arrivedAt);
		const answer = await forForm(data, () =>
			joinRegister(db, { visitor, browser, locale }, { sessionId, form: readForm(JoinForm, data) }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		if (answer.done.is === 'in') redirect(303, `/registrations/${answer.done.token}`);
		return { isKnown: true };
	}
};
