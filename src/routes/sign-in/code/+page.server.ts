import { redirect } from '@sveltejs/kit';
import { CodeGiven } from '#domain/people/form.ts';
import { signIn } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { insidePath } from '#lib/paths.ts';

export const load = ({ url }) => ({
	next: insidePath(url.searchParams.get('next')),
	wait: Math.min(Number(url.searchParams.get('wait')) || 0, 600)
});

export const actions = {
	default: async ({ request, cookies, locals: { db, browser, locale, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () =>
			signIn(db, { browser, locale }, readForm(CodeGiven, data).code, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		keepSignIn(cookies, answer.done);
		redirect(303, insidePath(data.get('next')));
	}
};
