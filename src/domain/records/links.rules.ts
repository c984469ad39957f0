import type { Locale } from '#lib/words.ts';
import type { Place } from './page.rules.ts';

/** Where an article's links lead: pages of ours, or places in a copy that is read from disk. */
export type Links = {
	tour: string | null;
	/** Where a term stands among all of the tour's. */
	term: (id: string) => string;
	picture: (id: string) => string;
	session: (slug: string) => string;
	question: (slug: string) => string;
	call: ((slug: string) => string) | null;
	draw: (slug: string) => string;
	/** Where a draw is checked, and its transcript. */
	verify: (slug: string) => string;
	transcript: (slug: string) => string;
	figures: string | null;
	promises: string | null;
	/** A quote among all of the stop's. */
	quote: (id: string) => string;
	/** The article in a language, and what it said earlier. */
	language: (locale: Locale) => string;
	versions: string | null;
};

/** The links of an article on its own page. */
export function liveLinks({ slug, tour }: Pick<Place, 'slug' | 'tour'>): Links {
	const base = `/stops/${slug}`;
	return {
		tour: `/tours/${tour.slug}#${slug}`,
		term: (id) => `/tours/${tour.slug}/terms#${id}`,
		picture: (id) => `${base}/record/pictures/${id}`,
		session: (session) => `${base}/programme/${session}`,
		question: (session) => `/sessions/${session}`,
		call: (call) => `/calls/${call}`,
		draw: (draw) => `/draws/${draw}`,
		verify: (draw) => `/draws/${draw}#verify`,
		transcript: (draw) => `/draws/${draw}/transcript.json`,
		figures: `${base}/figures`,
		promises: `${base}/promises`,
		quote: (id) => `${base}/quotes#q-${id}`,
		language: (locale) => `${base}/record?lang=${locale}`,
		versions: `${base}/record/versions`
	};
}

/** The links of an article in a copy: nothing leaves the folder. */
export function copyLinks(pictureName: string): Links {
	return {
		...{ tour: null, figures: null, promises: null, call: null, versions: null },
		term: (id) => `#${id}`,
		picture: () => pictureName,
		quote: (id) => `#q-${id}`,
		session: (slug) => `#session-${slug}`,
		question: (slug) => `#session-${slug}`,
		draw: () => '#draw',
		verify: () => 'draw/verify.html',
		transcript: () => 'draw/transcript.json',
		language: (locale) => (locale === 'ko' ? 'index.html' : 'en.html')
	};
}
