import { forgottenImports } from '#domain/applications/imports.read.server.ts';
import { dropImport } from '#domain/applications/imports.write.server.ts';
import { forgottenRatings } from '#domain/bands/ratings.read.server.ts';
import { forgetRatings } from '#domain/bands/ratings.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

const dayMs = 86_400_000;

/** Puts away files of applications and of ratings that nobody entered within a day: they are full of other people's data. */
export async function dropImports(db: Db, at: Date): Promise<void> {
	const before = new Date(at.getTime() - dayMs);
	const forgotten = await forgottenImports(reading(db), before);
	for (const { id, call_id } of forgotten) await dropImport(db, null, { id, callId: call_id }, at);
	for (const { id, call_id } of await forgottenRatings(reading(db), before))
		await forgetRatings(db, { id, callId: call_id }, at);
}
