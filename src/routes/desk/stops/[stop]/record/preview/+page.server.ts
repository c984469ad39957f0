import { recordOf } from '#domain/records/article.read.server.ts';
import { recordNotFound } from '#domain/records/article.rules.ts';
import { previewPage } from '#domain/records/page.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownStop } from '../../acting.ts';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const record = await recordOf(reading(locals.db), stop.id);
	if (!record) throw recordNotFound();
	const { locale, arrivedAt: at } = locals;
	return { record: await previewPage(reading(locals.db), stop, locale, { at, article: record.content }) };
}
