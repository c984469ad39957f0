import { isLive } from '#domain/domains/read.server.ts';
import { noDomain } from '#domain/domains/rules.ts';
import { reading } from '#lib/db.server.ts';

/** What a proxy asks before it has a certificate made for a name (Caddy's `on_demand_tls`): only a live domain is there. */
export async function GET({ url, locals: { db } }) {
	if (!(await isLive(reading(db), url.searchParams.get('domain') ?? ''))) throw noDomain();
	return new Response(null, { headers: { 'cache-control': 'no-store' } });
}
