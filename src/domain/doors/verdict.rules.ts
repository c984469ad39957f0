import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
	codeTyped,
	noKind,
	readTicket,
	type Fault,
	type Said,
	type TicketKey
} from '#domain/registrations/tickets.rules.ts';
import type { Words } from '#lib/words.ts';
import { ticketKeyLength, type DoorWay, type Way } from './rules.ts';

/** A door as whoever decides at it knows it, on the phone or on the server. Instants are in ms. */
export type DoorAtHand = {
	session: string;
	way: DoorWay;
	kinds: string[];
	letsInvited: boolean;
	opensAt: number;
	closesAt: number;
	isTrial: boolean;
	keys: TicketKey[];
	salt: string;
};

/** Who may come, as a door knows them: no code and no name, but what either is recognised by. */
export type Entrant = {
	key: string;
	tail: string;
	name: string;
	kind: string;
	/** Why the ticket is worthless, or null. */
	off: string | null;
};

/** Since when somebody is in, and by which door. */
export type Inside = { at: number; door: Words };

/** What a phone knows of tickets, by their keys. */
export type Roster = { entrant: (key: string) => Entrant | undefined; inside: (key: string) => Inside | undefined };

export const reasons = [
	...(['not-a-ticket', 'forged', 'trial', 'not-trial', 'other-session', 'unknown', 'revoked'] as const),
	...(['wrong-kind', 'too-early', 'too-late', 'expired', 'wrong-way', 'already-in'] as const)
];
export type Reason = (typeof reasons)[number];

/** What a door says to a reading: whether somebody is let through, and if not, why. `key` is the ticket's, once known. */
export type Verdict = {
	isLet: boolean;
	reason: Reason | null;
	key?: string;
	entrant?: Entrant;
	inside?: Inside;
	said?: Said;
};

/** Whether a steward may let somebody through all the same: a ticket that is good, at another door, hour or for the second time. */
export const mayLetAnyway = ({ reason, key }: Verdict) =>
	key !== undefined && ['wrong-kind', 'too-early', 'too-late', 'already-in', 'wrong-way'].includes(reason ?? '');

/** How a door knows a code: a hash with the device's own salt, so that two phones' lists have nothing in common. */
export const keyOfCode = (salt: string, code: string) =>
	bytesToHex(sha256(utf8ToBytes(`${salt} ${code}`))).slice(0, ticketKeyLength);

/** What is read: a picture's text or a typed code, which way its bearer goes, and the instant by the server's clock. */
export type Reading = { text: string; way: Way; at: number };

/** How a ticket chosen from a phone's list is told: by the key that list knows it by. */
export const chosen = (key: string) => `key:${key}`;

type Read = { key: string; said?: Said };

const faults: Record<Fault, Reason> = {
	'not-a-ticket': 'not-a-ticket',
	'other-version': 'not-a-ticket',
	'unknown-key': 'forged',
	forged: 'forged'
};

/**
 * Decides about a reading with what is at hand, with or without a network: the same words on the phone and on the server.
 * A picture's signature stands for itself where its ticket is not on the list yet; a typed code must be on the list.
 */
export function judge(door: DoorAtHand, roster: Roster, reading: Reading): Verdict {
	const read = readAt(door, reading.text);
	if ('reason' in read) return { isLet: false, ...read };
	const { key } = read;
	const [entrant, inside] = [roster.entrant(key), roster.inside(key)];
	const reason = whyNot(door, { read, entrant, inside }, reading);
	return { isLet: reason === null, reason, key, ...(entrant && { entrant }), ...(inside && { inside }) };
}

function readAt(door: DoorAtHand, text: string): Read | { reason: Reason; said?: Said } {
	if (text.startsWith(chosen(''))) return { key: text.slice(chosen('').length) };
	const code = codeTyped(text);
	if (!text.startsWith('MT') && code.length === 12) return { key: keyOfCode(door.salt, code) };
	const read = readTicket(text.trim(), door.keys);
	if ('fault' in read) return { reason: faults[read.fault] };
	const { said } = read;
	if (said.isTrial !== door.isTrial) return { reason: said.isTrial ? 'trial' : 'not-trial' };
	if (said.session !== door.session) return { reason: 'other-session', said };
	return { key: keyOfCode(door.salt, said.code), said };
}

type Known = { read: Read; entrant: Entrant | undefined; inside: Inside | undefined };

function whyNot(door: DoorAtHand, { read, entrant, inside }: Known, { way, at }: Reading): Reason | null {
	const { said } = read;
	if (!entrant && !said) return 'unknown';
	if (entrant?.off) return 'revoked';
	if (door.way !== 'both' && door.way !== way) return 'wrong-way';
	// Nobody is kept in: who leaves needs a ticket, and no hour.
	if (way === 'exit') return null;
	if (!letsIn(door, entrant?.kind ?? said!.kind)) return 'wrong-kind';
	if (at < door.opensAt) return 'too-early';
	if (at >= door.closesAt) return 'too-late';
	// Whoever is on the list comes to the session as it is now, though it was moved since their ticket was made.
	if (!entrant && said && at < said.from.getTime()) return 'too-early';
	if (!entrant && said && at >= said.until.getTime()) return 'expired';
	return inside ? 'already-in' : null;
}

function letsIn(door: DoorAtHand, kind: string): boolean {
	return kind === noKind ? door.letsInvited : door.kinds.length === 0 || door.kinds.includes(kind);
}
