import { askQuestion, withdrawQuestion } from '#domain/questions/ask.write.server.ts';
import { AskForm, VoteForm, WithdrawForm } from '#domain/questions/form.ts';
import { mayModerate, type Audience } from '#domain/questions/rules.ts';
import { floorView, ownView, seenSession } from '#domain/questions/views.read.server.ts';
import { voteQuestion } from '#domain/questions/votes.write.server.ts';
import type { WholeSession } from '#domain/programme/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';

export async function load({ params, getClientAddress, locals: { db, live, visitor, browser, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await seenSession(reading(db), params.session, visitor, stamp);
	const who = { visitor, browser, address: getClientAddress() };
	const [floor, own] = await Promise.all([
		floorView(reading(db), session, stamp),
		ownView(db, session, who, arrivedAt)
	]);
	const { slug, title, about, starts_at, ends_at, time_zone, hall } = session;
	return {
		...{ slug, title, about, starts_at, ends_at, zone: time_zone, hall: hall?.name ?? null, intent: newIntent() },
		...{ seen: { ...floor, ...own }, moderates: mayModerate(visitor, session), myName: visitor.person?.name ?? '' }
	};
}

type Event = { request: Request; params: { session: string }; getClientAddress: () => string; locals: App.Locals };
type Press = (
	db: App.Locals['db'],
	who: Audience,
	of: { session: WholeSession; data: FormData },
	at: Date
) => Promise<unknown>;

const pressing =
	(press: Press) =>
	async ({ request, params, getClientAddress, locals: { db, live, visitor, browser, arrivedAt } }: Event) => {
		const data = await request.formData();
		const stamp = { newest: live.newest(), at: arrivedAt };
		const session = await seenSession(reading(db), params.session, visitor, stamp);
		const who = { visitor, browser, address: getClientAddress() };
		return forForm(data, () => press(db, who, { session, data }, arrivedAt));
	};

export const actions = {
	ask: pressing((db, who, { session, data }, at) =>
		askQuestion(db, who, { session, form: readForm(AskForm, data) }, at)
	),
	vote: pressing((db, who, { session, data }, at) =>
		voteQuestion(db, who, { session, form: readForm(VoteForm, data) }, at)
	),
	withdraw: pressing((db, who, { session, data }, at) =>
		withdrawQuestion(db, who, { session, question: readForm(WithdrawForm, data).question }, at)
	)
};
