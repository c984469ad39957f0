import { createHmac, randomBytes } from 'node:crypto';
import { blockOf } from '#lib/address.ts';
import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { bitsFor, countedMinutes, topicOf, type Asked } from './work.rules.ts';

// Addresses are counted, never kept: of this process's own key nothing is left when it ends.
const key = randomBytes(32);

/** A block of addresses as it is counted. */
export function hashedBlock(address: string): Buffer {
	return createHmac('sha256', key).update(blockOf(address)).digest();
}

/** The name by which a browser's work goes; its secret itself is no script's to know. */
export function browserIdOf(browser: string): string {
	return hashed(`work/${browser}`).toString('hex').slice(0, 16);
}

/** Codes asked for in the last ten minutes, seen from an address. */
export function askedLately(db: Reader, address: string, at: Date): Promise<Asked> {
	const since = new Date(at.getTime() - countedMinutes * 60_000);
	return db
		.selectFrom('sign_in_codes')
		.select((eb) => {
			const here = eb('block_hash', '=', hashedBlock(address));
			const slow = eb('proof_hash', 'is', null);
			return [
				eb.fn.countAll<number>().filterWhere(here).as('fromBlock'),
				eb.fn.countAll<number>().as('overall'),
				eb.fn
					.countAll<number>()
					.filterWhere(eb.and([here, slow]))
					.as('slowFromBlock'),
				eb.fn.countAll<number>().filterWhere(slow).as('slowOverall')
			];
		})
		.where('asked_at', '>', since)
		.executeTakeFirstOrThrow();
}

/** The work a browser is given with the page that asks for a code: its topic, and how hard it is at this moment. */
export async function workFor(db: Reader, asker: { browser: string; address: string }, at: Date) {
	const madeAt = at.getTime();
	const bits = bitsFor(await askedLately(db, asker.address, at));
	return { topic: topicOf(browserIdOf(asker.browser), madeAt), madeAt, bits };
}
