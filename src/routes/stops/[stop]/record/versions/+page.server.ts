import { publicEdition, publicEditions } from '#domain/records/article.read.server.ts';
import { comparedOf } from '#domain/records/compared.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { recordNotFound } from '#domain/records/article.rules.ts';

export async function load({ params, url, locals: { db, locale, arrivedAt: at } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const editions = await publicEditions(reading(db), stop.id, at);
	const last = editions.at(-1)?.edition;
	if (last === undefined) throw recordNotFound();
	const whole = (name: string, usual: number) => {
		const asked = url.searchParams.get(name) ?? '';
		return /^\d{1,6}$/.test(asked) ? Number(asked) : usual;
	};
	const to = whole('to', last);
	const from = whole('from', editions.at(-2)?.edition ?? last);
	const [earlier, later] = await Promise.all(
		[from, to].map((edition) => publicEdition(reading(db), stop.id, { at, edition }))
	);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		...{ editions: editions.toReversed(), from, to },
		compared: comparedOf(earlier!.content, later!.content, locale)
	};
}
