import { brokenRule, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { stopNotFound } from '#domain/tours/rules.ts';
import type { TermForm } from './article.form.ts';
import { termNotFound, termTaken } from './terms.rules.ts';

type AtStop<T> = { stopId: string } & T;

// Words are the tour's; who organises for a host of one of its stops may add to them.
async function tourOfHosted(tx: Tx, who: HostOrganiser, stopId: string): Promise<string> {
	const { tour_id } = await tx
		.selectFrom('stops')
		.select('tour_id')
		.where('id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.executeTakeFirstOrThrow(stopNotFound);
	return tour_id;
}

/**
 * Leaves a word of the tour explained, a new one where the form has no id. Answers with its id. Refuses a word that the
 * tour explains already, and another host's as not there.
 */
export async function saveTerm(
	db: Db,
	who: HostOrganiser,
	{ stopId, form: { id, ...term } }: AtStop<{ form: TermForm }>,
	at: Date
): Promise<string> {
	try {
		return await together(db, async (tx) => {
			const tour_id = await tourOfHosted(tx, who, stopId);
			const row = { ...term, written_at: at, written_by: who.personId };
			const done = id
				? await tx
						.updateTable('glossary_terms')
						.set(row)
						.where('id', '=', id)
						.where('tour_id', '=', tour_id)
						.where('host_id', '=', who.hostId)
						.where('removed_at', 'is', null)
						.returning('id')
						.executeTakeFirstOrThrow(termNotFound)
				: await tx
						.insertInto('glossary_terms')
						.values({ tour_id, host_id: who.hostId, ...row })
						.returning('id')
						.executeTakeFirstOrThrow();
			await note(tx, { at, by: who.personId, callId: null, verb: 'term.written', about: done.id });
			return done.id;
		});
	} catch (fault) {
		throw brokenRule(fault)?.startsWith('glossary_terms_') ? termTaken() : fault;
	}
}

/** Takes a word out of the tour's. Refuses another host's as not there, and a second time. */
export function removeTerm(
	db: Db,
	who: HostOrganiser,
	{ stopId, id }: AtStop<{ id: string }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		const tour_id = await tourOfHosted(tx, who, stopId);
		await tx
			.updateTable('glossary_terms')
			.set({ removed_at: at })
			.where('id', '=', id)
			.where('tour_id', '=', tour_id)
			.where('host_id', '=', who.hostId)
			.where('removed_at', 'is', null)
			.returning('id')
			.executeTakeFirstOrThrow(termNotFound);
		await note(tx, { at, by: who.personId, callId: null, verb: 'term.removed', about: id });
	});
}
