import { redirect } from '@sveltejs/kit';
import { draftsIn, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { draftAbout } from '#domain/assistant/rules.ts';
import { mayBeRead } from '#domain/assistant/sources.read.server.ts';
import { askDraft } from '#domain/assistant/write.server.ts';
import { daysUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { SignedIn, Visitor } from '#domain/people/rules.ts';
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
import { reading, together, type Db } from '#lib/db.server.ts';
import { assistant } from '#lib/settings.server.ts';

export async function load({ params, url, getClientAddress, locals: { db, visitor, arrivedAt, locale } }) {
	const who = gate.signedIn(visitor);
	const desk = await deskOf(reading(db), who, params.application, arrivedAt);
	const call = await callOfApplication(reading(db), params.application);
	const read = { what: 'review' as const, call, applicationIds: desk.open ? [desk.cover.id] : [] };
	await noteRead(db, who, { ...read, address: getClientAddress() }, arrivedAt);
	const discussion = desk.open ? await discussionForReviewer(reading(db), who, desk.cover.id, arrivedAt) : null;
	const days = daysUntil(desk.cover.review_until, arrivedAt);
	const summary = desk.open
		? await summaryFor({ db, arrivedAt, locale }, call.host_id, { who, id: desk.cover.id })
		: null;
	return { ...desk, discussion, days, summary, wasSaved: url.searchParams.has('saved') };
}

type Seen = { who: SignedIn; id: string };

// Where the host wants none, or the applicant, there is nothing to see of it.
async function summaryFor(
	{ db, arrivedAt: at, locale }: Pick<App.Locals, 'db' | 'arrivedAt' | 'locale'>,
	hostId: string,
	{ who, id }: Seen
) {
	const uses = await usesOf(reading(db), hostId, assistant);
	if (!uses.includes('summary') || !(await mayBeRead(reading(db), id, at))) return null;
	const drafts = await draftsIn(reading(db), { application: id }, { by: who, at });
	return { draft: draftAbout(drafts, { of: 'proposal', applicationId: id }, locale) };
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
	summarise: async ({ params: { application }, request, getClientAddress, locals }) => {
		const { db, visitor, arrivedAt, locale } = locals;
		const who = await reviewer(db, visitor, application);
		const call = await callOfApplication(reading(db), application);
		const answer = await forForm(await request.formData(), () =>
			together(db, async (tx) => {
				const subject = { of: 'proposal' as const, applicationId: application };
				await askDraft(tx, who, { subject, locale, server: serverInUse() }, arrivedAt);
				const read = { what: 'assistant' as const, call, applicationIds: [application] };
				await noteRead(tx, who, { ...read, address: getClientAddress() }, arrivedAt);
			})
		);
		if ('done' in answer) redirect(303, `/reviews/${application}#summary`);
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
