import { sql } from 'kysely';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { codeTyped, kindInTicket, readTicket } from '#domain/registrations/tickets.rules.ts';
import { ScanForm, type SyncForm } from './form.ts';
import { doorAtHand, doorOf, type DeviceAtDoor } from './read.server.ts';
import { doorsTopic } from './rules.ts';
import { chosen, judge, keyOfCode, type DoorAtHand, type Reason } from './verdict.rules.ts';

/** What the server says of a reading it has kept: nothing, or why it opens nothing. */
export type Taken = { nonce: string; reason: string | null };

/**
 * Leaves what a device has read, each reading once by its nonce, and answers what it says of each; of one it had already,
 * what it said then. Everything is kept, whatever is wrong with it: the ticket, the door, the hour or the device.
 */
export function takeScans(db: Db, device: DeviceAtDoor, form: SyncForm, at: Date): Promise<Taken[]> {
	return together(db, async (tx) => {
		// Readings of a session are taken one batch at a time, so that their numbers ascend in the order of the commits.
		await sql`select pg_advisory_xact_lock(hashtextextended(${device.session_id}, 7))`.execute(tx);
		const shutAt = await seen(tx, device, form, at);
		if (form.scans.length === 0) return [];
		const rows = await rowsOf(tx, device, form.scans, { at, isOff: shutAt !== null });
		const fresh = await tx
			.insertInto('check_ins')
			.values(rows)
			.onConflict((oc) => oc.columns(['device_id', 'nonce']).doNothing())
			.returning('id')
			.execute();
		if (fresh.length > 0) {
			const detail = { count: fresh.length };
			const line = { verb: 'door.read', about: device.id, detail } as const;
			await note(tx, { at, by: null, callId: device.call_id, ...line });
			await announce(tx, [doorsTopic(device.session_id)], 'scans', at);
		}
		return tx
			.selectFrom('check_ins')
			.select(['nonce', 'reason'])
			.where('device_id', '=', device.id)
			.where(
				'nonce',
				'in',
				rows.map(({ nonce }) => nonce)
			)
			.orderBy('id')
			.execute();
	});
}

async function seen(tx: Tx, { id }: DeviceAtDoor, form: SyncForm, at: Date): Promise<Date | null> {
	const { shut_at } = await tx
		.updateTable('door_devices')
		.set({ seen_at: at, ahead_ms: form.now - at.getTime(), waiting: form.waiting })
		.where('id', '=', id)
		.returning('shut_at')
		.executeTakeFirstOrThrow();
	return shut_at;
}

type Taking = { at: Date; isOff: boolean };

async function rowsOf(tx: Tx, device: DeviceAtDoor, scans: unknown[], taking: Taking) {
	const door = await doorAtHand(tx, await doorOf(tx, device), device.salt);
	const read = scans.map((raw, nth) => readScan(raw, nth, taking.at));
	const texts = read.map(({ text }) => text);
	const tickets = await ticketsFor(tx, device, texts, door);
	return read.map((scan) => {
		const ticket = tickets.get(scan.text);
		const at = new Date(scan.at - scan.ahead);
		const { nonce, text: said, way, undoes, wasLet: was_let, wasForced: was_forced, told } = scan;
		return {
			...{ nonce, said, way, undoes, at, was_let, was_forced, told, ticket_id: ticket?.id ?? null },
			...{ device_id: device.id, door_id: device.door_id, session_id: device.session_id },
			...{ device_at: new Date(scan.at), ahead_ms: scan.ahead, received_at: taking.at },
			reason: taking.isOff ? 'device-off' : scan.isNonsense ? 'nonsense' : whyNot(door, scan, { ticket, at })
		};
	});
}

type Read = ScanForm & { isNonsense?: boolean };

// A reading that is none is kept as it came, under its own nonce if it has one, so that its phone may forget it.
function readScan(raw: unknown, nth: number, at: Date): Read {
	const scan = ScanForm.safeParse(raw);
	if (scan.success && (scan.data.way === 'undo') === (scan.data.undoes !== null) && !scan.data.text.includes('\0'))
		return scan.data;
	const named = /^[\w-]{8,64}$/.exec(String((raw as { nonce?: unknown } | null)?.nonce ?? ''))?.[0];
	const text = JSON.stringify(raw ?? null)
		.replaceAll('\\u0000', '')
		.slice(0, 2000);
	return {
		...{ nonce: named ?? `nonsense-${at.getTime()}-${nth}`, text, way: 'entry', undoes: null, at: at.getTime() },
		...{ ahead: 0, wasLet: false, wasForced: false, told: null, isNonsense: true }
	};
}

/** The tickets of a session that readings are about, by the reading's text, whether the ticket is good or not. */
async function ticketsFor(
	tx: Tx,
	device: DeviceAtDoor,
	texts: string[],
	door: DoorAtHand
): Promise<Map<string, Ticket>> {
	const codes = new Map(texts.map((text) => [text, codeRead(text, door)]));
	const rows = await ticketRows(tx, device.session_id, [...codes.values()]);
	const byCode = new Map(rows.map((row) => [row.code, row]));
	if (texts.some(isChosen)) {
		for (const row of await ticketRows(tx, device.session_id, null)) byCode.set(keyOfCode(door.salt, row.code), row);
	}
	return new Map(
		[...codes].flatMap(([text, code]) => {
			const row = byCode.get(code);
			return row ? [[text, row] as const] : [];
		})
	);
}

const isChosen = (text: string) => text.startsWith(chosen(''));

/** The code a reading is about, or the key it was chosen by; an empty one where it is about none. */
export function codeRead(text: string, { keys, isTrial }: DoorAtHand): string {
	if (isTrial) return '';
	if (isChosen(text)) return text.slice(chosen('').length);
	if (!text.startsWith('MT')) return codeTyped(text);
	const read = readTicket(text.trim(), keys);
	return 'said' in read && !read.said.isTrial ? read.said.code : '';
}

type Ticket = Awaited<ReturnType<typeof ticketRows>>[number];

function ticketRows(tx: Tx, sessionId: string, codes: string[] | null) {
	const rows = tx
		.selectFrom('tickets')
		.leftJoin('registrations', 'registrations.id', 'registration_id')
		.select(['tickets.id', 'code', 'revoked_at', 'revoked_why', 'place_kind_id'])
		.where('tickets.session_id', '=', sessionId);
	return (codes ? rows.where('code', 'in', codes) : rows).execute();
}

type About = { ticket: Ticket | undefined; at: Date };

function whyNot(door: DoorAtHand, { way, text }: Read, { ticket, at }: About): Reason | null {
	if (way === 'undo') return null;
	// Of a ticket made worthless later the reading was sound.
	const off = ticket?.revoked_at && ticket.revoked_at <= at ? ticket.revoked_why : null;
	const kind = kindInTicket(ticket?.place_kind_id ?? null);
	const entrant = ticket && { key: '', tail: '', name: '', kind, off };
	// Who is in already is reckoned from all readings, and stands against none of them alone.
	const { reason } = judge(door, { entrant: () => entrant, inside: () => undefined }, { text, way, at: at.getTime() });
	return reason ?? (ticket || door.isTrial ? null : 'unknown');
}
