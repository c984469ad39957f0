import { error } from '@sveltejs/kit';
import { sentenceFor } from '#lib/answer.server.ts';
import { guide, neighbours, shelf } from '../texts.server.ts';

export function load({ params, locals: { locale } }) {
	const found = guide(params.doc, locale);
	if (!found) error(404, sentenceFor('people.not-found'));
	return { guide: found, shelf: shelf(locale), ...neighbours(params.doc, locale) };
}
