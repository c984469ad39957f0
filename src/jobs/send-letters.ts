import { channels } from '#lib/channels.server.ts';
import type { Db } from '#lib/db.server.ts';
import { sendNext } from '#lib/outbox.server.ts';

const atOnce = 50;

/**
 * Sends the letters that are due, in the order written, by the channel of each. Where a channel is not set up they wait
 * in the outbox; where it fails at our end the rest wait for the next turn.
 */
export async function sendLetters(db: Db, at: Date): Promise<void> {
	for (const [name, channel] of Object.entries(channels)) {
		if (!channel) continue;
		for (let count = 0; count < atOnce; count++) {
			const delivery = await sendNext(db, { channel: name, send: channel.send }, at);
			if (!delivery || ('isOurs' in delivery && delivery.isOurs)) break;
		}
	}
}
