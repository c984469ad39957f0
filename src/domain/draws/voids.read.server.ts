import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import type { Shown } from '#domain/approvals/rules.ts';
import { lotCounts } from './lots.read.server.ts';
import { drawOfCall, witnessesOf } from './read.server.ts';
import { isDue } from './rules.ts';

/** A draw that was made void: where it stays to be seen, why, and since when. */
export type Voided = { slug: string; reason: Words; voided_at: Date; conducted_at: Date | null; invited: number };

/** The draws of a call that were made void, the first first. */
export function voidsOf(db: Reader, callId: string): Promise<Voided[]> {
	return db
		.selectFrom('draw_voids')
		.innerJoin('draws', 'draws.id', 'draw_voids.draw_id')
		.leftJoin('draw_results', 'draw_results.draw_id', 'draw_voids.draw_id')
		.select(['draws.slug', 'reason', 'voided_at', 'conducted_at', 'invited'])
		.where('draw_voids.call_id', '=', callId)
		.orderBy('voided_at')
		.execute();
}

/** Since when the draw that counts now counts: when the one before it was made void; null where it is the first. */
export async function countsSince(db: Reader, callId: string): Promise<Date | null> {
	return (await voidsOf(db, callId)).at(-1)?.voided_at ?? null;
}

/**
 * What would be made void now, by parts: which draw, what came out of it, how many are invited by it, and the words that
 * everybody will read. Null where nothing is sealed, and once a sealed draw is due: it is conducted first, so that what
 * would have come out is known.
 */
export async function voidShown(db: Reader, callId: string, reason: Words, at: Date): Promise<Shown | null> {
	const draw = await drawOfCall(db, callId);
	if (!draw?.digest) return null;
	if (!draw.conducted_at && isDue(draw, await witnessesOf(db, draw.id), at)) return null;
	const { all, drawn, reserve } = await lotCounts(db, draw.id);
	return {
		draw: draw.digest,
		entrants: String(all),
		drawn: draw.conducted_at ? String(drawn) : '–',
		reserves: draw.conducted_at ? String(reserve) : '–',
		invited: String(await invitedBy(db, callId)),
		reason_ko: reason.ko,
		reason_en: reason.en
	};
}

/** How many invitations went out by the draw that counts now. */
export async function invitedBy(db: Reader, callId: string): Promise<number> {
	const since = await countsSince(db, callId);
	const rows = db.selectFrom('invitations').where('call_id', '=', callId);
	const { count } = await (since ? rows.where('invited_at', '>', since) : rows)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}
