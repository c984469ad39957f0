import { sql } from 'kysely';
import { connect, type Db } from '#lib/db.server.ts';

/** Where a scene's store is. */
export async function urlOf(db: Db): Promise<string> {
	const { rows } = await sql<{ name: string; socket: string }>`
		select current_database() as name, current_setting('unix_socket_directories') as socket`.execute(db);
	const { name, socket } = rows[0]!;
	return `postgres://postgres@/${name}?host=${encodeURIComponent(socket)}`;
}

/** The same store as another process of the program has it: with connections, and whatever is kept by them, of its own. */
export const otherProcess = async (db: Db, connections = 4): Promise<Db> => connect(await urlOf(db), connections);
