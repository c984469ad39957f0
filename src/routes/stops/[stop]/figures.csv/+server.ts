import { figureName } from '#domain/records/counted.rules.ts';
import { figuresOfStop } from '#domain/records/figures.read.server.ts';
import { figureLines } from '#domain/records/figures.rules.ts';
import { stopNotFound } from '#domain/tours/rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';

/** All figures of a stop as one table, or one of them; of the version whose hash is asked for. */
export async function GET({ params, url, locals: { db, locale } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [hash, only] = [url.searchParams.get('of'), url.searchParams.get('figure')];
	const told = await figuresOfStop(reading(db), stop.id, hash && /^[0-9a-f]{12,64}$/.test(hash) ? hash : null);
	if (!told) throw stopNotFound();
	const figures = told.figures.figures.filter(({ key }) => !only || key === only);
	const head = [m.said_figures(), m.figure_what(), m.figure_counted(), m.figure_count()];
	const body = csv([head, ...figureLines({ figures }, locale, figureName)]);
	return feedResponse(body, 'text/csv; charset=utf-8', `${stop.slug}-figures.csv`);
}
