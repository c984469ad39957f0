import { redirect } from '@sveltejs/kit';
import { ApprovalAnswer, ApprovalAsked } from '#domain/approvals/form.ts';
import { actStanding, approvalsOf } from '#domain/approvals/read.server.ts';
import { changedParts, shownHash, type Act } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { deadlineChanges } from '#domain/calls/deadlines.read.server.ts';
import { answerDeadline } from '#domain/calls/deadlines.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { correctionsOf } from '#domain/decisions/read.server.ts';
import { answerCorrection } from '#domain/decisions/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db, type Reader } from '#lib/db.server.ts';
import { shownNow } from '../acts.ts';

/** What is asked for here; the other acts are asked for where the draw, the application or the call is. */
const askedHere = ['draw-seal', 'export'] as const;

export async function load({ params, locals: { db, visitor, arrivedAt: at } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const { personId } = gate.auditor(visitor, call);
	const who = { personId, callId: call.id, hostId: call.host_id };
	const [asked, deadlines, corrections] = await Promise.all([
		actsAsked(read, call, at),
		deadlinesWaiting(read, call.id, at),
		correctionsWaiting(read, call.id)
	]);
	const acts = asked.map(({ answered_by: _, ...one }) => ({ kind: 'act' as const, ...one }));
	const doings = await Promise.all(
		askedHere.map(async (act) => ({ act, shown: await shownNow(read, { call, act, at }) }))
	);
	return {
		doings: await Promise.all(
			doings.map(async ({ act, shown }) => ({
				...{ act, shown, hash: shown && shownHash(call.id, act, shown) },
				standing: shown && (await actStanding(read, who, { act, shown }, at))
			}))
		),
		waiting: [...acts.filter(({ answer }) => !answer), ...deadlines, ...corrections].map(({ asked_by, ...one }) => ({
			...one,
			isMine: asked_by === personId
		})),
		answered: acts.filter(({ answer }) => answer).map(({ asked_by: _, ...one }) => one)
	};
}

function actsAsked(read: Reader, call: Call, at: Date) {
	return approvalsOf(read, call.id).then((rows) =>
		Promise.all(
			rows.map(async (one) => {
				const now = one.answer ? null : await shownNow(read, { call, act: one.act as Act, at }, one.shown);
				return { ...one, changed: one.answer ? [] : changedParts(one.shown, now) };
			})
		)
	);
}

async function deadlinesWaiting(read: Reader, callId: string, at: Date) {
	const rows = await deadlineChanges(read, callId);
	return rows
		.filter(({ answer, old_at }) => answer === null && at < old_at)
		.map((one) => ({
			...{ kind: 'deadline' as const, act: 'deadline', id: one.id, reason: '', changed: [] as string[] },
			...{ shown_hash: one.content_hash, asked_at: one.requested_at, asked_by: one.requested_by },
			...{ askedName: one.askedName, askedEmail: one.askedEmail, track: one.track, movesRest: one.moves_rest },
			shown: {
				...{ from: one.old_at.toISOString(), to: one.new_at.toISOString() },
				...{ reason_ko: one.reason.ko, reason_en: one.reason.en }
			}
		}));
}

async function correctionsWaiting(read: Reader, callId: string) {
	const rows = await correctionsOf(read, callId);
	return rows
		.filter(({ answer }) => answer === null)
		.map((one) => ({
			...{ kind: 'correction' as const, act: 'correction', id: one.id, reason: one.reason, changed: [] as string[] },
			...{ shown_hash: one.content_hash, asked_at: one.asked_at, asked_by: one.asked_by },
			...{ askedName: one.askedName, askedEmail: one.askedEmail, band: one.band },
			items: one.items.map(({ id, number, organisation }) => ({ id, name: organisation ?? number ?? '–' })),
			shown: { applications: String(one.items.length) }
		}));
}

export const actions = {
	ask: async ({ params, request, locals: { db, visitor, arrivedAt: at } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const form = readForm(ApprovalAsked, data);
			await askApproval(db, who, { ...form, now: await shownNow(reading(db), { call, act: form.act, at }) }, at);
		});
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/approvals`);
		return answer;
	},
	answer: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			answered(db, who, { call, form: readForm(ApprovalAnswer, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/approvals`);
		return answer;
	}
};

/** One answer, by the verb of what it answers. */
async function answered(db: Db, who: Organiser, { call, form }: { call: Call; form: ApprovalAnswer }, at: Date) {
	const { approval: change, ...said } = form;
	if (form.kind === 'deadline') return answerDeadline(db, who, { change, ...said }, at);
	if (form.kind === 'correction') return answerCorrection(db, who, { change, ...said }, at);
	const asked = (await approvalsOf(reading(db), call.id)).find(({ id }) => id === form.approval);
	const now = asked ? await shownNow(reading(db), { call, act: asked.act as Act, at }, asked.shown) : null;
	return answerApproval(db, who, { ...form, now }, at);
}
