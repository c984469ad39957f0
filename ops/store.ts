import { openDatabase } from '../start/database.mjs';
import { openFolder } from '../start/folder.mjs';
import { passOn, readSettings } from '../start/settings.mjs';

/** Where everything is kept: the database, and the folder of files or the bucket. */
export type Store = { url: string; dataDir: string; inBucket: boolean };

/**
 * Opens the store as a start would, beside the running program or without it: an embedded database that runs is used as
 * it is, one that does not is started and stopped again.
 */
export async function withStore<T>(env: NodeJS.ProcessEnv, work: (store: Store) => Promise<T>): Promise<T> {
	const settings = readSettings(env);
	openFolder(settings.dataDir);
	const database = await openDatabase(settings);
	passOn(settings, database.url, env);
	try {
		return await work({ url: database.url, dataDir: settings.dataDir, inBucket: Boolean(env.S3_BUCKET) });
	} finally {
		if (!database.adopted) await database.stop();
	}
}
