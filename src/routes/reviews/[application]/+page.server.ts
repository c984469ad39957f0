import { redirect } from '@sveltejs/kit';
import { daysUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { callOfApplication, deskOf } from '#domain/reviews/desk.read.server.ts';
import { sayAsReviewer, readRemarks } from '#domain/reviews/discussion.write.server.ts';
import { discussionForReviewer } from '#domain/reviews/discussion.read.server.ts';
import { ConflictForm, RemarkForm, ReopenForm, ReviewForm } from '#domain/reviews/form.ts';
import {
	beginReview,
	declareConflict,
	finishReview,
	reopenReview,
	saveReview
} from '#domain/reviews/scores.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

export async function load({ params, url, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const who = gate.signedIn(visitor);
	const desk = await deskOf(reading(db), who, params.application, arrivedAt);
	const call = await callOfApplication(reading(db), params.application);
	const read = { what: 'review' as const, call, applicationIds: desk.open ? [desk.cover.id] : [] };
	await noteRead(db, who, { ...read, address: getClientAddress() }, arrivedAt);
	const discussion = desk.open ? await discussionForReviewer(reading(db), who, desk.cover.id, arrivedAt) : null;
	const days = daysUntil(desk.cover.review_until, arrivedAt);
	return { ...desk, discussion, days, wasSaved: url.searchParams.has('saved') };
}

async function reviewer(db: Db, visitor: Visitor, applicationId: string) {
	return gate.reviewer(visitor, await callOfApplication(reading(db), applicationId));
}

export const actions = {
	begin: async ({ params: { application }, locals: { db, visitor, arrivedAt } }) => {
		await beginReview(db, await reviewer(db, visitor, application), application, arrivedAt);
		redirect(303, `/reviews/${application}`);
	},
	declare: async ({ params: { application }, request, locals: { db, visitor, arrivedAt } }) => {
		const who = await reviewer(db, visitor, application);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const conflict = { applicationId: application, ...readForm(ConflictForm, data) };
			return declareConflict(db, who, conflict, arrivedAt);
		});
		if ('done' in answer) redirect(303, '/reviews?declared');
		return answer;
	},
	save: async ({ params: { application }, request, locals: { db, visitor, arrivedAt } }) => {
		const who = await reviewer(db, visitor, application);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			saveReview(db, who, { applicationId: application, ...readForm(ReviewForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/reviews/${application}?saved`);
		return answer;
	},
	finish: async ({ params: { application }, request, locals: { db, visitor, arrivedAt } }) => {
		const who = await reviewer(db, visitor, application);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			finishReview(db, who, { applicationId: application, ...readForm(ReviewForm, data) }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		const { nextOpen } = await deskOf(reading(db), gate.signedIn(visitor), application, arrivedAt);
		redirect(303, nextOpen ? `/reviews/${nextOpen}` : '/reviews');
	},
	reopen: async ({ params: { application }, request, locals: { db, visitor, arrivedAt } }) => {
		const who = await reviewer(db, visitor, application);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			reopenReview(db, who, { applicationId: application, ...readForm(ReopenForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/reviews/${application}`);
		return answer;
	},
	say: async ({ params: { application }, request, locals: { db, visitor, arrivedAt } }) => {
		const who = await reviewer(db, visitor, application);
		const data = await request.formData();
		const answer = await forForm(data, () =>
			sayAsReviewer(db, who, { applicationId: application, ...readForm(RemarkForm, data) }, arrivedAt)
		);
		if ('done' in answer) redirect(303, `/reviews/${application}#discussion`);
		return answer;
	},
	read: async ({ params: { application }, locals: { db, visitor, arrivedAt } }) => {
		await readRemarks(db, await reviewer(db, visitor, application), application, arrivedAt);
		redirect(303, `/reviews/${application}#discussion`);
	}
};
