import { proposalsFor } from '#domain/followups/listing.read.server.ts';
import { interestsOf, tracksFor } from '#domain/followups/proposals.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { officeAt } from './proving.ts';

/** What the guest's office may read at a stop: found by words, or put in the order of what a delegate looks for. */
export async function load({ params, url, locals, getClientAddress }) {
	const { stop } = await officeAt({ params, locals });
	const [db, at] = [reading(locals.db), locals.arrivedAt];
	const asked = (name: string) => url.searchParams.get(name) ?? '';
	const wanted = {
		...{ typed: asked('q'), track: asked('track') || null, delegate: asked('for') || null },
		page: Math.min(10_000, Math.max(1, Math.trunc(Number(asked('page')) || 1)))
	};
	const [listed, delegates, tracks] = await Promise.all([
		proposalsFor(db, stop, { ...wanted, locale: locals.locale }, at),
		interestsOf(db, stop),
		tracksFor(db, stop, at)
	]);
	await Promise.all(
		listed.calls.map((call) =>
			noteRead(
				locals.db,
				gate.signedIn(locals.visitor),
				{ what: 'list', call, applicationIds: call.applicationIds, address: getClientAddress() },
				at
			)
		)
	);
	return {
		...{ stop: { slug: stop.slug, city: stop.city }, wanted, tracks, total: listed.total, rows: listed.rows },
		pages: listed.pages,
		delegates: delegates.map(({ id, name, topics }) => ({ id, name, hasTopics: Boolean(topics) }))
	};
}
