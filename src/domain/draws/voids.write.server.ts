import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import { approvedOf, checkSecond } from '#domain/approvals/read.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { callOfDraw, drawOfCall, entrantsToTell, type DrawWhole } from './read.server.ts';
import { conductFirst, notSealed } from './rules.ts';
import { voidLetter } from './voids.mail.ts';
import { voidShown } from './voids.read.server.ts';

/**
 * Makes a sealed or conducted draw void, as another organiser approved it, with the reason that both saw. All of it stays
 * published, and invitations that are out stand; everybody who was in it gets a letter, and another draw may be prepared.
 * Refuses alone, what has changed since it was approved, and while the draw is due and not yet conducted.
 */
export function voidDraw(db: Db, who: Organiser, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await tx.selectFrom('calls').select('id').where('id', '=', who.callId).forUpdate().execute();
		const draw = await heldDraw(tx, who.callId);
		const { shown: asked } = await approvedOf(reading(tx), who, { act: 'draw-void' }, at);
		const reason = { ko: asked.reason_ko ?? '', en: asked.reason_en ?? '' };
		const shown = await voidShown(reading(tx), who.callId, reason, at);
		if (!shown) throw conductFirst();
		await checkSecond(reading(tx), who, { act: 'draw-void', shown }, at);
		const row = { draw_id: draw.id, call_id: who.callId, reason };
		await tx
			.insertInto('draw_voids')
			.values({ ...row, invited: Number(shown.invited), voided_at: at, voided_by: who.personId })
			.execute();
		await tx.updateTable('draws').set({ tag: 'void' }).where('id', '=', draw.id).execute();
		await tellEntrants(tx, draw, reason, at);
		const detail = { digest: draw.digest, reason, people: 2 };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'draw.voided', about: draw.id, detail });
	});
}

// Held against a conductor at the same moment: whichever is second finds what the first left.
async function heldDraw(tx: Tx, callId: string): Promise<DrawWhole> {
	const found = await drawOfCall(tx, callId);
	if (!found) throw notSealed();
	await tx.selectFrom('draws').select('id').where('id', '=', found.id).forUpdate().execute();
	const draw = await drawOfCall(tx, callId);
	if (!draw?.sealed_at) throw notSealed();
	return draw;
}

async function tellEntrants(tx: Tx, draw: DrawWhole, reason: { ko: string; en: string }, at: Date): Promise<void> {
	const [call, entrants] = [await callOfDraw(tx, draw), await entrantsToTell(tx, draw.id)];
	const site = await siteOf(reading(tx), { call: draw.call_id });
	const mine = `${site}/calls/${call.slug}/mine`;
	const facts = { title: call.title, reason, page: `${site}/draws/${draw.slug}`, mine };
	await postAll(
		tx,
		entrants.map(({ email, locale }) => voidLetter(email, facts, locale as Locale)),
		at
	);
}
