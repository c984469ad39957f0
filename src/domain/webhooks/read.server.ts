import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { messageState, webhookNotFound, webhookState, type EventKind, type Fact } from './rules.ts';

/** Every webhook of a host, the newest first, with how many messages wait and how many were given up. Never its secret. */
export async function webhooksOf(db: Reader, who: HostOrganiser) {
	const rows = await db
		.selectFrom('webhooks')
		.select(['webhooks.id', 'url', 'kinds', 'made_at', 'ended_at', 'ended_why'])
		.select((eb) =>
			eb
				.selectFrom('webhook_messages')
				.select((of) => of.fn.countAll<number>().as('count'))
				.whereRef('webhook_id', '=', 'webhooks.id')
				.where('next_at', 'is not', null)
				.where('tries', '>', 0)
				.as('failing')
		)
		.where('host_id', '=', who.hostId)
		.orderBy('made_at', 'desc')
		.orderBy('webhooks.id')
		.execute();
	return rows.map((row) => ({ ...row, kinds: row.kinds as EventKind[], state: webhookState(row) }));
}

/** The host a webhook is of. Refuses one that is not there. */
export async function hostOfWebhook(db: Reader, id: string): Promise<string> {
	if (!isId(id)) throw webhookNotFound();
	const row = await db
		.selectFrom('webhooks')
		.select('host_id')
		.where('id', '=', id)
		.executeTakeFirstOrThrow(webhookNotFound);
	return row.host_id;
}

/** One webhook with its newest messages, each with its tries, and until when the secret before still signs. */
export async function webhookOf(db: Reader, who: HostOrganiser, id: string) {
	const found = (await webhooksOf(db, who)).find((one) => one.id === id);
	if (!found) throw webhookNotFound();
	const messages = await db
		.selectFrom('webhook_messages')
		.select(['id', 'seq', 'body', 'made_at', 'tries', 'next_at', 'sent_at'])
		.where('webhook_id', '=', id)
		.orderBy('seq', 'desc')
		.limit(50)
		.execute();
	const tries = Map.groupBy(
		await triesOf(
			db,
			messages.map((one) => one.id)
		),
		(one) => one.message_id
	);
	const old = await db
		.selectFrom('webhook_secrets')
		.select((eb) => eb.fn.max('ends_at').as('until'))
		.where('webhook_id', '=', id)
		.executeTakeFirst();
	return {
		...{ ...found, oldSecretUntil: old?.until ?? null },
		messages: messages.map((one) => ({ ...one, state: messageState(one), log: tries.get(one.id) ?? [] }))
	};
}

function triesOf(db: Reader, ids: string[]) {
	return db
		.selectFrom('webhook_tries')
		.select(['message_id', 'tried_at', 'status', 'fault', 'ms'])
		.where((eb) => eb('message_id', '=', eb.fn.any(eb.val(ids))))
		.orderBy('id', 'desc')
		.execute();
}

/** The secrets that sign a webhook's messages at an instant, the newest first. */
export async function secretsOf(db: Reader, webhookId: string, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('webhook_secrets')
		.select('secret')
		.where('webhook_id', '=', webhookId)
		.where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
		.orderBy('id', 'desc')
		.execute();
	return rows.map(({ secret }) => secret);
}

// Whose a line is: its call's host, or the host of the stop that the thing it is about is at.
const hostOfLine = sql`coalesce(
	(select host_id from calls where calls.id = line.call_id),
	(select stops.host_id from stops where stops.id in (
		select line.thing
		union all select stop_id from sessions where sessions.id = line.thing
		union all select stop_id from releases where releases.id = line.thing
		union all select stop_id from promises where promises.id = line.thing
		union all select sessions.stop_id from registrations
			join sessions on sessions.id = registrations.session_id where registrations.id = line.thing)))`;

type Wanted = { hostId: string; verbs: string[]; after: number; upTo: number };

/** The lines of the journal between two, of these verbs, that are a host's. */
export async function factsFor(
	db: Reader,
	{ hostId, verbs, after, upTo }: Wanted
): Promise<(Fact & { seq: number })[]> {
	return db
		.selectFrom(
			sql<Fact & { seq: number }>`(
				select seq, at, verb, about, call_id,
					case when about ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then about::uuid end as thing
				from journal where seq > ${after} and seq <= ${upTo} and verb = any(${verbs})
			)`.as('line')
		)
		.select(['seq', 'at', 'verb', 'about', 'call_id'])
		.where(sql<boolean>`${hostOfLine} = ${hostId}`)
		.orderBy('seq')
		.execute();
}

/** Webhooks that have not looked at every line yet. */
export async function webhooksBehind(db: Reader): Promise<string[]> {
	const rows = await db
		.selectFrom('webhooks')
		.select('id')
		.where('ended_at', 'is', null)
		.where('read_to', '<', (eb) => eb.selectFrom('journal_head').select('seq'))
		.execute();
	return rows.map(({ id }) => id);
}
