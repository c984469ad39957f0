import { publicEdition } from '#domain/records/article.read.server.ts';
import { categoryNames } from '#domain/records/names.rules.ts';
import { stopBySlug, tourOf } from '#domain/tours/read.server.ts';
import { drawCard } from '#lib/card.server.ts';
import { reading } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';
import { writtenDay } from '#lib/zone.ts';

// Drawing takes a moment: each edition's card is drawn once in each language, the newest few are kept.
const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const most = 40;

/** The picture other sites show a record by. */
export async function GET({ params, locals: { db, locale, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const { content, edition } = await publicEdition(reading(db), stop.id, { at: arrivedAt });
	const tour = await tourOf(reading(db), stop);
	const card = {
		...{ title: inWords(content.title, locale), locale, from: m.app_name() },
		above: `${categoryNames[content.category]?.() ?? ''} · ${inWords(stop.city, locale)}`,
		below: `${inWords(tour.title, locale)} · ${writtenDay(stop.starts_on, locale)}`
	};
	const key = `${stop.id} ${edition} ${JSON.stringify(card)}`;
	if (!drawn.has(key)) {
		if (drawn.size >= most) drawn.delete(drawn.keys().next().value!);
		drawn.set(key, drawCard(card));
	}
	const headers = { 'content-type': 'image/png', 'cache-control': 'public, max-age=600' };
	return new Response(await drawn.get(key)!, { headers });
}
