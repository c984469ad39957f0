import { fromHex } from './bytes.ts';
import { quickSha256 } from './sha256.ts';
import { ticketOf, type Entrant } from './roster.ts';

/** An entrant and the number drawn for it. */
type Scored = { readonly entrant: Entrant; readonly hash: Uint8Array; readonly head: number };

/**
 * The keyed order (SPEC §8): by SHA-256(key ‖ ticket), smallest first, read as 256-bit integers. One entrant's number
 * depends on nobody else. Tickets differ, so ties would need a collision of SHA-256.
 */
export function keyedOrder(entrants: readonly Entrant[], key: Uint8Array): Entrant[] {
	const message = new Uint8Array(48);
	message.set(key);
	const scored = entrants.map((entrant): Scored => {
		message.set(fromHex(ticketOf(entrant), 'ticket', 16), 32);
		const hash = quickSha256(message);
		return { entrant, hash, head: new DataView(hash.buffer, hash.byteOffset).getUint32(0) };
	});
	return scored.sort(compareScored).map(({ entrant }) => entrant);
}

function compareScored(a: Scored, b: Scored): number {
	if (a.head !== b.head) return a.head - b.head;
	for (let i = 4; i < 32; i++) if (a.hash[i] !== b.hash[i]) return a.hash[i]! - b.hash[i]!;
	return 0;
}
