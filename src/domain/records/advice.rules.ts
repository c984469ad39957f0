import type { Article } from '#db/kinds.ts';
import type { Locale } from '#lib/words.ts';
import { unknownParts } from './article.rules.ts';
import { blocksOf } from './markdown.rules.ts';
import { unexplained, type Term } from './terms.rules.ts';

/** What an author should look at before readers do. Nothing of it stands in the way of publishing but what is missing. */
export type Advice =
	| { is: 'abbreviation'; locale: Locale; word: string; times: number }
	| { is: 'unknown-part'; locale: Locale; word: string }
	| { is: 'unknown-quote'; locale: Locale; word: string }
	| { is: 'missing'; locale: Locale; field: string }
	| { is: 'uneven'; word: string };

/** Reads an article over, in both languages. `quotes` are the ids of those that may be shown. */
export function adviceFor(article: Article, terms: Term[], quotes: string[]): Advice[] {
	const parts = { ko: partsIn(article.body.ko), en: partsIn(article.body.en) };
	const missing = (['title', 'lead', 'author', 'body'] as const).flatMap((field) =>
		locales
			.filter((locale) => !article[field][locale].trim())
			.map((locale): Advice => ({ is: 'missing', locale, field }))
	);
	const alt = article.picture.id
		? locales
				.filter((locale) => !article.picture.alt[locale].trim())
				.map((locale): Advice => ({ is: 'missing', locale, field: 'alt' }))
		: [];
	const inEach = locales.flatMap((locale): Advice[] => [
		...unexplained(blocksOf(`${article.lead[locale]}\n\n${article.body[locale]}`), terms).map(
			({ word, times }): Advice => ({ is: 'abbreviation', locale, word, times })
		),
		...unknownParts(article.body[locale]).map((word): Advice => ({ is: 'unknown-part', locale, word })),
		...parts[locale]
			.filter(({ name, what }) => name === 'quote' && !quotes.includes(what))
			.map(({ what }): Advice => ({ is: 'unknown-quote', locale, word: what }))
	]);
	// A part that readers of one language see and those of the other do not.
	const said = (locale: Locale) => parts[locale].map(({ name, what }) => `${name} ${what}`.trim());
	const uneven = [
		...said('ko').filter((one) => !said('en').includes(one)),
		...said('en').filter((one) => !said('ko').includes(one))
	].map((word): Advice => ({ is: 'uneven', word }));
	return [...missing, ...alt, ...inEach, ...(article.body.ko && article.body.en ? uneven : [])];
}

const locales = ['ko', 'en'] as const;
const partsIn = (body: string) => blocksOf(body).flatMap((one) => (one.is === 'part' ? [one] : []));
