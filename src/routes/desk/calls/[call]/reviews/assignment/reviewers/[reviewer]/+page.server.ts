import { redirect } from '@sveltejs/kit';
import { formOf } from '#domain/calls/forms.read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { applicationsFor } from '#domain/assignments/desk.read.server.ts';
import { ApplicationsForm, ReviewerForm } from '#domain/assignments/form.ts';
import { topicFields } from '#domain/assignments/read.server.ts';
import { addAssignments, removeAssignment } from '#domain/assignments/write.server.ts';
import { pageOf, searchIn } from '#domain/reviews/search.rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { setReviewer } from '#domain/assignments/settings.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

const held = ['reads', 'begun', 'finished'];

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { tracks } = await wholeCall(reading(db), call);
	const { fields } = await formOf(reading(db), call.id);
	const { applications, ...rest } = await applicationsFor(reading(db), call, params.reviewer);
	const search = searchIn(url.searchParams);
	const shown = applications.filter(({ state }) => held.includes(state) === (search.show === 'own'));
	return {
		...rest,
		...{ tracks, search, isOpen: arrivedAt >= takenUntil(call) && !(await freezeOf(reading(db), call.id)) },
		topics: topicFields(fields).map(({ key, label, options }) => ({ key, label, options })),
		own: applications.filter(({ state }) => held.includes(state)).length,
		list: pageOf(shown, search),
		saved: url.searchParams.has('saved')
	};
}

type Event = { params: { call: string; reviewer: string }; request: Request; locals: App.Locals };
type Press = (data: FormData, who: ReturnType<typeof gate.organiser>) => Promise<void>;

async function pressed({ params, request, locals: { db, visitor } }: Event, press: Press, next: string) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const data = await request.formData();
	const answer = await forForm(data, () => press(data, who));
	if ('done' in answer)
		redirect(303, `/desk/calls/${params.call}/reviews/assignment/reviewers/${params.reviewer}${next}`);
	return answer;
}

export const actions = {
	add: (event) =>
		pressed(
			event,
			(data, who) => {
				const { applications } = readForm(ApplicationsForm, data);
				const pairs = applications.map((applicationId) => ({ applicationId, reviewerId: event.params.reviewer }));
				return addAssignments(event.locals.db, who, pairs, event.locals.arrivedAt);
			},
			'?show=own#applications'
		),
	remove: (event) =>
		pressed(
			event,
			(data, who) => {
				const pair = { applicationId: String(data.get('application') ?? ''), reviewerId: event.params.reviewer };
				return removeAssignment(event.locals.db, who, pair, event.locals.arrivedAt);
			},
			'?show=own#applications'
		),
	set: (event) =>
		pressed(
			event,
			(data, who) => {
				const form = { ...readForm(ReviewerForm, data), reviewerId: event.params.reviewer };
				return setReviewer(event.locals.db, who, form, event.locals.arrivedAt);
			},
			'?saved'
		)
};
