import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { lanesOf } from '#lib/lane.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser, SignedIn } from '#domain/people/rules.ts';
import type { QueueForm } from './queue.form.ts';
import { placeOf, queueOf, waitingAbout, waitingIn, type Queue } from './queue.read.server.ts';
import * as rules from './queue.rules.ts';
import { noRegister } from './rules.ts';

type OfSession = { id: string; host_id: string; call_id: string | null };

/**
 * Leaves how a register's rush is met: from when one may come and wait, and how many are let in a minute. The first time
 * a seed is sealed. Refuses to bring a queue in once the register is open, to take one away that people wait in, and
 * once it moves to slow it down: who has been told their turn keeps it.
 */
export function setQueue(
	db: Db,
	who: HostOrganiser,
	{ session, form }: { session: OfSession; form: QueueForm },
	at: Date
) {
	return together(db, async (tx) => {
		if (session.host_id !== who.hostId) throw noRegister();
		const register = await tx
			.selectFrom('registers')
			.select(['opens_at', 'admits_a_minute', 'queue_opens_at'])
			.where('session_id', '=', session.id)
			.forUpdate()
			.executeTakeFirstOrThrow(noRegister);
		const isOpen = register.opens_at <= at;
		if (isOpen && !register.queue_opens_at) throw rules.queueTooLate();
		if (isOpen && form.before === 0) throw rules.queueInUse();
		if (isOpen && form.aMinute < register.admits_a_minute) throw rules.onlyFaster();
		if (form.before === 0 && (await waitingIn(reading(tx), session.id)) > 0) throw rules.queueInUse();
		const comesAt = form.before === 0 ? null : new Date(register.opens_at.getTime() - form.before * 60_000);
		const set = { queue_opens_at: isOpen ? register.queue_opens_at : comesAt, admits_a_minute: form.aMinute };
		await tx.updateTable('registers').set(set).where('session_id', '=', session.id).execute();
		if (comesAt) await seal(tx, session.id, who.personId, at);
		const detail = { before: form.before, aMinute: form.aMinute };
		await note(tx, { at, by: who.personId, callId: session.call_id, verb: 'queue.set', about: session.id, detail });
	});
}

async function seal(tx: Tx, session_id: string, sealed_by: string, at: Date): Promise<void> {
	await tx
		.insertInto('queues')
		.values({ session_id, seed: randomBytes(32), sealed_at: at, sealed_by })
		.onConflict((oc) => oc.column('session_id').doNothing())
		.execute();
}

type InQueue = { session: Pick<OfSession, 'id' | 'call_id'> };

/**
 * Leaves a person's one place in a queue; whoever has one keeps it. Refuses before one may come and after the register
 * has closed.
 */
export async function joinQueue(db: Db, who: SignedIn, { session }: InQueue, at: Date): Promise<void> {
	const queue = await queueOf(reading(db), session.id);
	if (!queue) throw rules.noQueue();
	if (at < queue.comesAt || at >= queue.closesAt) throw rules.queueClosed();
	await together(db, async (tx) => {
		const { email } = await tx
			.selectFrom('people')
			.select('email')
			.where('id', '=', who.personId)
			.executeTakeFirstOrThrow();
		const id = randomUUID();
		const place = { id, session_id: session.id, person_id: who.personId, mark: rules.markOf(id) };
		const added = await tx
			.insertInto('queue_places')
			.values({ ...place, house: rules.houseOf(email), joined_at: at, seen_at: at })
			.onConflict((oc) => oc.columns(['session_id', 'person_id']).doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!added) return;
		await note(tx, { at, by: who.personId, callId: session.call_id, verb: 'queue.joined', about: id });
	});
}

/**
 * Puts those who were present at the opening in their order, once: whoever asks first after it brings it about. Nothing
 * happens before. The seed was sealed when the queue was made, and is public from now on.
 */
export function orderQueue(db: Db, session: InQueue['session'], at: Date): Promise<void> {
	return together(db, async (tx) => {
		const queue = await heldQueue(tx, session.id);
		if (!queue || queue.orderedAt || at < queue.opensAt) return;
		const since = new Date(queue.opensAt.getTime() - rules.presentMs);
		const present = await tx
			.selectFrom('queue_places')
			.select(['id', 'mark', 'house'])
			.where('session_id', '=', session.id)
			.where('seen_at', '>', since)
			.where('joined_at', '<', queue.opensAt)
			.execute();
		const ids = rules.inOrder(queue.seed.toString('hex'), present, queue.houseMost).map(({ id }) => id);
		await sql`update queue_places set position = given.position
			from unnest(${ids}::uuid[]) with ordinality as given (id, position)
			where queue_places.id = given.id`.execute(tx);
		const left = { ordered_at: at, present: ids.length, newest: ids.length, house_most: queue.houseMost };
		await tx.updateTable('queues').set(left).where('session_id', '=', session.id).execute();
		const detail = { present: ids.length };
		await note(tx, { at, by: null, callId: session.call_id, verb: 'queue.ordered', about: session.id, detail });
	});
}

async function heldQueue(tx: Tx, sessionId: string): Promise<Queue | undefined> {
	await tx.selectFrom('queues').select('session_id').where('session_id', '=', sessionId).forUpdate().execute();
	return queueOf(reading(tx), sessionId);
}

/**
 * Where a person stands in a queue, or undefined without a place. Before the opening it is kept that they are there;
 * after it, whoever was not present is given the next position.
 */
export async function standIn(db: Db, who: SignedIn, { session }: InQueue, at: Date) {
	const queue = await queueOf(reading(db), session.id);
	if (!queue) throw rules.noQueue();
	const place = await placeOf(reading(db), session.id, who.personId);
	if (!place) return undefined;
	if (at < queue.opensAt) await seen(db, { id: place.id, at });
	else if (place.position === null) await comeLate(db, { session, queue, place }, at);
	const position = place.position ?? (await placeOf(reading(db), session.id, who.personId))?.position ?? null;
	const waiting = at < queue.opensAt ? await waitingAbout(reading(db), session.id, at) : 0;
	return {
		...rules.standingAt(queue, { mark: place.mark, position, waiting }, at),
		placeId: place.id,
		mark: place.mark
	};
}

type Late = { session: InQueue['session']; queue: Queue; place: { id: string } };

async function comeLate(db: Db, { session, queue, place }: Late, at: Date): Promise<void> {
	if (!queue.orderedAt) await orderQueue(db, session, at);
	await together(db, async (tx) => {
		const held = await heldQueue(tx, session.id);
		const behind = tx.updateTable('queue_places').set({ position: held!.newest + 1 });
		const given = await behind
			.where('id', '=', place.id)
			.where('position', 'is', null)
			.returning('id')
			.executeTakeFirst();
		if (!given) return;
		await tx
			.updateTable('queues')
			.set({ newest: held!.newest + 1 })
			.where('session_id', '=', session.id)
			.execute();
		await note(tx, { at, by: null, callId: session.call_id, verb: 'queue.came-late', about: place.id });
	});
}

// Thousands say within a minute that they are there: what comes together is written together.
const seen = lanesOf<Db, { id: string; at: Date }, null>(async (db, batch) => {
	await sql`update queue_places set seen_at = greatest(seen_at, said.at)
		from unnest(${batch.map(({ id }) => id)}::uuid[], ${batch.map(({ at }) => at)}::timestamptz[]) as said (id, at)
		where queue_places.id = said.id`.execute(db);
	return batch.map(() => ({ done: null }));
});
