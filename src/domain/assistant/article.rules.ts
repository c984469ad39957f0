import type { Article } from '#db/kinds.ts';
import type { Locale } from '#lib/words.ts';
import { isPart, otherLocale, paragraphsOf, type RecordField } from './rules.ts';

/** What goes into an article, into which place, and the article with it in. */
export type PutIn = { article: Article; place: string; pieces: { nth: number; text: string }[] };
type Piece = { nth: number; text: string };

/** An article with a field's translation in the place of what stood there; what is drawn from facts stands where it stood. */
export function withTranslation(
	article: Article,
	{ field, locale, pieces }: { field: RecordField; locale: Locale; pieces: Piece[] }
): PutIn {
	const left = pieces.map(({ text }) => text);
	const text = paragraphsOf(article[field][otherLocale(locale)])
		.map((one) => (isPart(one) ? one : (left.shift() ?? '')))
		.join('\n\n');
	const words = { ...article[field], [locale]: text };
	return { article: { ...article, [field]: words }, place: `${field}.${locale}`, pieces };
}

/** An article with one more paragraph at the end of its body, before the explained words. */
export function withParagraph(article: Article, { locale, piece }: { locale: Locale; piece: Piece }): PutIn {
	const [, before, terms] = /^([\s\S]*?)(\s*\{terms\}\s*)?$/.exec(article.body[locale])!;
	const text = [before!.trimEnd(), piece.text, ...(terms ? ['{terms}'] : [])].filter(Boolean).join('\n\n');
	const body = { ...article.body, [locale]: text };
	return { article: { ...article, body }, place: `body.${locale}`, pieces: [piece] };
}
