import { sql } from 'kysely';
import { connect, serve, type Db, type Serving } from '#lib/db.server.ts';
import { freshDatabase } from './database.ts';
import { setScene, type Scene } from './world.ts';

export * from './world.ts';

/**
 * Plays one scene in a database of its own, as the role the program serves as; `owner` is for what happens behind the
 * program's back. With TEST_NARROW set the world's store is in the scope of its hosts alone, as a request's is, but for
 * letters and lines, which tests read as nobody else does.
 */
export async function scene(play: (world: Scene & { owner: Db }) => Promise<void>): Promise<void> {
	const { url, drop } = await freshDatabase();
	const serving = serve(url);
	const owner = connect(url, 4); // connects when it is asked
	try {
		const world = { ...(await setScene(serving.within('all'))), owner };
		if (process.env.TEST_NARROW) await play({ ...world, db: await narrowed(world, serving) });
		else await play(world);
	} finally {
		await Promise.all([serving.destroy(), owner.destroy()]);
		await drop();
	}
}

async function narrowed({ owner, host, otherHost }: Scene & { owner: Db }, serving: Serving): Promise<Db> {
	for (const table of ['letters', 'journal'])
		await sql`create policy for_tests on ${sql.table(table)} using (true)`.execute(owner);
	return serving.within([host, otherHost]);
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
