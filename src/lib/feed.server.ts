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
