import { together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { webhooksStayHere } from '#lib/settings.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { WebhookForm } from './form.ts';
import { isAddress, mostWebhooks, overlapHours, tooManyWebhooks, webhookEnded, webhookNotFound } from './rules.ts';

/** Leaves where a host is told from now on, and what signs it. Refuses what is no address, and more than a few. */
export function addWebhook(
	db: Db,
	who: HostOrganiser,
	{ form, secret }: { form: Omit<WebhookForm, 'host'>; secret: string },
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		if (!isAddress(form.url, webhooksStayHere)) throw fieldsRefused({ url: 'webhooks.not-an-address' });
		await tx.selectFrom('hosts').select('id').where('id', '=', who.hostId).forUpdate().execute();
		const { count } = await tx
			.selectFrom('webhooks')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.where('host_id', '=', who.hostId)
			.where('ended_at', 'is', null)
			.executeTakeFirstOrThrow();
		if (count >= mostWebhooks) throw tooManyWebhooks();
		const { seq } = await tx.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
		const { id } = await tx
			.insertInto('webhooks')
			.values({
				...{ host_id: who.hostId, url: form.url, kinds: form.kinds, read_to: seq },
				...{ made_at: at, made_by: who.personId }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await tx.insertInto('webhook_secrets').values({ webhook_id: id, secret, made_at: at }).execute();
		const detail = { kinds: form.kinds };
		await note(tx, { at, by: who.personId, callId: null, verb: 'webhook.added', about: id, detail });
		return id;
	});
}

/** Leaves a new secret; the one before still signs beside it for a day, so that nothing is refused meanwhile. */
export function rotateSecret(
	db: Db,
	who: HostOrganiser,
	{ id, secret }: { id: string; secret: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldLive(tx, who, id);
		const ends_at = new Date(at.getTime() + overlapHours * 3_600_000);
		const before = tx.updateTable('webhook_secrets').where('webhook_id', '=', id);
		await before.set({ ends_at: at }).where('ends_at', '>', at).execute();
		await before.set({ ends_at }).where('ends_at', 'is', null).execute();
		await tx.insertInto('webhook_secrets').values({ webhook_id: id, secret, made_at: at }).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'webhook.secret-changed', about: id });
	});
}

/** Ends a webhook: nothing more is sent, also what waits. Twice changes nothing. */
export function endWebhook(db: Db, who: HostOrganiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const hook = await held(tx, who, id);
		if (!hook.ended_at) await leaveEnd(tx, { id, by: who.personId, why: 'by-hand' }, at);
	});
}

/** Ends a webhook whose address said that it is gone (410). */
export function endGone(db: Db, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const hook = await tx.selectFrom('webhooks').select('ended_at').where('id', '=', id).forUpdate().executeTakeFirst();
		if (hook && !hook.ended_at) await leaveEnd(tx, { id, by: null, why: 'gone' }, at);
	});
}

async function leaveEnd(
	tx: Tx,
	{ id, by, why }: { id: string; by: string | null; why: 'by-hand' | 'gone' },
	at: Date
): Promise<void> {
	await tx.updateTable('webhooks').set({ ended_at: at, ended_by: by, ended_why: why }).where('id', '=', id).execute();
	await tx.updateTable('webhook_messages').set({ next_at: null }).where('webhook_id', '=', id).execute();
	await note(tx, { at, by, callId: null, verb: 'webhook.ended', about: id, detail: { way: why } });
}

/** Sends one message of a webhook once more, now, also one that arrived; its tries begin anew. */
export function sendAgain(
	db: Db,
	who: HostOrganiser,
	{ id, message }: { id: string; message: string },
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldLive(tx, who, id);
		await tx
			.updateTable('webhook_messages')
			.set({ next_at: at, tries: 0, sent_at: null })
			.where('id', '=', message)
			.where('webhook_id', '=', id)
			.returning('id')
			.executeTakeFirstOrThrow(webhookNotFound);
		await note(tx, { at, by: who.personId, callId: null, verb: 'webhook.sent-again', about: message });
	});
}

function held(tx: Tx, who: HostOrganiser, id: string) {
	return tx
		.selectFrom('webhooks')
		.selectAll()
		.where('id', '=', id)
		.where('host_id', '=', who.hostId)
		.forUpdate()
		.executeTakeFirstOrThrow(webhookNotFound);
}

async function heldLive(tx: Tx, who: HostOrganiser, id: string) {
	if ((await held(tx, who, id)).ended_at) throw webhookEnded();
}
