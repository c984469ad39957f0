import { redirect } from '@sveltejs/kit';
import { CodeRequest } from '#domain/people/form.ts';
import { requestCode } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { insidePath } from '#lib/paths.ts';

export function load({ url, locals: { visitor } }: import('./$types.js').PageServerLoadEvent) {
	const next = insidePath(url.searchParams.get('next'));
	if (visitor.person) redirect(303, next);
	return { next };
}

export const actions = {
	default: async ({ request, locals: { db, browser, locale, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { email } = readForm(CodeRequest, data);
			return requestCode(db, browser, { email, locale }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `/sign-in/code?next=${encodeURIComponent(insidePath(data.get('next')))}`);
		return answer;
	}
} satisfies import('./$types.js').Actions;
