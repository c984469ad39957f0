import { byWord } from '#domain/records/terms.rules.ts';
import { termsOf } from '#domain/records/terms.read.server.ts';
import { tourBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, locale } }) {
	const tour = await tourBySlug(reading(db), params.tour);
	const terms = await termsOf(reading(db), tour.id);
	return {
		tour: { slug: tour.slug, title: tour.title },
		terms: byWord(
			terms.map(({ host_id: _, ...term }) => term),
			locale
		)
	};
}
