import { bringPrepared } from '#domain/questions/floors.write.server.ts';
import { floorsToFill } from '#domain/questions/prepared.read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Brings the questions the accepted prepared in their applications to the segment in which they may ask. */
export async function bringQuestions(db: Db, at: Date): Promise<void> {
	for (const segmentId of await floorsToFill(reading(db), at)) await bringPrepared(db, segmentId, at);
}
