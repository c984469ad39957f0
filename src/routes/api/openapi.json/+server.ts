import { openApi } from '../openapi.ts';

const written = new Map<string, Uint8Array<ArrayBuffer>>();

/** The API's document for machines, in the reader's language: it is the same for as long as the program runs. */
export function GET({ locals: { locale } }) {
	const bytes = written.get(locale) ?? new TextEncoder().encode(JSON.stringify(openApi()));
	written.set(locale, bytes);
	const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*', vary: 'accept-language' };
	return new Response(bytes, { headers });
}
