/** A feed as a file that readers fetch again and again: kept for some minutes, and open to every site. */
export function feedResponse(body: string, type: string, name?: string): Response {
	return new Response(body, {
		headers: {
			'content-type': type,
			'cache-control': 'public, max-age=60',
			'access-control-allow-origin': '*',
			...(name ? { 'content-disposition': `inline; filename="${name}"` } : {})
		}
	});
}
