import { callsToCompare } from '#domain/applications/lookalikes.read.server.ts';
import { findLookalikes } from '#domain/applications/lookalikes.write.server.ts';
import { breathe } from '#lib/breathe.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** Compares the applications of every call that has closed, and again where one came late. */
export async function compareApplications(db: Db, at: Date): Promise<void> {
	for (const { id } of await callsToCompare(reading(db), at)) {
		await findLookalikes(db, { callId: id, by: null }, breathe, at);
	}
}
