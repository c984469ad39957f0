import { remindSpeaker } from '#domain/records/answers.write.server.ts';
import { linksToRemind } from '#domain/records/links.read.server.ts';
import { promisesDue } from '#domain/records/promises.read.server.ts';
import { remindOfPromise } from '#domain/records/promises.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Reminds speakers who have not said what is to become of their quotes, and a host's organisers of promises that are due. */
export async function remindOfSaid(db: Db, at: Date): Promise<void> {
	for (const id of await linksToRemind(reading(db), at)) await remindSpeaker(db, id, at);
	for (const id of await promisesDue(reading(db), at)) await remindOfPromise(db, id, at);
}
