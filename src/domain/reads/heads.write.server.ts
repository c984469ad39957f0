import { newestJournalCheckpoint } from '#domain/journal/checkpoints.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostAuditor } from '#domain/people/rules.ts';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { headLetter } from './heads.mail.ts';
import { headsByLink, headsDue } from './heads.read.server.ts';

/** Leaves that somebody who audits a host wants the journal's heads by mail. Saying it twice changes nothing. */
export function beginHeads(db: Db, who: HostAuditor, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const left = await tx
			.insertInto('head_subscriptions')
			.values({ host_id: who.hostId, person_id: who.personId, begun_at: at })
			.onConflict((oc) => oc.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!left) return;
		await note(tx, { at, by: who.personId, callId: null, verb: 'reads.heads-begun', about: left.id });
	});
}

/** Ends it, at the host. Twice changes nothing. */
export function endHeads(db: Db, who: HostAuditor, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const own = await tx
			.selectFrom('head_subscriptions')
			.select(['id', 'person_id'])
			.where('host_id', '=', who.hostId)
			.where('person_id', '=', who.personId)
			.where('ended_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (own) await leaveEnd(tx, own, at);
	});
}

/** Ends it by a letter's link, signed in or not. Twice changes nothing; any other link is not there. */
export function endHeadsByLink(db: Db, token: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const { id, person_id, ended_at } = await headsByLink(reading(tx), token);
		if (!ended_at) await leaveEnd(tx, { id, person_id }, at);
	});
}

async function leaveEnd(tx: Tx, { id, person_id }: { id: string; person_id: string }, at: Date): Promise<void> {
	await tx.updateTable('head_subscriptions').set({ ended_at: at }).where('id', '=', id).execute();
	await note(tx, { at, by: person_id, callId: null, verb: 'reads.heads-ended', about: id });
}

/**
 * Posts the newest signed head to whoever is due one: a letter each, with a link of its own by which it ends. Answers with
 * how many. The journal's line tells that it was done, so that one letter fewer than it says is found too.
 */
export function mailHeads(db: Db, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const newest = await newestJournalCheckpoint(reading(tx));
		const due = newest ? await headsDue(reading(tx), newest.size, at) : [];
		if (!newest || due.length === 0) return 0;
		// Of two at once, the second finds that the first has told them.
		const held = await tx
			.selectFrom('head_subscriptions')
			.select('id')
			.where(
				'id',
				'in',
				due.map(({ id }) => id)
			)
			.where('told_size', '<', newest.size)
			.forUpdate()
			.execute();
		if (held.length === 0) return 0;
		const ids = held.map(({ id }) => id);
		const links = ids.map((id) => ({ id, token: newSecret() }));
		const told = { told_at: at, told_size: newest.size };
		await tx.updateTable('head_subscriptions').set(told).where('id', 'in', ids).execute();
		const rows = links.map(({ id, token }) => ({ token_hash: hashed(token), subscription_id: id, made_at: at }));
		await tx.insertInto('head_links').values(rows).execute();
		const letters = links.map(({ id, token }) => {
			const { email, locale } = due.find((one) => one.id === id)!;
			const facts = { note: newest.note, size: newest.size, page: `${baseUrl}/journal` };
			return headLetter(email, { ...facts, end: `${baseUrl}/journal/mail/${token}` }, locale as Locale);
		});
		await postAll(tx, letters, at);
		const detail = { size: newest.size, count: letters.length };
		await note(tx, { at, by: null, callId: null, verb: 'reads.heads-sent', about: 'journal', detail });
		return letters.length;
	});
}
