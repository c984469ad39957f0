import type { IncomingMessage, ServerResponse } from 'node:http';
import { localeOf } from '#lib/locale.server.ts';
import { noteAnswer } from '#lib/metrics.server.ts';
import type { Asked, sharing } from '#lib/shared.server.ts';
import { ticking } from '#lib/stopwatch.ts';
import { traced } from '#lib/tracing.server.ts';
import { locales } from '#lib/words.ts';

/** Under what name a page for all is kept: it differs by language, and by the address under which it is read. */
export const keptAs = (path: string, { locale, origin }: { locale: string; origin: string }): Asked => ({
	path,
	variant: `${locale} ${origin}`
});

/**
 * Answers whoever asks for a page that was made for all at this very moment, before SvelteKit makes a request of it; false
 * where SvelteKit is to be asked. That is so of all who are signed in or new (there a browser is given its secret), of who
 * asks for more than a path, and of whatever is unusual: here is answered only what is plain, and as it would be there.
 */
export function handingOut({ copy }: Pick<ReturnType<typeof sharing>, 'copy'>) {
	return (request: IncomingMessage, response: ServerResponse): boolean => {
		const begun = ticking();
		const asked = plainly(request);
		const page = asked && copy(asked);
		if (!page) return false;
		void traced(`GET ${page.route}`, async (tell) => {
			for (const [name, value] of page.headers) response.setHeader(name, value);
			response.setHeader('content-length', page.length);
			response.cork(); // all of it goes out at once, and none of it is copied
			for (const piece of page.pieces) response.write(piece);
			response.end();
			noteAnswer(page.route, { method: 'GET', status: 200, ms: ticking() - begun });
			tell({ 'http.request.method': 'GET', 'http.route': page.route, 'http.response.status_code': 200 });
		});
		return true;
	};
}

function plainly({ method, url = '', headers }: IncomingMessage): Asked | null {
	const cookies = headers.cookie ?? '';
	if (method !== 'GET' || !/(^|; ?)browser=[\w-]/.test(cookies) || cookies.includes('sign-in=')) return null;
	const language = /(?:^|; ?)language=([^;]*)/.exec(cookies)?.[1];
	if (language !== undefined && !locales.some((locale) => locale === language)) return null;
	const locale = localeOf({ link: null, cookie: language, header: headers['accept-language'] ?? null });
	return keptAs(url, { locale, origin: `${headers['x-madang-protocol']}://${headers['x-madang-host']}` });
}
