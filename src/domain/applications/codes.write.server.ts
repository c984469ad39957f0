import { reading, together, type Db } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { instantIn } from '#lib/instants.ts';
import { clockTime } from '#domain/calls/dates.rules.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant, Organiser } from '#domain/people/rules.ts';
import { callForm } from './read.server.ts';
import type { CodeForm } from './codes.form.ts';
import { codeEnded, codeNotFound, codeOver, codeState, codeUsedUp } from './codes.rules.ts';
import { callDecided } from './hours.rules.ts';
import { isDecided } from './standing.read.server.ts';

/**
 * Leaves an invite code's hash and answers with the code, which is shown once. Refuses before the call is published,
 * once its bands are frozen, a track of another call, and a time that is past or after the end of the review.
 */
export async function makeCode(db: Db, who: Organiser, form: CodeForm, at: Date): Promise<string> {
	const { call, tracks } = await callForm(reading(db), who.callId);
	const track = tracks.find(({ id }) => id === form.track) ?? null;
	if (form.track && !track) throw fieldsRefused({ track: 'lib.not-a-choice' });
	const valid_until = instantIn(call.zone, form['until.day'], clockTime(form['until.time']));
	if (!valid_until) throw fieldsRefused({ 'until.time': 'lib.not-a-time' });
	if (valid_until <= at) throw fieldsRefused({ 'until.day': 'applications.code-past' });
	if (valid_until > call.review_until) throw fieldsRefused({ 'until.day': 'applications.code-after-review' });
	if (!call.published_at || call.follows_id || (await isDecided(reading(db), call.id))) throw callDecided();
	const secret = newSecret();
	return together(db, async (tx) => {
		const row = { call_id: call.id, track_id: track?.id ?? null, reason: form.reason, uses: form.uses, valid_until };
		const { id } = await tx
			.insertInto('invite_codes')
			.values({ ...row, code_hash: hashed(secret), made_at: at, made_by: who.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		const told = { uses: form.uses, until: valid_until.toISOString() };
		await note(tx, {
			...{ at, by: who.personId, callId: call.id, verb: 'code.made', about: id },
			detail: { ...(track ? { track: track.name } : {}), ...told }
		});
		return secret;
	});
}

/**
 * Leaves that an applicant has taken a code up: from now on they may apply as it says. Taking it up again changes
 * nothing. Refuses a code this call has not, one that has ended or is over, and more people than it is for.
 */
export function takeUpCode(db: Db, who: Applicant, secret: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const code = await tx
			.selectFrom('invite_codes')
			.selectAll()
			.where('call_id', '=', who.callId)
			.where('code_hash', '=', hashed(secret))
			.forUpdate()
			.executeTakeFirst();
		if (!code) throw codeNotFound();
		const isMine = await tx
			.selectFrom('invite_code_uses')
			.select('used_at')
			.where('code_id', '=', code.id)
			.where('person_id', '=', who.personId)
			.executeTakeFirst();
		const state = codeState(code, Boolean(isMine), at);
		if (state === 'ended') throw codeEnded();
		if (state === 'over') throw codeOver();
		if (state === 'used-up') throw codeUsedUp();
		if (state === 'taken') return;
		await tx
			.insertInto('invite_code_uses')
			.values({ code_id: code.id, person_id: who.personId, used_at: at })
			.execute();
		// The row is held, so this cannot pass its guard; the table's check keeps it all the same.
		await tx
			.updateTable('invite_codes')
			.set((eb) => ({ used: eb('used', '+', 1) }))
			.where('id', '=', code.id)
			.execute();
		const detail = { used: code.used + 1, uses: code.uses };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'code.taken-up', about: code.id, detail });
	});
}

/** Ends a code at once, also for those who have taken it up. Ending it again changes nothing. Refuses another call's. */
export function endCode(db: Db, who: Organiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		if (!isId(id)) throw codeNotFound();
		const code = await tx
			.selectFrom('invite_codes')
			.select(['id', 'ended_at'])
			.where('call_id', '=', who.callId)
			.where('id', '=', id)
			.forUpdate()
			.executeTakeFirst();
		if (!code) throw codeNotFound();
		if (code.ended_at) return;
		await tx.updateTable('invite_codes').set({ ended_at: at, ended_by: who.personId }).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'code.ended', about: id });
	});
}
