import type { Reader } from '#lib/db.server.ts';
import { noRegister, type PlaceKind, type Register } from './rules.ts';

/** The register of a session with its kinds of place in order. Refuses a session nobody can register for. */
export async function registerOf(db: Reader, sessionId: string): Promise<Register & { kinds: PlaceKind[] }> {
	const register = await db
		.selectFrom('registers')
		.selectAll()
		.where('session_id', '=', sessionId)
		.executeTakeFirstOrThrow(noRegister);
	const kinds = await db
		.selectFrom('place_kinds')
		.selectAll()
		.where('session_id', '=', sessionId)
		.orderBy('position')
		.execute();
	return { ...register, kinds };
}
