import { forgottenImports } from '#domain/applications/imports.read.server.ts';
import { dropImport } from '#domain/applications/imports.write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

const dayMs = 86_400_000;

/** Puts away files of applications that nobody entered within a day: they are full of other people's data. */
export async function dropImports(db: Db, at: Date): Promise<void> {
	const forgotten = await forgottenImports(reading(db), new Date(at.getTime() - dayMs));
	for (const { id, call_id } of forgotten) await dropImport(db, null, { id, callId: call_id }, at);
}
