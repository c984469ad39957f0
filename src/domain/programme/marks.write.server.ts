import { reading, together, type Db } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { segmentsOf } from './read.server.ts';
import { isNewMark, segmentNotFound, sessionTopic, type Mark } from './rules.ts';

/**
 * Leaves the mark that a segment of the session begins or is over, or takes its marks back. The same again changes
 * nothing. Refuses a segment of another session as if it were not there. Answers whether anything changed.
 */
export function markSegment(
	db: Db,
	who: Moderator & { sessionId: string },
	{ segmentId, mark }: { segmentId: string; mark: Mark },
	at: Date
): Promise<boolean> {
	return together(db, async (tx) => {
		await tx.selectFrom('sessions').select('id').where('id', '=', who.sessionId).forUpdate().execute();
		const segments = await segmentsOf(reading(tx), [who.sessionId]);
		const segment = segments.find(({ id }) => id === segmentId);
		if (!segment) throw segmentNotFound();
		if (!isNewMark(segment, mark)) return false;
		const row = { segment_id: segmentId, mark, marked_at: at, marked_by: who.personId };
		await tx.insertInto('segment_marks').values(row).execute();
		const verb = ({ begin: 'segment.begun', end: 'segment.ended', reset: 'segment.reset' } as const)[mark];
		await note(tx, { at, by: who.personId, callId: who.callId, verb, about: segmentId });
		await announce(tx, [sessionTopic(who.sessionId)], 'floor', at);
		return true;
	});
}
