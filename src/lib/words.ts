import type { Words } from '#db/kinds.ts';

/** The languages every sentence exists in. Korean comes first because the first hosts are Korean; neither is the lesser. */
export const locales = ['ko', 'en'] as const;
export type Locale = (typeof locales)[number];

export type { Words };

/** The text in the reader's language; the other one where theirs is empty, because a blank helps nobody. */
export function inWords(words: Words | null | undefined, locale: Locale): string {
	if (!words) return '';
	return words[locale].trim() || words[locale === 'ko' ? 'en' : 'ko'];
}
