import { redirect, type Cookies } from '@sveltejs/kit';
import { ChangeForm, HandOnForm, WhoForm } from '#domain/registrations/form.ts';
import { confirmHold, holdPlaces, releaseHold } from '#domain/registrations/holds.write.server.ts';
import { registrationByToken } from '#domain/registrations/read.server.ts';
import { ownRegistration } from '#domain/registrations/views.read.server.ts';
import { acceptOffer, cancelRegistration, changeRegistration, handOn } from '#domain/registrations/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';

/** Shows a registration; whatever opens the link only to look (a mail scanner, a preview) changes nothing. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const own = await ownRegistration(db, params.token, arrivedAt);
	return { ...own, intent: newIntent(), me: visitor.person };
}

type Event = { request: Request; cookies: Cookies; params: { token: string }; locals: App.Locals };
type Work = (db: Db, token: string, data: FormData, at: Date) => Promise<void>;

/** Does one thing by the link; `said` tells the page what to confirm. */
const saying =
	(said: string, work: Work) =>
	async ({ request, params, locals: { db, arrivedAt } }: Event) => {
		const data = await request.formData();
		const answer = await forForm(data, () => work(db, params.token, data, arrivedAt));
		return 'done' in answer ? { said } : answer;
	};

async function confirm({ request, params, locals: { db, arrivedAt } }: Event) {
	const data = await request.formData();
	const answer = await forForm(data, () => confirmHold(db, params.token, readForm(WhoForm, data), arrivedAt));
	if (!('done' in answer)) return answer;
	return { said: answer.done.is === 'in' ? 'registered' : 'already' };
}

/** Holds the same places again after the time has run out and, with what was typed, takes them in the same press. */
async function again({ request, params, cookies, locals: { db, visitor, browser, locale, arrivedAt } }: Event) {
	const data = await request.formData();
	const own = await registrationByToken(reading(db), params.token);
	const wanted = { sessionId: own.session_id, kind: own.place_kind_id, size: own.size, intent: newIntent() };
	const answer = await forForm(data, async () => {
		const form = readForm(WhoForm, data);
		const who = { visitor, browser, locale, admission: cookies.get('admission') };
		const held = await holdPlaces(db, who, wanted, arrivedAt);
		if (held.is === 'full') return held;
		return { token: held.token, ...(await confirmHold(db, held.token, form, arrivedAt)) };
	});
	if (!('done' in answer)) return answer;
	if (answer.done.is === 'in') redirect(303, `/registrations/${answer.done.token}`);
	return { said: answer.done.is, kept: Object.fromEntries([...data].map(([name, value]) => [name, String(value)])) };
}

export const actions = {
	...{ confirm, again },
	release: saying('released', (db, token, _, at) => releaseHold(db, token, at)),
	accept: saying('registered', (db, token, _, at) => acceptOffer(db, token, at)),
	cancel: saying('cancelled', (db, token, _, at) => cancelRegistration(db, token, at)),
	change: saying('changed', (db, token, data, at) => changeRegistration(db, token, readForm(ChangeForm, data), at)),
	handOn: saying('handed-on', (db, token, data, at) => handOn(db, token, readForm(HandOnForm, data), at))
};
