import type { Reader } from '#lib/db.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { previewDraw, type Preview } from './plan.rules.ts';
import type { Standing } from './lots.rules.ts';
import { standingsFor } from './read.server.ts';

const whoAndGroups = ({ application_id, groups, weight }: Standing) => [application_id, weight, ...groups];
const made = new Map<string, Promise<Preview>>();
const mostKept = 20;

/** The preview of a call whose bands are frozen. Planning may take seconds, and standings change seldom: it is kept. */
export async function sealPreview(db: Reader, call: WholeCall): Promise<Preview> {
	const standings = await standingsFor(db, call.id);
	const key = JSON.stringify([call.id, standings.map(whoAndGroups), call.tracks, call.quotas, call.stops, call.memory]);
	const known = made.get(key);
	if (known) return known;
	for (const old of [...made.keys()].slice(0, Math.max(0, made.size + 1 - mostKept))) made.delete(old);
	const preview = previewDraw(call, standings);
	made.set(key, preview);
	return preview;
}
