import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { GuestOffice } from '#domain/people/rules.ts';
import { delegateNotFound } from '#domain/programme/rules.ts';
import type { TopicsForm } from './form.ts';
import { proposalsToIndex } from './proposals.read.server.ts';
import { searchedIn } from './proposals.rules.ts';
import { pairsOf, searchable } from './search.rules.ts';

const atOnce = 200;

/**
 * Leaves what the chosen submitted as it is searched, where it is not yet, or not as it was last submitted. Answers with
 * how many; where there were some, the journal tells it.
 */
export async function indexProposals(db: Db, at: Date): Promise<number> {
	const waiting = await proposalsToIndex(reading(db), atOnce);
	if (waiting.length === 0) return 0;
	const calls = [...new Set(waiting.map(({ call_id }) => call_id))];
	const forms = new Map(await Promise.all(calls.map(async (id) => [id, await formFieldsOf(reading(db), id)] as const)));
	const rows = waiting.map((one) => {
		const text = searchable(searchedIn(one.answers, forms.get(one.call_id)!.get(one.form_version) ?? []));
		return { application_id: one.id, receipt_id: one.receipt_id, text, pairs: pairsOf(text) };
	});
	return together(db, async (tx) => {
		await leaveProposals(tx, rows, at);
		const detail = { count: rows.length };
		for (const callId of calls)
			await note(tx, { at, by: null, callId, verb: 'proposals.indexed', about: callId, detail });
		return rows.length;
	});
}

export type Indexed = { application_id: string; receipt_id: string; text: string; pairs: string[] };

/** Leaves rows of the index as they are, over what stood. */
async function leaveProposals(tx: Tx, rows: Indexed[], at: Date): Promise<void> {
	await sql`
		insert into proposals (application_id, receipt_id, text, words, indexed_at)
		select application_id, receipt_id, text,
			to_tsvector('english', text) || array_to_tsvector(pairs), ${at}::timestamptz
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as row(application_id uuid, receipt_id uuid, text text, pairs text[])
		on conflict (application_id) do update
			set receipt_id = excluded.receipt_id, text = excluded.text, words = excluded.words, indexed_at = excluded.indexed_at`.execute(
		tx
	);
}

/** Leaves what a delegate looks for. Refuses a delegate of another tour as not there. */
export function saveTopics(
	db: Db,
	who: GuestOffice,
	{ tourId, form }: { tourId: string; form: TopicsForm },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await tx
			.selectFrom('delegates')
			.select('id')
			.where('id', '=', form.delegate)
			.where('tour_id', '=', tourId)
			.executeTakeFirstOrThrow(delegateNotFound);
		const { topics, tracks, kinds } = form;
		const row = { topics, tracks, kinds: kinds as string[], saved_at: at, saved_by: who.personId };
		await tx
			.insertInto('delegate_topics')
			.values({ delegate_id: form.delegate, ...row })
			.onConflict((oc) => oc.column('delegate_id').doUpdateSet(row))
			.execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'delegation.topics-saved', about: form.delegate });
	});
}
