import { reading, together, type Db } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { clockIn } from '#lib/zone.ts';
import { note } from '#domain/journal/write.server.ts';
import type { StepForm } from './steps.form.ts';
import { stepsToAsk } from './steps.read.server.ts';
import { withAmount } from './steps.rules.ts';
import { tellable } from './offers.read.server.ts';
import { holdFollowup, leaveStep, tellSides, type Noting } from './write.server.ts';

/**
 * Leaves how a follow-up goes on. Nothing before is changed. Refuses a step back, one after the end, money of what is no
 * matter of money, a day to ask that is past, and another call's follow-up as not there.
 */
export function addStep(db: Db, by: Noting, form: StepForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		await holdFollowup(tx, by);
		const { zone } = await tellable(reading(tx), by);
		if (form.amount !== null && !withAmount.includes(form.step)) throw fieldsRefused({ amount: 'followups.no-amount' });
		if (form.remind && form.remind <= clockIn(zone, at).day) throw fieldsRefused({ remind: 'followups.day-past' });
		const currency = form.amount === null ? null : form.currency;
		const { step, note: words, isShared, amount } = form;
		await leaveStep(tx, by, { step, note: words, isShared, amount, currency, remindOn: form.remind }, at);
		const others = (['guest', 'applicant'] as const).filter((side) => side !== by.side);
		if (isShared) await tellSides(tx, by, { told: 'stepped', to: by.side === 'host' ? [] : others }, at);
	});
}

/** Asks both sides how a step goes, once. Answers whether it asked: not where it has been, or is no longer the last. */
export function askHowItGoes(db: Db, stepId: number, at: Date): Promise<boolean> {
	return together(db, async (tx) => {
		const due = (await stepsToAsk(reading(tx), at)).find(({ id }) => id === stepId);
		if (!due) return false;
		const left = await tx
			.insertInto('followup_reminders')
			.values({ step_id: stepId, reminded_at: at })
			.onConflict((oc) => oc.doNothing())
			.returning('step_id')
			.executeTakeFirst();
		if (!left) return false;
		await tellSides(tx, due, { told: 'ask', to: ['guest', 'applicant'] }, at);
		const { applicationId, callId } = due;
		await note(tx, { at, by: null, callId, verb: 'followup.asked', about: applicationId });
		return true;
	});
}
