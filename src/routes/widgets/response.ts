/** An answer for other sites, the same for everybody and kept for a quarter of a minute. The porch lets any site read it. */
export function widgetResponse(body: unknown): Response {
	return Response.json(body, {
		headers: {
			'cross-origin-resource-policy': 'cross-origin',
			'cache-control': 'public, max-age=15'
		}
	});
}
