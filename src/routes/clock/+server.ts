/** What time it is by this server, for what counts down to a deadline beside a clock that may be wrong. */
export function GET({ locals: { arrivedAt } }) {
	return Response.json({ now: arrivedAt }, { headers: { 'cache-control': 'no-store' } });
}
