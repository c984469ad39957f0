import { openApi } from '../openapi.ts';

const written = new Map<string, string>();

/** The API's document for machines, in the reader's language: it is the same for as long as the program runs. */
export function GET({ locals: { locale } }) {
	const text = written.get(locale) ?? JSON.stringify(openApi());
	written.set(locale, text);
	const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*', vary: 'accept-language' };
	return new Response(text, { headers });
}
