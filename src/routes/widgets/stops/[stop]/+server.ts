import { newestRelease, publicSessions } from '#domain/programme/releases.read.server.ts';
import { programmeTold } from '#domain/programme/widgets.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { widgetResponse } from '../../response.ts';

/** What `<madang-programme>` shows, to whatever site asks: what was released. */
export async function GET({ params, locals: { db, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const release = await newestRelease(reading(db), stop.id);
	const sessions = release ? await publicSessions(reading(db), release.id) : [];
	return widgetResponse(programmeTold({ stop, sessions, baseUrl: site }));
}
