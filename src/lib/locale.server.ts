import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteServerAsyncLocalStorage } from '#lib/paraglide/runtime.js';
import { usualLocale } from '#lib/settings.server.ts';
import { locales, type Locale } from '#lib/words.ts';

const spoken = new AsyncLocalStorage<{ locale: Locale; origin: string }>();
overwriteServerAsyncLocalStorage(spoken as unknown as Parameters<typeof overwriteServerAsyncLocalStorage>[0]);

/** Runs one request in its language: every message in it is in that language. */
export function speaking<T>(locale: Locale, origin: string, run: () => T): T {
	return spoken.run({ locale, origin }, run);
}

/** The language asked for: by the link (`?lang=en`), the cookie, then what the browser prefers; the host's own otherwise. */
export function localeOf(asked: { link: string | null; cookie: string | undefined; header: string | null }): Locale {
	return known(asked.link) ?? known(asked.cookie) ?? preferred(asked.header) ?? usualLocale;
}

function known(text: string | null | undefined): Locale | undefined {
	return locales.find((locale) => locale === text);
}

// RFC 9110 §12.5.4: ranges in any order, each with a weight of 1 where none is given.
function preferred(header: string | null): Locale | undefined {
	const ranges = (header ?? '').split(',').map((range) => {
		const [tag = '', ...parameters] = range.trim().split(';');
		const weight = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find(Boolean);
		return { locale: known(tag.slice(0, 2).toLowerCase()), weight: Number(weight ?? 1) };
	});
	return ranges.filter(({ locale, weight }) => locale && weight > 0).sort((a, b) => b.weight - a.weight)[0]?.locale;
}
