import { sessionsOf } from '#domain/programme/read.server.ts';
import { registersAt } from '#domain/registrations/widgets.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { ownStop } from '../acting.ts';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [sessions, registers] = await Promise.all([sessionsOf(db, stop.id), registersAt(db, stop.id)]);
	return {
		stop: { slug: stop.slug, city: stop.city },
		origin: baseUrl,
		sessions: sessions
			.filter(({ id, visibility }) => visibility === 'public' && registers.includes(id))
			.map(({ slug, title }) => ({ slug, title }))
	};
}
