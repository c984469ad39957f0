import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import {
	beforePipeline,
	callAfter,
	followupInCall,
	pipelineOf,
	regionNames
} from '#domain/followups/pipeline.read.server.ts';
import { furthestOf, lastOf, pictureOf, stillFor } from '#domain/followups/pipeline.rules.ts';
import { StepForm } from '#domain/followups/steps.form.ts';
import { addStep } from '#domain/followups/steps.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What has become of a call's meetings, as its host reads it. */
export async function load({ params, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const read = reading(db);
	const [rows, before, stop, after, regions] = await Promise.all([
		pipelineOf(read, call.id),
		beforePipeline(read, call.id),
		stopOf(read, call.stop_id),
		callAfter(read, call.id),
		regionNames(read, call.id)
	]);
	const seen = { call, applicationIds: rows.map(({ id }) => id), address: getClientAddress() };
	await noteRead(db, who, { what: 'list', ...seen }, arrivedAt);
	return {
		picture: pictureOf(rows, before),
		after: after?.slug ?? null,
		rows: rows.map(({ region, ...row }) => ({
			...row,
			region: regions[region ?? ''] ?? null,
			...{ furthest: furthestOf(row), last: lastOf(row) ?? null },
			still: stillFor(row, stop.time_zone, arrivedAt)
		}))
	};
}

export const actions = {
	step: async ({ params, request, url, locals: { db, visitor, arrivedAt } }) => {
		const { personId, callId, hostId } = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, async () => {
			const applicationId = await followupInCall(reading(db), callId, String(data.get('about')));
			await addStep(db, { side: 'host', applicationId, callId, hostId, personId }, readForm(StepForm, data), arrivedAt);
			return applicationId;
		});
		if ('done' in answer) redirect(303, `${url.pathname}?saved=${answer.done}#f-${answer.done}`);
		return answer;
	}
};
