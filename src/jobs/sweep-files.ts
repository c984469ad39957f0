import { haveErasedFiles } from '#domain/applications/attachments.read.server.ts';
import { sweepAttachments } from '#domain/applications/attachments.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

const everyMs = 10 * 60_000;
let last = 0;

/** Takes files away that did not come whole within a day, that nothing has named for as long, or that were erased. */
export async function sweepFiles(db: Db, at: Date): Promise<void> {
	if (Math.abs(at.getTime() - last) < everyMs && !(await haveErasedFiles(reading(db)))) return;
	last = at.getTime();
	await sweepAttachments(db, at);
}
