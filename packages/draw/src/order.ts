import { hexWord, isHex, wordsOf } from './bytes.ts';
import { refuse } from './refusal.ts';
import { ticketOf, type Entrant } from './roster.ts';
import { block, compress, start, state } from './sha256.ts';
import { orderOf, settleEqual } from './sorting.ts';

/**
 * The keyed order (SPEC §8): by SHA-256(key ‖ ticket), smallest first, read as 256-bit integers. One entrant's number
 * depends on nobody else. Tickets differ, so ties would need a collision of SHA-256.
 */
export function keyedOrder(entrants: readonly Entrant[], key: Uint8Array): Entrant[] {
	const tickets = ticketsOf(entrants);
	const order = orderOfTickets(tickets, key);
	return Array.from(order, (i) => entrants[i]!);
}

/** The positions of tickets, four words each, in keyed order. */
export function orderOfTickets(tickets: Int32Array, key: Uint8Array): Uint32Array {
	const keyWords = wordsOf(key);
	const heads = keyedHeads(tickets, keyWords);
	const order = orderOf(heads);
	settleEqual(order, heads, (a, b) => compareWords(hashOf(tickets, a, keyWords), hashOf(tickets, b, keyWords)));
	return order;
}

/** The first 32 bits of every ticket's keyed hash; whole hashes are only made again for the few whose heads are equal. */
export function keyedHeads(tickets: Int32Array, key: Int32Array): Uint32Array {
	const heads = new Uint32Array(tickets.length / 4);
	for (let i = 0; i < heads.length; i++) {
		hashTicket(tickets, i, key);
		heads[i] = state[0]!;
	}
	return heads;
}

/** The tickets of entrants, four words each. Refuses a commitment that isn't lower-case hex. */
function ticketsOf(entrants: readonly Entrant[]): Int32Array {
	const tickets = new Int32Array(4 * entrants.length);
	for (let i = 0; i < entrants.length; i++) {
		const ticket = ticketOf(entrants[i]!);
		if (!isHex(ticket, 16)) throw refuse('draw.bad-hex', { where: 'ticket', bytes: 16 });
		for (let word = 0; word < 4; word++) tickets[4 * i + word] = hexWord(ticket, 8 * word);
	}
	return tickets;
}

/** SHA-256(key ‖ ticket) into `state`: 48 bytes and their padding are one block. */
function hashTicket(tickets: Int32Array, index: number, key: Int32Array): void {
	start();
	for (let i = 0; i < 8; i++) block[i] = key[i]!;
	for (let i = 0; i < 4; i++) block[8 + i] = tickets[4 * index + i]!;
	block[12] = 0x80000000;
	block[13] = 0;
	block[14] = 0;
	block[15] = 48 * 8;
	compress();
}

function hashOf(tickets: Int32Array, index: number, key: Int32Array): Uint32Array {
	hashTicket(tickets, index, key);
	return Uint32Array.from(state, (word) => word >>> 0);
}

function compareWords(a: Uint32Array, b: Uint32Array): number {
	for (let i = 0; i < 8; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
	return 0;
}
