import { logsToSign } from '#domain/applications/log.read.server.ts';
import { signCheckpoint } from '#domain/applications/log.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Signs the head of every call's log that has grown, at most once in each turn of the jobs. */
export async function signLogs(db: Db, at: Date): Promise<void> {
	for (const call of await logsToSign(reading(db))) await signCheckpoint(db, call, at);
}
