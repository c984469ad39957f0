import { serve, type Db } from '#lib/db.server.ts';
import { freshDatabase } from './database.ts';
import { setScene, type Scene } from './world.ts';

export * from './world.ts';

/** Plays one scene in a database of its own. */
export async function scene(play: (world: Scene) => Promise<void>): Promise<void> {
	const { url, drop } = await freshDatabase();
	const serving = serve(url);
	try {
		await play(await setScene(serving.within('all')));
	} finally {
		await serving.destroy();
		await drop();
	}
}

/** What the journal says happened in the world, oldest first: the verbs. */
export async function told(db: Db): Promise<string[]> {
	const lines = await db.selectFrom('journal').select('verb').orderBy('seq').execute();
	return lines.map((line) => line.verb);
}

/** The letters waiting to go out, oldest first. */
export function letters(db: Db) {
	return db.selectFrom('letters').selectAll().orderBy('written_at').orderBy('id').execute();
}
