import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase32, toBase32 } from '#lib/base32.ts';
import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';

/** What the keys of tickets are kept under. A trial's tickets have a key of their own, which opens no real door. */
export const ticketPurpose = 'tickets';
export const trialPurpose = 'tickets/trial';

/** What the key of the links to tickets' pages is kept under. */
export const ticketLinkPurpose = 'ticket-links';
export const saidOfTicketLink = (ticketId: string) => `madang/ticket-link/v1 ${ticketId}`;

export const ticketNotFound = () => refusal('unknown', 'registrations.ticket-not-found');
export const ticketIsRevoked = () => refusal('conflict', 'registrations.ticket-is-revoked');
export const walletNotOffered = () => refusal('unknown', 'registrations.wallet-not-offered');

/**
 * What a ticket's picture says. `session` and `kind` are the first bytes of their ids (`00000000` for a kind: invited);
 * `code` is the code to read aloud. It is good from one instant up to another, both in whole seconds.
 */
export type Said = { isTrial: boolean; session: string; code: string; kind: string; from: Date; until: Date };

/** What a ticket says besides its session and its code. */
export type Stated = Pick<Said, 'kind' | 'from' | 'until'>;
const dayMs = 86_400_000;

/** What the tickets of a session say of time: good from a day before until a day after, so that an hour's delay kills none. */
export function hoursOf({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): Pick<Stated, 'from' | 'until'> {
	return { from: new Date(starts_at.getTime() - dayMs), until: new Date(ends_at.getTime() + dayMs) };
}

/** A public key of tickets as a door knows it: 32 bytes as base64url, and whether it is of a trial. */
export type TicketKey = { publicKey: string; isTrial: boolean };

export const noKind = '00000000';
export const sessionInTicket = (sessionId: string) => sessionId.replaceAll('-', '').slice(0, 16);
export const kindInTicket = (kindId: string | null) => kindId?.slice(0, 8) ?? noKind;

// The letters codes are made of (lib/secret.server.ts), in their order: five bits each.
const codeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const prefix = 'MT2.';
const version = 2;
const bodyLength = 34;
const signatureLength = 64;
// What is signed begins with what it is for: a signature over anything else is none over a ticket.
const purpose = new TextEncoder().encode('madang/ticket/v2\0');

/** A code as it is kept, from how somebody typed it: capital letters, no spaces or dashes. */
export const codeTyped = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** A code in groups of four, to read aloud. */
export const codeInGroups = (code: string) => (code.match(/.{1,4}/g) ?? [code]).join(' ');

/**
 * The bytes a ticket's key signs, after what they are for (docs/decisions/0032): version, flags, key id (4), session (8),
 * code (8), kind (4), from (4), until (4). There is one algorithm, Ed25519 (RFC 8032), and no field to name another.
 */
export function bodyOf(said: Said, publicKey: string): Uint8Array {
	const body = new Uint8Array(bodyLength);
	const view = new DataView(body.buffer);
	body[0] = version;
	body[1] = said.isTrial ? 1 : 0;
	body.set(keyId(publicKey), 2);
	body.set(fromHex(said.session), 6);
	view.setBigUint64(14, codeToNumber(said.code));
	body.set(fromHex(said.kind), 22);
	view.setUint32(26, Math.floor(said.from.getTime() / 1000));
	view.setUint32(30, Math.ceil(said.until.getTime() / 1000));
	return body;
}

/** What is signed of a ticket. */
export function toSign(body: Uint8Array): Uint8Array {
	return Uint8Array.of(...purpose, ...body);
}

/** The text of a ticket's picture. */
export const secretOf = (body: Uint8Array, signature: Uint8Array) =>
	prefix + toBase32(Uint8Array.of(...body, ...signature));

/** Why a text is no ticket of these keys: not one at all; of another version; by a key we do not know; or altered. */
export type Fault = 'not-a-ticket' | 'other-version' | 'unknown-key' | 'forged';

/**
 * Reads a ticket's text by the keys a door knows. Which key is asked follows from the key's id and from nothing else the
 * ticket says; the flag of a trial must be that of the key.
 */
export function readTicket(text: string, keys: TicketKey[]): { said: Said } | { fault: Fault } {
	if (!/^MT\d+\./.test(text)) return { fault: 'not-a-ticket' };
	if (!text.startsWith(prefix)) return { fault: 'other-version' };
	const bytes = fromBase32(text.slice(prefix.length));
	if (bytes?.length !== bodyLength + signatureLength) return { fault: 'not-a-ticket' };
	const body = bytes.subarray(0, bodyLength);
	if (body[0] !== version || body[1]! > 1) return { fault: 'other-version' };
	const key = keys.find(({ publicKey }) => toHex(keyId(publicKey)) === toHex(body.subarray(2, 6)));
	if (!key) return { fault: 'unknown-key' };
	const said = saidIn(body);
	if (!isSigned(body, bytes.subarray(bodyLength), key.publicKey) || said.isTrial !== key.isTrial)
		return { fault: 'forged' };
	return { said };
}

function saidIn(body: Uint8Array): Said {
	const view = new DataView(body.buffer, body.byteOffset, body.length);
	return {
		isTrial: body[1] === 1,
		session: toHex(body.subarray(6, 14)),
		code: codeFromNumber(view.getBigUint64(14)),
		kind: toHex(body.subarray(22, 26)),
		from: new Date(view.getUint32(26) * 1000),
		until: new Date(view.getUint32(30) * 1000)
	};
}

function isSigned(body: Uint8Array, signature: Uint8Array, publicKey: string): boolean {
	try {
		return ed25519.verify(signature, toSign(body), bytesOf(publicKey), { zip215: false });
	} catch {
		return false; // a key or signature that is none
	}
}

const keyId = (publicKey: string) => sha256(bytesOf(publicKey)).subarray(0, 4);

function bytesOf(base64url: string): Uint8Array {
	const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const codeToNumber = (code: string) =>
	[...code].reduce((sum, letter) => sum * 32n + BigInt(codeLetters.indexOf(letter)), 0n);

function codeFromNumber(number: bigint): string {
	return Array.from({ length: 12 }, (_, nth) => codeLetters[Number((number >> BigInt(55 - nth * 5)) & 31n)]).join('');
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Tickets as a page leads to them: by their session and their link. */
export const shownTickets = (tickets: { title: Words; link: string }[]) =>
	tickets.map(({ title, link }) => ({ title, link }));
