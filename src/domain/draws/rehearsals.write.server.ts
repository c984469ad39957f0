import { reading, together, type Db } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { commitSecret } from '#draw';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { planDraw } from './plan.read.server.ts';
import { callOfDraw, drawById, freezeOf, rehearsalsOf, standingsFor } from './read.server.ts';
import { drawSlug, notFrozen } from './rules.ts';
import { leaveSeal } from './seal.write.server.ts';
import { conductDraw } from './write.server.ts';

/** The one who makes a rehearsal's secret: the program itself, which is why a rehearsal proves nothing. */
const rehearser = 'rehearsal';

/**
 * Leaves a whole draw, sealed and conducted in one go under the tag `rehearsal`, with a secret the program makes
 * itself: to see how it goes. Nobody is written to, nobody is invited by it. Refuses before the bands are frozen.
 */
export async function rehearseDraw(db: Db, who: Organiser, at: Date): Promise<string> {
	if (!(await freezeOf(reading(db), who.callId))) throw notFrozen();
	const [call, standings] = [
		await callOfDraw(reading(db), { call_id: who.callId }),
		await standingsFor(reading(db), who.callId)
	];
	const planned = await planDraw(call, standings, at);
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', call.id).forUpdate().execute();
		const count = (await rehearsalsOf(tx, call.id)).length;
		const slug = drawSlug(call.slug, count + 1);
		const row = { slug, call_id: call.id, tag: 'rehearsal', uses_beacon: false, prepared_at: at };
		const { id } = await tx
			.insertInto('draws')
			.values({ ...row, prepared_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		const secret = newSecret();
		const commitment = commitSecret(secret);
		const promised = { commitment, committed_at: at, reveal: secret, revealed_at: at };
		await tx
			.insertInto('witnesses')
			.values({ draw_id: id, position: 1, name: rehearser, email: '-', token_hash: hashed(newSecret()), ...promised })
			.execute();
		const randomness = { witnesses: [{ name: rehearser, commitment }] };
		const source = { randomness, sealedAt: Math.floor(at.getTime() / 1000), conductAfter: at };
		await leaveSeal(tx, { draw: await drawById(tx, id), planned, standings, source, by: who.personId }, at);
		await conductDraw(tx, id, {}, at);
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'draw.rehearsed', about: id });
		return slug;
	});
}
