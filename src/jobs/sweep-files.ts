import { haveErasedFiles } from '#domain/applications/attachments.read.server.ts';
import { sweepAttachments } from '#domain/applications/attachments.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { Turns } from '#lib/turns.ts';

const turns = new Turns(10 * 60_000);

/** Takes files away that did not come whole within a day, that nothing has named for as long, or that were erased. */
export async function sweepFiles(db: Db, at: Date): Promise<void> {
	if (!turns.isDue(at) && !(await haveErasedFiles(reading(db)))) return;
	turns.take(at);
	await sweepAttachments(db, at);
}
