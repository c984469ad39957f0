import { redirect } from '@sveltejs/kit';
import { CodeGiven } from '#domain/people/form.ts';
import { signIn } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { insidePath } from '#lib/paths.ts';

export const load = ({ url }: import('./$types.js').PageServerLoadEvent) => ({ next: insidePath(url.searchParams.get('next')) });

export const actions = {
	default: async ({ request, cookies, locals: { db, browser, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => signIn(db, browser, readForm(CodeGiven, data).code, arrivedAt));
		if (!('done' in answer)) return answer;
		keepSignIn(cookies, answer.done);
		redirect(303, insidePath(data.get('next')));
	}
} satisfies import('./$types.js').Actions;
