import type { Db } from '../src/lib/db.server.ts';
import { withStore } from './store.ts';

/** Opens the store and connects to it as the program does. */
export function withDb<T>(env: NodeJS.ProcessEnv, work: (db: Db) => Promise<T>): Promise<T> {
	return withStore(env, ({ url }) => connected(url, work));
}

/** Connects to an open store. The program's own files read the settings when they are loaded: only now they are complete. */
export async function connected<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
	const { connect } = await import('../src/lib/db.server.ts');
	const db = connect(url, 2);
	try {
		return await work(db);
	} finally {
		await db.destroy();
	}
}
