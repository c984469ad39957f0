import { redirect } from '@sveltejs/kit';
import { CodeGiven } from '#domain/people/form.ts';
import { signIn } from '#domain/people/write.server.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { agentOf } from '#lib/agent.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { reading } from '#lib/db.server.ts';
import { insidePath } from '#lib/paths.ts';

export const load = ({ url }) => ({
	next: insidePath(url.searchParams.get('next')),
	wait: Math.min(Number(url.searchParams.get('wait')) || 0, 600)
});

export const actions = {
	default: async ({ request, cookies, locals: { db, visitor, browser, locale, arrivedAt, atHostId } }) => {
		const data = await request.formData();
		const seat = { agent: agentOf(request.headers.get('user-agent')), holds: visitor.signInId, atHostId };
		const answer = await forForm(data, () =>
			signIn(db, { browser, locale, ...seat }, readForm(CodeGiven, data).code, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		keepSignIn(cookies, answer.done);
		const next = insidePath(data.get('next'));
		const { asleep } = await visitorBySecret(reading(db), answer.done, arrivedAt, atHostId);
		// Who goes to no page in particular and works for a host is led to what lets them.
		redirect(303, next === '/' && asleep?.length ? '/sign-in/second' : next);
	}
};
