import type { Db, Reader } from '#lib/db.server.ts';

/** Letters that wait to go out and whose time has come, oldest first. */
export function lettersDue(db: Reader, at: Date, most: number) {
	return db
		.selectFrom('letters')
		.selectAll()
		.where('sent_at', 'is', null)
		.where('next_try_at', '<=', at)
		.orderBy('written_at')
		.limit(most)
		.execute();
}

/** A letter has gone out. Its text is forgotten: it may hold a code or a personal link. */
export async function letterSent(db: Db, id: string, at: Date): Promise<void> {
	await db.updateTable('letters').set({ sent_at: at, body: '', failed_because: null }).where('id', '=', id).execute();
}

/** A letter did not go out: it is tried again after 1, 2, 4 … minutes, at most every 4 hours. */
export async function letterFailed(
	db: Db,
	letter: { id: string; tries: number },
	because: string,
	at: Date
): Promise<void> {
	const waitMs = Math.min(2 ** letter.tries, 240) * 60_000;
	await db
		.updateTable('letters')
		.set({ tries: letter.tries + 1, failed_because: because, next_try_at: new Date(at.getTime() + waitMs) })
		.where('id', '=', letter.id)
		.execute();
}

/** The newest letters, for the rehearsal's mailbox; to one address where given. */
export function newestLetters(db: Reader, to?: string, most = 50) {
	let letters = db.selectFrom('letters').selectAll();
	if (to) letters = letters.where('to_address', '=', to);
	return letters.orderBy('written_at', 'desc').orderBy('id').limit(most).execute();
}
