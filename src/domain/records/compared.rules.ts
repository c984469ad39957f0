import { inWords, type Locale } from '#lib/words.ts';
import type { Article } from './article.rules.ts';
import { differenceOf, type Stretch } from './difference.rules.ts';

/** What differs between two articles in one language, text by text. */
export type Compared = { what: 'title' | 'lead' | 'author' | 'caption' | 'body'; stretches: Stretch[] }[];

export function comparedOf(earlier: Article, later: Article, locale: Locale): Compared {
	const of = (article: Article) => ({
		title: inWords(article.title, locale),
		lead: inWords(article.lead, locale),
		author: inWords(article.author, locale),
		caption: inWords(article.picture.caption, locale),
		body: inWords(article.body, locale)
	});
	const [one, other] = [of(earlier), of(later)];
	return (['title', 'lead', 'author', 'caption', 'body'] as const)
		.map((what) => ({ what, stretches: differenceOf(one[what], other[what]) }))
		.filter(({ stretches }) => stretches.some(({ is }) => is !== 'same'));
}

/** How many words came and went. */
export function changedWords(compared: Compared): { gone: number; fresh: number } {
	const all = compared.flatMap(({ stretches }) => stretches);
	const count = (is: Stretch['is']) =>
		all.filter((one) => one.is === is).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
	return { gone: count('gone'), fresh: count('new') };
}

const around = 110;

/** What differs with what is around it in its paragraph: the rest that is the same is cut. Where nothing differs, all. */
export function condensed(stretches: Stretch[]): Stretch[] {
	if (stretches.every(({ is }) => is === 'same')) return stretches;
	return stretches.map((one, at) => {
		if (one.is !== 'same' || one.text.length <= 3 * around) return one;
		const head = at === 0 ? '' : upTo(one.text, '\n\n');
		const tail = at === stretches.length - 1 ? '' : sinceLast(one.text, '\n\n');
		return { is: 'same', text: `${head} … ${tail}` };
	});
}

const upTo = (text: string, mark: string) => text.slice(0, around).split(mark)[0]!;
const sinceLast = (text: string, mark: string) => text.slice(-around).split(mark).at(-1)!;
