import { sweepAttachments } from '#domain/applications/attachments.write.server.ts';
import type { Db } from '#lib/db.server.ts';

const everyMs = 10 * 60_000;
let last = 0;

/** Takes files away that did not come whole within a day, or that nothing has named for as long. */
export async function sweepFiles(db: Db, at: Date): Promise<void> {
	if (Math.abs(at.getTime() - last) < everyMs) return;
	last = at.getTime();
	await sweepAttachments(db, at);
}
