import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/db.server.ts';
import { counting, type Counted } from './registrations.write.server.ts';

/**
 * Erases what these applications' follow-ups say: offers, contacts, notes, links, what is searched of them. How far each
 * came and when, and that contacts were agreed to, stays; the guest's own words about them go too.
 */
export async function eraseFollowups(tx: Tx, these: RawBuilder<unknown>, counted: Counted): Promise<void> {
	const erase = counting(tx, counted);
	await erase('comments', sql`delete from proposals where application_id in ${these}`);
	await sql`delete from followup_links where application_id in ${these}`.execute(tx);
	await erase(
		'comments',
		sql`update offers set gives = '', seeks = '', note = '', contact = '' where application_id in ${these}`
	);
	await erase('comments', sql`update followup_steps set note = '' where application_id in ${these} and note <> ''`);
	await sql`update followups set carried_at = null where application_id in ${these}`.execute(tx);
	await sql`update meetings set topic = '', place = '' where application_id in ${these}`.execute(tx);
}
