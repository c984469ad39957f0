import { TranslationForm } from '#domain/questions/form.ts';
import { linkHolder } from '#domain/questions/links.read.server.ts';
import { translateQuestion } from '#domain/questions/translations.write.server.ts';
import { floorView } from '#domain/questions/views.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, live, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session = await sessionBySlug(reading(db), params.session);
	await linkHolder(reading(db), session.id, 'interpreter', params.token);
	const seen = await floorView(reading(db), session, stamp);
	return { slug: session.slug, title: session.title, token: params.token, seen };
}

export const actions = {
	default: async ({ request, params, locals: { db, arrivedAt } }) => {
		const data = await request.formData();
		const session = await sessionBySlug(reading(db), params.session);
		const who = await linkHolder(reading(db), session.id, 'interpreter', params.token);
		return forForm(data, () => translateQuestion(db, who, readForm(TranslationForm, data), arrivedAt));
	}
};
