import { createHash } from 'node:crypto';

/** A feed as a file that programs fetch, from whatever site. */
export function feedResponse(body: string, type: string, name?: string): Response {
	return new Response(body, {
		headers: {
			'content-type': type,
			'access-control-allow-origin': '*',
			...(name ? { 'content-disposition': `inline; filename="${name}"` } : {})
		}
	});
}

/** The same with a tag of what it holds: SvelteKit answers who has it already that nothing changed (RFC 9110 §13.1.2). */
export function tagged(body: string, type: string, name: string): Response {
	const response = feedResponse(body, type, name);
	response.headers.set('etag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`);
	response.headers.set('vary', 'accept-language, cookie');
	return response;
}
