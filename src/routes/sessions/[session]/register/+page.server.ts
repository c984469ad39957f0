import { redirect } from '@sveltejs/kit';
import { HoldForm, JoinForm } from '#domain/registrations/form.ts';
import { holdPlaces } from '#domain/registrations/holds.write.server.ts';
import { admittedOrRefuse } from '#domain/registrations/queue.read.server.ts';
import { queueFirst } from '#domain/registrations/queue.rules.ts';
import { registerView, seenTalk } from '#domain/registrations/views.read.server.ts';
import { joinRegister } from '#domain/registrations/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { newIntent } from '#lib/secret.server.ts';

/** A session's register as the public sees it. `kind` in the address opens the form for that kind of place. */
export async function load({ params, url, cookies, locals }) {
	const { db, visitor, browser, locale, arrivedAt } = locals;
	await seenInTurn({ params, cookies, locals });
	const view = await registerView(reading(db), params.session, { visitor, browser, locale }, arrivedAt);
	const chosen = view.kinds.find(({ id }) => id === url.searchParams.get('kind'));
	const hasFilled = url.searchParams.has('full');
	return { ...view, chosen, hasFilled, intent: newIntent(), me: visitor.person };
}

type Asked = { params: { session: string }; cookies: Pick<import('@sveltejs/kit').Cookies, 'get'>; locals: App.Locals };

/** The session, and who comes to its register; where there is a queue whoever has not had their turn is led to it. */
async function seenInTurn({ params, cookies, locals: { db, visitor, browser, locale, arrivedAt } }: Asked) {
	const { id: sessionId } = await seenTalk(reading(db), params.session, arrivedAt);
	const admission = cookies.get('admission');
	try {
		await admittedOrRefuse(reading(db), sessionId, admission, arrivedAt);
	} catch (fault) {
		if (fault instanceof Refusal && fault.code === queueFirst().code)
			redirect(303, `/sessions/${params.session}/queue`);
		throw fault;
	}
	return { sessionId, who: { visitor, browser, locale, admission } };
}

export const actions = {
	hold: async (event) => {
		const data = await event.request.formData();
		const { sessionId, who } = await seenInTurn(event);
		const { db, arrivedAt } = event.locals;
		const answer = await forForm(data, () =>
			holdPlaces(db, who, { sessionId, ...readForm(HoldForm, data) }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		if (answer.done.is === 'held') redirect(303, `/registrations/${answer.done.token}`);
		redirect(303, `/sessions/${event.params.session}/register?kind=${String(data.get('kind'))}&full=1#who`);
	},
	join: async (event) => {
		const data = await event.request.formData();
		const { sessionId, who } = await seenInTurn(event);
		const { db, arrivedAt } = event.locals;
		const answer = await forForm(data, () =>
			joinRegister(db, who, { sessionId, form: readForm(JoinForm, data) }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		if (answer.done.is === 'in') redirect(303, `/registrations/${answer.done.token}`);
		return { isKnown: true };
	}
};
