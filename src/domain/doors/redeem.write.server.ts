import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { together, type Db, type Reader, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { booksOf } from './books.rules.ts';
import type { RedeemForm, ScanForm } from './form.ts';
import { doorAtHand, doorNames, doorOf, scansOf, type DeviceAtDoor } from './read.server.ts';
import { codeRead, takeScans } from './scans.write.server.ts';
import { judge, type Inside, type Reason, type Verdict } from './verdict.rules.ts';
import { kindInTicket } from '#domain/registrations/tickets.rules.ts';

/** What a scanner of pretix's is told: whether its bearer is let through, why not, and which ticket it was. */
export type Redeemed = { isLet: boolean; reason: Reason | null; ticketId: string | null; at: Date };

/**
 * Decides about a ticket for a scanner that asks each time, and leaves the reading. A nonce that was used before gets
 * the answer it got; `force` lets a known ticket through whatever stands against it, as scanners say of what they let
 * in with no network.
 */
export function redeemTicket(db: Db, device: DeviceAtDoor, form: RedeemForm, at: Date): Promise<Redeemed> {
	return together(db, async (tx) => {
		// The same lock as takes readings: two who ask at once get one admission.
		await sql`select pg_advisory_xact_lock(hashtextextended(${device.session_id}, 7))`.execute(tx);
		const nonce = nonceOf(form);
		const before = await readBefore(tx, device, nonce);
		if (before) return before;
		const readAt = form.datetime ?? at;
		const { verdict, ticketId } = await decide(tx, device, form, readAt);
		const isForced = form.force && !verdict.isLet && ticketId !== null;
		const isLet = verdict.isLet || isForced;
		const scan: ScanForm = {
			...{ nonce, text: form.secret, way: form.type, undoes: null, at: readAt.getTime(), ahead: 0 },
			...{ wasLet: isLet, wasForced: isForced, told: verdict.reason }
		};
		await takeScans(tx, device, { now: at.getTime(), since: null, waiting: 0, scans: [scan] }, at);
		if (isForced) {
			const line = { verb: 'door.forced', about: ticketId, detail: { reason: verdict.reason ?? '' } } as const;
			await note(tx, { at, by: null, callId: device.call_id, ...line });
		}
		return { isLet, reason: isLet ? null : verdict.reason, ticketId, at: readAt };
	});
}

// A nonce of another shape than ours is as good; without one, each asking is a reading of its own.
const nonceOf = ({ nonce }: RedeemForm) => (nonce ? nonce.replace(/[^\w-]/g, '_').padEnd(8, '_') : randomUUID());

async function readBefore(tx: Tx, device: DeviceAtDoor, nonce: string): Promise<Redeemed | undefined> {
	const row = await tx
		.selectFrom('check_ins')
		.select(['was_let', 'told', 'ticket_id', 'at'])
		.where('device_id', '=', device.id)
		.where('nonce', '=', nonce)
		.executeTakeFirst();
	if (!row) return undefined;
	const reason = row.was_let ? null : (row.told as Reason | null);
	return { isLet: row.was_let, reason, ticketId: row.ticket_id, at: row.at };
}

async function decide(db: Reader, device: DeviceAtDoor, { secret: text, type: way }: RedeemForm, at: Date) {
	const door = await doorAtHand(db, await doorOf(db, device), device.salt);
	const ticket = await ticketRead(db, device, codeRead(text, door));
	const entrant = ticket && {
		...{ key: '', tail: ticket.code.slice(-4), name: ticket.name, off: ticket.revoked_why },
		kind: kindInTicket(ticket.place_kind_id)
	};
	const inside = ticket && (await insideOf(db, device, ticket.id));
	const verdict = judge(door, { entrant: () => entrant, inside: () => inside }, { text, way, at: at.getTime() });
	// What its signature says is good and is in no list here was taken out of the store.
	const isGone = verdict.isLet && !ticket && !door.isTrial;
	const told: Verdict = isGone ? { isLet: false, reason: 'unknown' } : verdict;
	return { verdict: told, ticketId: ticket?.id ?? null };
}

function ticketRead(db: Reader, device: DeviceAtDoor, code: string) {
	return db
		.selectFrom('tickets')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.select(['tickets.id', 'code', 'tickets.name', 'revoked_why', 'place_kind_id'])
		.where('tickets.session_id', '=', device.session_id)
		.where('code', '=', code)
		.executeTakeFirst();
}

async function insideOf(db: Reader, device: DeviceAtDoor, ticketId: string): Promise<Inside | undefined> {
	const book = booksOf(await scansOf(db, device.session_id, [ticketId])).get(ticketId);
	if (!book?.insideBy) return undefined;
	const names = await doorNames(db, device.session_id);
	return { at: book.insideBy.at, door: names.get(book.insideBy.door)! };
}
