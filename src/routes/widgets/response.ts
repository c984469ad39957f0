/** An answer any site may read, the same for everybody and kept for a quarter of a minute. */
export function widgetResponse(body: unknown): Response {
	return Response.json(body, {
		headers: {
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin',
			'cache-control': 'public, max-age=15'
		}
	});
}
