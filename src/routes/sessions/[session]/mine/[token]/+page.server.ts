import { askerByLink } from '#domain/questions/links.read.server.ts';
import { linkedView } from '#domain/questions/views.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading } from '#lib/db.server.ts';

/** An asker's own questions by their private link, from any browser. */
export async function load({ params, locals: { db } }) {
	const session = await sessionBySlug(reading(db), params.session);
	const own = await linkedView(reading(db), await askerByLink(reading(db), session.id, params.token));
	const segments = session.segments.map(({ id, title }) => ({ id, title }));
	return { slug: session.slug, title: session.title, zone: session.time_zone, segments, own };
}
