import { redirect } from '@sveltejs/kit';
import { CoapplicantForm } from '#domain/applications/coapplicants.form.ts';
import { coapplicantsOf } from '#domain/applications/coapplicants.read.server.ts';
import { coapplicantState, mostCoapplicants } from '#domain/applications/coapplicants.rules.ts';
import { inviteCoapplicant, offerLead, removeCoapplicant } from '#domain/applications/coapplicants.write.server.ts';
import { ownHours } from '#domain/applications/hours.read.server.ts';
import { callForm, ownApplication } from '#domain/applications/read.server.ts';
import { publishedCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import type { RequestEvent } from './$types';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await publishedCall(reading(db), params.call);
	const who = gate.applicant(visitor, call.id);
	const own = await ownApplication(reading(db), who);
	if (!own) redirect(303, `/calls/${params.call}/apply`);
	const form = await callForm(reading(db), call.id, who);
	const people = await coapplicantsOf(reading(db), own.id);
	const counted = people.filter(({ declined_at }) => !declined_at).length;
	return {
		...{ call: form.call, mostCoapplicants, hasRoom: counted < mostCoapplicants },
		isOpen: (await ownHours(reading(db), who, { form, trackId: own.track_id }, arrivedAt)).isOpen,
		people: people.map(({ application_id: _, ...one }) => ({ ...one, state: coapplicantState(one, arrivedAt) }))
	};
}

const pressing =
	(verb: typeof removeCoapplicant | typeof offerLead) =>
	async ({ request, params, locals: { db, visitor, arrivedAt } }: RequestEvent) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const data = await request.formData();
		const answer = await forForm(data, () => verb(db, who, String(data.get('id')), arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine/coapplicants`);
		return answer;
	};

export const actions = {
	invite: async ({ request, params, locals: { db, visitor, arrivedAt } }: RequestEvent) => {
		const call = await publishedCall(reading(db), params.call);
		const who = gate.applicant(visitor, call.id);
		const data = await request.formData();
		const answer = await forForm(data, () => inviteCoapplicant(db, who, readForm(CoapplicantForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/calls/${params.call}/mine/coapplicants`);
		return answer;
	},
	remove: pressing(removeCoapplicant),
	lead: pressing(offerLead)
};
