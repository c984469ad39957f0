import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { ApprovalAnswer, ApprovalAsked } from './form.ts';
import { approvalLetter } from './mail.ts';
import { actStanding, approvalsOf, checkOther, secondPeople } from './read.server.ts';
import {
	approvalAnswered,
	approvalNotFound,
	approvalWaits,
	changedParts,
	nobodyElse,
	nothingShown,
	shownChanged,
	shownHash,
	type Shown
} from './rules.ts';

/** What would be done now, as it is read when the form comes in; null where there is nothing to be done. */
export type Now = { now: Shown | null };

/**
 * Leaves that an organiser asks for an act, with what they were shown; every organiser who could approve it gets a letter.
 * Refuses what is not as it was shown, and while the same waits or is approved.
 */
export function askApproval(db: Db, who: Organiser, form: ApprovalAsked & Now, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const slug = await holdCall(tx, who.callId);
		const { act, reason, now } = form;
		if (!now) throw nothingShown();
		const hash = shownHash(who.callId, act, now);
		if (form.hash !== hash) throw shownChanged(Object.keys(now));
		const standing = await actStanding(reading(tx), who, { act, shown: now }, at);
		if (standing === 'nobody') throw nobodyElse();
		if (standing === 'waiting' || standing === 'approved') throw approvalWaits();
		const asked = { call_id: who.callId, act, shown: JSON.stringify(now), shown_hash: hash, reason };
		const { id } = await tx
			.insertInto('approvals')
			.values({ ...asked, asked_at: at, asked_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		const url = `${baseUrl}/desk/calls/${slug}/approvals`;
		const people = (await secondPeople(reading(tx), who, at)).filter(({ ended_at }) => !ended_at);
		await postAll(
			tx,
			people.map(({ email, locale }) => approvalLetter(email, { act, url }, locale as Locale)),
			at
		);
		const detail = { act, hash, reason };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'approval.asked', about: id, detail });
	});
}

/**
 * Leaves the answer. An approval is of another organiser, whose role the one who asked has not given them just now, and
 * of what was shown: another hash, or something that has changed since, is refused by the names of what differs. Whoever
 * asked may refuse it, which takes it back. A second answer is refused.
 */
export function answerApproval(
	db: Db,
	who: Organiser,
	form: Omit<ApprovalAnswer, 'kind'> & Now,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await holdCall(tx, who.callId);
		const asked = (await approvalsOf(reading(tx), who.callId)).find(({ id }) => id === form.approval);
		if (!asked) throw approvalNotFound();
		if (asked.answer) throw approvalAnswered();
		if (form.answer === 'approved') {
			await checkOther(reading(tx), who, asked.asked_by, at);
			const changed = changedParts(asked.shown, form.now);
			if (changed.length || form.hash !== asked.shown_hash) throw shownChanged(changed);
		}
		const row = { approval_id: asked.id, asked_by: asked.asked_by, answer: form.answer };
		await tx
			.insertInto('approval_answers')
			.values({ ...row, answered_at: at, answered_by: who.personId })
			.execute();
		const line = { verb: `approval.${form.answer}` as const, about: asked.id };
		const detail = { act: asked.act, hash: asked.shown_hash };
		await note(tx, { at, by: who.personId, callId: who.callId, ...line, detail });
	});
}

// Held until the end: two who ask and two who answer at once are one after the other.
async function holdCall(tx: Tx, id: string): Promise<string> {
	const call = await tx.selectFrom('calls').select('slug').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
	return call.slug;
}
