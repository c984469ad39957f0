import type { Locale, Words } from '#lib/words.ts';
import { inWords } from '#lib/words.ts';
import { minutesToRead, type Article, type Edition, type Heading } from './article.rules.ts';
import { blocksOf, proseOf, textOf, type Block } from './markdown.rules.ts';
import type { Parts } from './parts.rules.ts';
import { inOrder, markTerms, type Term } from './terms.rules.ts';

/** The stop an article is of. */
export type Place = { slug: string; city: Words; country: Words; zone: string; tour: { slug: string; title: Words } };

/** A correction as readers see it: which edition, of which before it, since when, why. */
export type Correction = { edition: number; before: number; at: Date; reason: Words };

/** An article as it is read, in one language: all that its page, its print and its copy are made of. */
export type Reading = {
	place: Place;
	locale: Locale;
	category: string;
	author: string;
	title: string;
	lead: string;
	picture: { id: string; alt: string; caption: string; credit: string } | null;
	blocks: Block[];
	headings: Heading[];
	terms: Term[];
	minutes: number;
	parts: Parts;
	/** When it became public first and last; nothing in a preview. */
	publishedAt: Date | null;
	correctedAt: Date | null;
	edition: number | null;
	corrections: Correction[];
};

type Made = { place: Place; article: Article; terms: Term[]; parts: Parts; editions: Edition[] };

/** Makes an article to be read of what is kept. What one language lacks is read in the other. */
export function readingOf({ place, article, terms, parts, editions }: Made, locale: Locale): Reading {
	const { picture } = article;
	const body = inWords(article.body, locale);
	const plain = blocksOf(body);
	const { blocks, used } = markTerms(plain, terms);
	const [first, last] = [editions[0], editions.at(-1)];
	return {
		...{ place, locale, category: article.category, author: inWords(article.author, locale) },
		...{ title: inWords(article.title, locale), lead: inWords(article.lead, locale) },
		picture: picture.id
			? {
					id: picture.id,
					alt: inWords(picture.alt, locale),
					caption: inWords(picture.caption, locale),
					credit: inWords(picture.credit, locale)
				}
			: null,
		blocks,
		headings: blocks.flatMap((one) =>
			one.is === 'heading' ? [{ id: one.id, text: textOf(one.inside), level: one.level }] : []
		),
		terms: inOrder(used, terms),
		minutes: minutesToRead(proseOf(plain), locale),
		parts: only(parts, plain),
		publishedAt: first?.public_from ?? null,
		correctedAt: editions.length > 1 ? last!.public_from : null,
		edition: last?.edition ?? null,
		corrections: editions
			.slice(1)
			.map(({ edition, public_from, reason }, nth) => ({
				...{ edition, before: editions[nth]!.edition, at: public_from },
				reason: reason ?? { ko: '', en: '' }
			}))
			.reverse()
	};
}

// What an article does not show is not sent along with it.
function only(parts: Parts, blocks: Block[]): Parts {
	const named = blocks.flatMap((one) => (one.is === 'part' ? [one] : []));
	const has = (name: string) => named.some((one) => one.name === name);
	const counted = new Set(named.filter(({ name }) => name === 'figure').map(({ what }) => what || 'flow'));
	const quoted = new Set(named.filter(({ name }) => name === 'quote').map(({ what }) => what));
	return {
		people: has('people') ? parts.people : { ...parts.people, delegates: [], speakers: [] },
		programme: has('programme') ? parts.programme : [],
		questions: has('questions') ? parts.questions : [],
		counted: { ...parts.counted, figures: parts.counted.figures.filter(({ key }) => counted.has(key)) },
		draw: has('draw') ? parts.draw : null,
		quotes: parts.quotes.filter(({ id }) => quoted.has(id)),
		promises: has('promises') ? parts.promises : []
	};
}
