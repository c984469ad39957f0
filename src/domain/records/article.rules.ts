import type { Article } from '#db/kinds.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import type { Locale, Words } from '#lib/words.ts';
import { figureKeys } from './counted.rules.ts';
import { partNames } from './markdown.rules.ts';

export type { Article } from '#db/kinds.ts';

export const categories = ['explainer', 'report', 'interview', 'statement'] as const;

/** A version the public may read, or could once: which, from when on, and why it differs from the one before. */
export type Edition = { edition: number; number: number; public_from: Date; reason: Words | null };

/** So long one goes on writing before what stood there is kept as a version of its own. */
export const keepEveryMs = 10 * 60_000;

export const recordNotFound = () => refusal('unknown', 'records.not-found');
export const recordBegun = () => refusal('conflict', 'records.begun');
export const newerRecord = () => refusal('conflict', 'records.newer');
export const editionWaits = () => refusal('conflict', 'records.edition-waits');
export const nothingChanged = () => refusal('conflict', 'records.nothing-changed');
export const tooLateToRecall = () => refusal('conflict', 'records.too-late-to-recall');
export const pictureUnfit = () => refusal('invalid', 'records.picture-unfit');
export const pictureTooLarge = () => refusal('invalid', 'records.picture-too-large');
export const mailedTooOften = () => refusal('busy', 'records.mailed-too-often');

const none = { ko: '', en: '' };

/** An article nothing has been written in. */
export const emptyArticle: Article = {
	...{ category: 'explainer', author: none, title: none, lead: none, body: none },
	picture: { id: null, alt: none, caption: none, credit: none }
};

/** Refuses an article that cannot be published, naming each field that lacks: both languages, and words for a picture. */
export function checkWhole({ author, title, lead, body, picture }: Article): void {
	const asked: Record<string, Words> = { author, title, lead, body };
	if (picture.id) Object.assign(asked, { 'picture.alt': picture.alt, 'picture.credit': picture.credit });
	const missing = Object.entries(asked).flatMap(([name, words]) =>
		(['ko', 'en'] as const)
			.filter((locale) => !words[locale].trim())
			.map((locale) => [`${name}.${locale}`, 'lib.required'])
	);
	if (missing.length > 0) throw fieldsRefused(Object.fromEntries(missing));
}

/** The texts of an article by the names its form has for them. */
export function typedOf({ category, picture, ...texts }: Article): Record<string, string> {
	const { id, ...said } = picture;
	const words = {
		...texts,
		...Object.fromEntries(Object.entries(said).map(([name, one]) => [`picture.${name}`, one]))
	};
	const fields = Object.entries(words as Record<string, Words>).flatMap(([name, { ko, en }]) => [
		[`${name}.ko`, ko],
		[`${name}.en`, en]
	]);
	return { category, 'picture.id': id ?? '', ...Object.fromEntries(fields) };
}

/** Whether two articles say the same. */
export function isSameArticle(one: Article, other: Article): boolean {
	const [mine, theirs] = [typedOf(one), typedOf(other)];
	return Object.keys(mine).every((name) => mine[name] === theirs[name]);
}

/** What stands in braces alone on a line and is no part: a slip of the pen that readers would see. */
export function unknownParts(markdown: string): string[] {
	const lines = [...markdown.matchAll(/^\{(\w[\w -]*)\}$/gm)].map(([, inside]) => inside!);
	const isKnown = ([name, what]: string[]) =>
		name === 'figure' && what ? figureKeys.some((key) => key === what) : partNames.some((one) => one === name);
	return lines.filter((inside) => !isKnown(inside.split(' ')));
}

/** The headings of a text, to go to. */
export type Heading = { id: string; text: string; level: 2 | 3 };

/** About how many minutes it takes to read: Korean by letters, English by words. */
export function minutesToRead(text: string, locale: Locale): number {
	const count = locale === 'ko' ? text.replace(/\s/g, '').length / 500 : text.split(/\s+/).length / 230;
	return Math.max(1, Math.round(count));
}
