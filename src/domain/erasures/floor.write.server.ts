import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/db.server.ts';
import { counting, type Counted } from './registrations.write.server.ts';

/** That something was asked, when, and what became of it stays; what it said and who said it does not. */
export async function eraseQuestions(tx: Tx, which: RawBuilder<unknown>, counted: Counted): Promise<void> {
	const erase = counting(tx, counted);
	await sql`delete from question_translations where question_id in (select id from questions where ${which})`.execute(
		tx
	);
	await erase(
		'questions',
		sql`update questions set text = '', name = '', firm = '', application_id = null, state = 'archived', is_pinned = false,
			version = version + 1 where ${which} and text <> ''`
	);
}

/** What a machine wrote of them, and what was taken of it to merge questions. */
export async function eraseDrafts(tx: Tx, which: RawBuilder<unknown>, counted: Counted): Promise<void> {
	await sql`delete from assistant_takes where draft_id in (select id from assistant_drafts where ${which})`.execute(tx);
	await counting(tx, counted)('drafts', sql`delete from assistant_drafts where ${which}`);
}

/** What everybody saw stays as the hall heard it, without a name; what was never shown goes. */
export async function eraseFloor(tx: Tx, callId: string, counted: Counted, at: Date): Promise<void> {
	const sessions = sql`(select id from sessions where call_id = ${callId})`;
	const unseen = sql`state not in ('approved', 'answering', 'answered')`;
	await eraseQuestions(tx, sql`session_id in ${sessions} and ${unseen}`, counted);
	await eraseDrafts(tx, sql`session_id in ${sessions}`, counted);
	await counting(tx, counted)(
		'questions',
		sql`update questions set name = '', firm = '', application_id = null
			where session_id in ${sessions} and name || firm <> ''`
	);
	await sql`update askers set person_id = null, browser_hash = null, block_hash = null, erased_at = ${at}
		where session_id in ${sessions} and erased_at is null`.execute(tx);
}

/** Who asked and voted is nobody any more. */
export async function eraseAsker(tx: Tx, personId: string, counted: Counted, at: Date): Promise<void> {
	const own = sql`(select id from askers where person_id = ${personId})`;
	await eraseQuestions(tx, sql`asker_id in ${own}`, counted);
	await eraseDrafts(tx, sql`session_id in (select session_id from askers where person_id = ${personId})`, counted);
	await counting(tx, counted)('questions', sql`delete from question_votes where asker_id in ${own}`);
	await sql`update askers set person_id = null, browser_hash = null, block_hash = null, erased_at = ${at}
		where person_id = ${personId}`.execute(tx);
}
