import type { HostOrganiser } from '#domain/people/rules.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import { deskView } from '#domain/registrations/desk.read.server.ts';
import {
	cancelAtDesk,
	decideAsked,
	enterRegistration,
	saveKind,
	saveRegister
} from '#domain/registrations/desk.write.server.ts';
import { CancelForm, DecideForm, EnterForm, KindForm, LookForm, RegisterForm } from '#domain/registrations/form.ts';
import { runIn } from '#domain/registrations/hours.rules.ts';
import { forForm, readForm, readQuery } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';
import { ownSession } from '../hosting.ts';

export async function load(event) {
	const { session } = await ownSession(event);
	const { url, locals } = event;
	const { db, arrivedAt } = locals;
	const looking = readQuery(LookForm, url);
	const view = await deskView(reading(db), session.id, looking);
	const { slug, title, starts_at, time_zone, visibility } = session;
	return {
		...{ slug, title, startsAt: starts_at, zone: time_zone, isPublic: visibility === 'public', now: arrivedAt },
		...{ ...view, looking, intent: newIntent() }
	};
}

type Event = { request: Request; params: { session: string }; locals: App.Locals };
type Pressed = { db: Db; who: HostOrganiser; session: WholeSession; data: FormData; at: Date };

/** Does one thing at the desk; `said` tells the page what to confirm. */
const pressing = (said: string, press: (pressed: Pressed) => Promise<unknown>) => async (event: Event) => {
	const { session, who } = await ownSession(event);
	const { db, arrivedAt } = event.locals;
	const data = await event.request.formData();
	const answer = await forForm(data, () => press({ db, who, session, data, at: arrivedAt }));
	return 'done' in answer ? { said, done: answer.done ?? null } : answer;
};

export const actions = {
	save: pressing('saved', ({ db, who, session, data, at }) => {
		const run = runIn(readForm(RegisterForm, data), session.time_zone);
		return saveRegister(db, who, { sessionId: session.id, run }, at);
	}),
	kind: pressing('kind', ({ db, who, session, data, at }) =>
		saveKind(db, who, { sessionId: session.id, form: readForm(KindForm, data) }, at)
	),
	decide: pressing('decided', ({ db, who, session, data, at }) =>
		decideAsked(db, who, { sessionId: session.id, form: readForm(DecideForm, data) }, at)
	),
	enter: pressing('entered', ({ db, who, session, data, at }) =>
		enterRegistration(db, who, { sessionId: session.id, form: readForm(EnterForm, data) }, at)
	),
	cancel: pressing('cancelled', ({ db, who, session, data, at }) =>
		cancelAtDesk(db, who, { sessionId: session.id, form: readForm(CancelForm, data) }, at)
	)
};
