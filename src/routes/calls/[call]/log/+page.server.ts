import { logOf, logPurpose, newestCheckpoint } from '#domain/applications/log.read.server.ts';
import { rosterIn } from '#domain/applications/log.rules.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { isOpen } from '#domain/calls/rules.ts';
import { rosterOf } from '#domain/draws/lots.read.server.ts';
import { drawOfCall } from '#domain/draws/read.server.ts';
import { keyForNote } from '#domain/journal/notes.rules.ts';
import { reading } from '#lib/db.server.ts';
import { publicKeyFor } from '#lib/signing.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const call = await wholeCall(reading(db), await publishedCall(reading(db), params.call));
	const [log, newest, key, draw] = await Promise.all([
		logOf(reading(db), call.id),
		newestCheckpoint(reading(db), call.id),
		publicKeyFor(reading(db), logPurpose),
		drawOfCall(reading(db), call.id)
	]);
	const roster = draw?.sealed_at ? (await rosterOf(reading(db), draw.id)).map(({ commitment }) => commitment) : null;
	return {
		...{ call: { slug: call.slug, title: call.title, zone: call.stop.time_zone }, isOpen: isOpen(call, arrivedAt) },
		...{ lines: log.tree.size, standing: log.standing.size, withdrawn: log.withdrawn },
		newest: newest ?? null,
		key: newest && key ? keyForNote(newest.note, key) : null,
		roster: roster && { slug: draw!.slug, count: roster.length, ...rosterIn(log, roster) }
	};
}
