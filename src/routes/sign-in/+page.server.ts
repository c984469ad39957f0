import { redirect } from '@sveltejs/kit';
import { CodeRequest } from '#domain/people/form.ts';
import { providersOffered } from '#domain/people/providers.read.server.ts';
import { workFor } from '#domain/people/work.read.server.ts';
import { requestCode } from '#domain/people/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { insidePath } from '#lib/paths.ts';

export async function load({ url, getClientAddress, locals: { db, visitor, browser, arrivedAt, atHostId } }) {
	const next = insidePath(url.searchParams.get('next'));
	if (visitor.person) redirect(303, next);
	const [providers, work] = await Promise.all([
		atHostId ? [] : providersOffered(reading(db)),
		workFor(reading(db), { browser, address: getClientAddress() }, arrivedAt)
	]);
	return { next, providers, work, hasPasskeys: atHostId === null };
}

export const actions = {
	default: async ({ request, url, getClientAddress, locals: { db, browser, locale, arrivedAt, atHostId } }) => {
		const data = await request.formData();
		const domain = atHostId && url.hostname;
		const asker = { browser, locale, address: getClientAddress(), domain };
		const answer = await forForm(data, () => requestCode(db, asker, readForm(CodeRequest, data), arrivedAt));
		if (!('done' in answer)) return answer;
		const wait = answer.done > 0 ? `&wait=${Math.ceil(answer.done / 1000)}` : '';
		redirect(303, `/sign-in/code?next=${encodeURIComponent(insidePath(data.get('next')))}${wait}`);
	}
};
