// The mutant: whoever counts what is left and then inserts sells the same place twice.
import { sql } from 'kysely';
import type { Coming, PlaceKind } from '#domain/registrations/rules.ts';
import { tokenOfHold } from '#domain/registrations/holds.read.server.ts';
import type { Held } from '#domain/registrations/holds.rules.ts';
import { together, type Db } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';

type Wanted = { sessionId: string; kind: string; size: number; intent: string };

/** Holds places as `holdPlaces` does, but by a count: what two see free at once, both take. */
export function countThenInsert(
	db: Db,
	{ browser }: Coming,
	{ sessionId, kind, size, intent }: Wanted,
	at: Date
): Promise<Held> {
	const until = new Date(at.getTime() + 600_000);
	const token = tokenOfHold(browser, sessionId, intent);
	return together(db, async (tx) => {
		const { rows } = await sql<Pick<PlaceKind, 'capacity'> & { sum: number }>`
			select capacity, (select coalesce(sum(size), 0) from registrations where place_kind_id = place_kinds.id
				and state in ('held', 'offered', 'registered')) as sum from place_kinds where id = ${kind}`.execute(tx);
		const [{ capacity, sum }] = rows as [(typeof rows)[number]];
		if (sum + size > capacity) return { is: 'full' };
		const row = { session_id: sessionId, place_kind_id: kind, state: 'held', size, locale: 'en', until, intent };
		const { id } = await tx
			.insertInto('registrations')
			.values({ ...row, token_hash: hashed(token), made_at: at, state_at: at })
			.returning('id')
			.executeTakeFirstOrThrow();
		await tx.insertInto('registration_steps').values({ registration_id: id, state: 'held', stepped_at: at }).execute();
		await tx
			.updateTable('place_kinds')
			.set({ taken: sum + size })
			.where('id', '=', kind)
			.execute();
		return { is: 'held', token, until };
	});
}
