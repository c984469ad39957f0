import { wordsOf } from './bytes.ts';
import { commitmentsOf, type Commitments } from './commitments.ts';
import { ROOM } from './lanes.ts';
import { Many } from './many.ts';
import { refuse } from './refusal.ts';
import type { Entrant } from './roster.ts';
import { orderOf, settleEqual } from './sorting.ts';

/**
 * The keyed order (SPEC §8): by SHA-256(key ‖ ticket), smallest first, read as 256-bit integers. One entrant's number
 * depends on nobody else. Tickets differ, so ties would need a collision of SHA-256.
 */
export function keyedOrder(entrants: readonly Entrant[], key: Uint8Array): Entrant[] {
	return Array.from(orderOfTickets(ticketsOf(commitmentsOf(entrants)), key), (i) => entrants[i]!);
}

/** The keyed order of a whole roster, whose commitments these are, as lots. */
export function keyedLots(commitments: Commitments | null, key: Uint8Array): number[] {
	return Array.from(orderOfTickets(ticketsOf(commitments), key), (i) => i + 1);
}

/** The positions of tickets, four words each, in keyed order. */
export function orderOfTickets(tickets: Int32Array, key: Uint8Array): Uint32Array {
	const hashes = new Hashes(wordsOf(key));
	const heads = headsOf(tickets, hashes);
	const order = orderOf(heads);
	settleEqual(order, heads, (a, b) => compareWords(hashes.one(tickets, a), hashes.one(tickets, b)));
	return order;
}

/** The first 32 bits of every ticket's keyed hash; whole hashes are only made again for the few whose heads are equal. */
export function keyedHeads(tickets: Int32Array, key: Int32Array): Uint32Array {
	return headsOf(tickets, new Hashes(key));
}

function headsOf(tickets: Int32Array, hashes: Hashes): Uint32Array {
	const heads = new Uint32Array(tickets.length / 4);
	for (let from = 0; from < heads.length; from += ROOM) {
		const some = Math.min(ROOM, heads.length - from);
		const digests = hashes.of(tickets, from, some);
		for (let i = 0; i < some; i++) heads[from + i] = digests[8 * i]!;
	}
	return heads;
}

/** The first 16 bytes of every commitment: the ticket that stands for the entrant (SPEC §8). Refuses what isn't lower-case hex. */
function ticketsOf(commitments: Commitments | null): Int32Array {
	if (!commitments) throw refuse('draw.bad-hex', { where: 'commitment', bytes: 32 });
	const tickets = new Int32Array(commitments.length / 2);
	for (let i = 0; i < tickets.length; i++) tickets[i] = commitments[8 * (i >> 2) + (i & 3)]!;
	return tickets;
}

/** Made once, as making it takes longer than a small draw; one `Hashes` at a time may use it. */
let room: Many | undefined;

/** SHA-256(key ‖ ticket): 48 bytes and their padding are one block. The next one that is made takes the place of this. */
class Hashes {
	private readonly many = (room ??= new Many(1));

	constructor(key: Int32Array) {
		const message = new Uint8Array(48);
		const view = new DataView(message.buffer);
		key.forEach((word, i) => view.setInt32(4 * i, word));
		for (let i = 0; i < ROOM; i++) this.many.write(i, message, 48);
	}

	/** The digests of up to ROOM tickets, eight words each, until the next are asked for. */
	of(tickets: Int32Array, from: number, count: number): Int32Array {
		const { view, digests } = this.many;
		for (let i = 0; i < count; i++) {
			for (let word = 0; word < 4; word++) view.setInt32(64 * i + 32 + 4 * word, tickets[4 * (from + i) + word]!);
		}
		this.many.run(count);
		return digests;
	}

	one(tickets: Int32Array, index: number): Uint32Array {
		return Uint32Array.from(this.of(tickets, index, 1).subarray(0, 8), (word) => word >>> 0);
	}
}

function compareWords(a: Uint32Array, b: Uint32Array): number {
	for (let i = 0; i < 8; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
	return 0;
}
