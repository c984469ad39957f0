import { redirect } from '@sveltejs/kit';
import { PolicySent } from '#domain/applications/attachments.form.ts';
import { filesOfCall, shownToReviewers } from '#domain/applications/attachments.read.server.ts';
import { scanStates } from '#domain/applications/attachments.rules.ts';
import { setFilePolicy } from '#domain/applications/attachments.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { hasScanner } from '#lib/scan.server.ts';

export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	const [files, shows] = await Promise.all([
		filesOfCall(reading(db), gate.auditor(visitor, call)),
		shownToReviewers(reading(db), call.id)
	]);
	const counts = scanStates.map((state) => ({ state, count: files.filter((file) => file.state === state).length }));
	// Each file can be found at its application; here are those somebody may have to look at.
	const noted = files.filter(
		({ state, cautions }) => ['flagged', 'cannot-scan'].includes(state) || cautions.length > 0
	);
	return { counts, all: files.length, noted, shows, hasScanner, wasSaved: url.searchParams.has('saved') };
}

export const actions = {
	default: async ({ params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		const answer = await forForm(data, () => setFilePolicy(db, who, readForm(PolicySent, data).shows, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/files?saved`);
		return answer;
	}
};
