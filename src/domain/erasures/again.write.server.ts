import { sql } from 'kysely';
import { reading, together, type Db } from '#lib/db.server.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { heldOf } from './read.server.ts';
import { erasePerson } from './write.server.ts';

/**
 * Destroys again what a restored backup has brought back of somebody who was erased after it was made. Nothing is asked:
 * they said so then. An application that stands again is taken out, and roles end. Answers with the record's id, or null
 * where there is nobody of this id, or they are erased.
 */
export function eraseAgain(db: Db, personId: string, at: Date): Promise<string | null> {
	return together(db, async (tx) => {
		const person = await tx
			.selectFrom('people')
			.select(['id', 'email'])
			.where('id', '=', personId)
			.where('erased_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (!person) return null;
		const own = await heldOf(reading(tx), { personId } as SignedIn, at);
		const running = own.filter(({ isRunning }) => isRunning).map(({ id }) => id);
		await sql`update applications set withdrawn_at = ${at} where id = any(${running}::uuid[]) and withdrawn_at is null
			and not exists (select from lots where application_id = applications.id)`.execute(tx);
		await sql`update roles set ended_at = ${at} where person_id = ${personId} and ended_at is null`.execute(tx);
		return erasePerson(tx, { person, own }, at);
	});
}
