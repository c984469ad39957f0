import { feedOf } from '#domain/programme/feeds.read.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import { m } from '#lib/paraglide/messages.js';

type Asked = { params: { stop: string }; locals: App.Locals };

/** What takes place at a stop by its newest release, and what feeds say around it. */
export async function takesPlace({ params, locals: { db, locale, site } }: Asked) {
	const stop = await stopBySlug(reading(db), params.stop);
	const unplaced = m.programme_elsewhere();
	const { sessions, around } = await feedOf(reading(db), stop, { locale, baseUrl: site, unplaced });
	return { sessions: sessions.filter(({ isCancelled }) => !isCancelled), around };
}

export const asJson = (feed: unknown) => feedResponse(JSON.stringify(feed, null, 1), 'application/json; charset=utf-8');
