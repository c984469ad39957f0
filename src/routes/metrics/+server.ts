import { error } from '@sveltejs/kit';
import { sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { metricsText } from '#lib/metrics.server.ts';
import { lettersDue } from '#lib/outbox.server.ts';
import { showsToken } from '#lib/secret.server.ts';
import { metricsToken } from '#lib/settings.server.ts';

/** What this process measures of itself, for a Prometheus that shows the token. Without it there is nothing here. */
export async function GET({ request, locals: { db, arrivedAt } }) {
	if (!showsToken(request, metricsToken)) error(404, sentenceFor('people.not-found'));
	const { text, type } = await metricsText(await lettersDue(reading(db), arrivedAt));
	return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
}
