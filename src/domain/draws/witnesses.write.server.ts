import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { checkReveal } from '#draw';
import { heldUnsealed, sealOf, witnessByToken } from './read.server.ts';
import { alreadyConducted, alreadyRevealed, notSealed, revealDiffers, revealTooLate } from './rules.ts';

/** The personal link a witness came by: whoever holds it is the witness. */
export type WitnessLink = { slug: string; token: string };

/**
 * Leaves a witness's promise: the SHA-256 (hex) of a secret that stays with them. Until the seal a later promise takes
 * the place of an earlier one. Refuses after the seal, and a link that is nobody's.
 */
export async function promiseSecret(db: Db, link: WitnessLink, commitment: string, at: Date): Promise<void> {
	const { witness, draw } = await witnessByToken(reading(db), link.slug, link.token);
	await together(db, async (tx) => {
		await heldUnsealed(tx, draw.id);
		await tx.updateTable('witnesses').set({ commitment, committed_at: at }).where('id', '=', witness.id).execute();
		const detail = { commitment };
		await note(tx, { at, by: null, callId: draw.call_id, verb: 'witness.promised', about: witness.id, detail });
	});
}

/**
 * Leaves a witness's secret, public from now on. Refuses before the seal, a secret that is not the promised one, one
 * that comes when the beacon's round is already out, and another after the first; the same again changes nothing.
 */
export async function revealSecret(
	db: Db,
	link: WitnessLink,
	what: { secret: string; aheadMs: number },
	at: Date
): Promise<void> {
	const found = await witnessByToken(reading(db), link.slug, link.token);
	await together(db, async (tx) => {
		await tx.selectFrom('draws').select('id').where('id', '=', found.draw.id).forUpdate().execute();
		const { witness, draw } = await witnessByToken(tx, link.slug, link.token);
		if (!draw.sealed_at) throw notSealed();
		if (witness.reveal === what.secret) return;
		if (witness.reveal) throw alreadyRevealed();
		if (draw.conducted_at) throw alreadyConducted();
		if (!checkReveal({ name: witness.name, commitment: witness.commitment ?? '' }, what.secret)) throw revealDiffers();
		const wall = Math.floor((at.getTime() - what.aheadMs) / 1000);
		if (await isTooLate(tx, draw.id, wall)) throw revealTooLate();
		await tx
			.updateTable('witnesses')
			.set({ reveal: what.secret, revealed_at: at, revealed_wall: wall })
			.where('id', '=', witness.id)
			.execute();
		await note(tx, { at, by: null, callId: draw.call_id, verb: 'witness.revealed', about: witness.id });
	});
}

// Whoever could wait for the beacon before revealing could choose between two results.
async function isTooLate(tx: Tx, drawId: string, wall: number): Promise<boolean> {
	const { beacon } = (await sealOf(tx, drawId)).seal.randomness;
	return beacon !== undefined && wall >= beacon.time;
}
