import { redirect } from '@sveltejs/kit';
import { settled } from '#domain/applications/answers.rules.ts';
import { saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { coapplicantsOf } from '#domain/applications/coapplicants.read.server.ts';
import { coapplicantState } from '#domain/applications/coapplicants.rules.ts';
import { consentsOf } from '#domain/applications/consents.read.server.ts';
import { withdrawConsent } from '#domain/applications/consents.write.server.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { toldAside } from '#domain/applications/lookalikes.read.server.ts';
import { toldScreening } from '#domain/applications/screenings.read.server.ts';
import { callForm, ownApplication, ownReceipts } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { stateOf } from '#domain/applications/rules.ts';
import { withdrawApplication } from '#domain/applications/write.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { myLot } from '#domain/draws/lots.read.server.ts';
import { voidsOf } from '#domain/draws/voids.read.server.ts';
import { ShortNumberForm } from '#domain/invitations/attendees.form.ts';
import { shortNumberOf } from '#domain/invitations/attendees.read.server.ts';
import { leaveNumber, takeNumberBack } from '#domain/invitations/numbers.write.server.ts';
import { mayFollowUp } from '#domain/followups/parties.read.server.ts';
import { positionOf } from '#domain/invitations/position.read.server.ts';
import { gatheringOf, invitationOf } from '#domain/invitations/read.server.ts';
import { openInvitation } from '#domain/invitations/replies.write.server.ts';
import { hasBegun } from '#domain/invitations/rules.ts';
import { retentionOf } from '#domain/erasures/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { toldDecision } from '#domain/decisions/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { channels } from '#lib/channels.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const { id } = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, id);
	const [form, own, receipts, lot, screening, decision] = await Promise.all([
		callForm(reading(db), id, who),
		ownApplication(reading(db), who),
		ownReceipts(reading(db), who),
		myLot(reading(db), who),
		toldScreening(reading(db), who),
		toldDecision(reading(db), who)
	]);
	const { call, fields } = form;
	const hours = await ownHours(reading(db), who, { form, trackId: own?.track_id ?? null }, arrivedAt);
	const [newest] = receipts;
	const submitted = newest && (await callForm(reading(db), id, newest.form_version));
	const consents = newest ? await consentsOf(reading(db), newest.id) : [];
	const together = own ? await coapplicantsOf(reading(db), own.id) : [];
	const aside = await toldAside(reading(db), who);
	const retention = await retentionOf(reading(db), id);
	const invitation = own && (await invitationOf(reading(db), own.id));
	const gathering = invitation && (await gatheringOf(reading(db), invitation));
	const typed = own ? contentHash(settled(own.answers, fields)) : undefined;
	return {
		...{ call, fields, receipts, lot, now: arrivedAt, ...hours, screening, decision },
		submittedFields: submitted?.fields ?? fields,
		consents,
		files: await saidOfFiles(reading(db), newest?.answers ?? {}),
		aside,
		retention: { on: retention.on, erasureId: retention.erasure?.id ?? null },
		together: together.map((one) => ({ ...one, state: coapplicantState(one, arrivedAt) })),
		state: own ? stateOf(own) : null,
		invitation: invitation && {
			...{ state: invitation.state, replyBy: invitation.reply_by, movedOn: invitation.moved_on },
			hasBegun: hasBegun(gathering!.call.stop, arrivedAt)
		},
		mayFollowUp: own !== undefined && (await mayFollowUp(reading(db), own.id)),
		voids: await voidsOf(reading(db), id),
		position: lot?.lot.outcome === 'reserve' && !invitation ? await positionOf(reading(db), who) : null,
		number: channels.short && own?.submitted_at ? { phone: await shortNumberOf(reading(db), own.id) } : null,
		own: own && { id: own.id, number: own.number, savedAt: own.saved_at, withdrawnAt: own.withdrawn_at },
		hasUnsubmitted: Boolean(own?.submitted_at && newest && typed !== newest.content_hash)
	};
}

export const actions = {
	invitation: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.applicant(visitor, (await publishedCall(reading(db), params.call)).id);
		const answer = await forForm(await request.formData(), () => openInvitation(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/invitations/${answer.done}`);
		return answer;
	},
	number: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.applicant(visitor, (await publishedCall(reading(db), params.call)).id);
		const data = await request.formData();
		const answer = await forForm(data, () => leaveNumber(db, who, readForm(ShortNumberForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine#number`);
		return answer;
	},
	takeNumber: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.applicant(visitor, (await publishedCall(reading(db), params.call)).id);
		const answer = await forForm(await request.formData(), () => takeNumberBack(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine#number`);
		return answer;
	},
	consent: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const data = await request.formData();
		const answer = await forForm(data, () => withdrawConsent(db, who, String(data.get('term')), arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine#consents`);
		return answer;
	},
	withdraw: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const answer = await forForm(await request.formData(), () => withdrawApplication(db, who, arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine`);
		return answer;
	}
};
