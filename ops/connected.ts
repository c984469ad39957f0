import { withStore } from './store.ts';

/** Opens the store and connects to it as the program does; the domain reads the settings when it is loaded, so only now. */
export async function withDb<T>(
	env: NodeJS.ProcessEnv,
	work: (db: import('../src/lib/db.server.ts').Db) => Promise<T>
): Promise<T> {
	return withStore(env, async ({ url }) => {
		const { connect } = await import('../src/lib/db.server.ts');
		const db = connect(url, 2);
		try {
			return await work(db);
		} finally {
			await db.destroy();
		}
	});
}
