import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { announcementOf, decisionsOf } from '#domain/decisions/read.server.ts';
import { ComposeForm, FeedbackForm, ReadForm } from '#domain/decisions/feedback.form.ts';
import { feedbackOf } from '#domain/decisions/feedback.read.server.ts';
import { composeFeedback, editFeedback, readFeedback } from '#domain/decisions/feedback.write.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { organiserOf } from '../../organiser.ts';
import type { RequestEvent } from './$types';

/** Every text to those who go no further, and one of them opened: the one asked for, or the first not yet read. */
export async function load({ params, url, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const [freeze, decisions, texts, announcement] = await Promise.all([
		freezeOf(reading(db), call.id),
		decisionsOf(reading(db), call.id),
		feedbackOf(reading(db), call.id),
		announcementOf(reading(db), call.id)
	]);
	const declined = decisions.filter(({ now }) => now === 'decline');
	const textOf = new Map(texts.map((text) => [text.application_id, text]));
	const rows = declined.flatMap(({ id, number, organisation }) => {
		const text = textOf.get(id);
		return text ? [{ id, number, organisation, readAt: text.read_at }] : [];
	});
	const asked = url.searchParams.get('application');
	const at = asked ? rows.findIndex(({ id }) => id === asked) : rows.findIndex(({ readAt }) => !readAt);
	const open = rows[Math.max(0, at)];
	const text = open && textOf.get(open.id);
	return {
		...{ rows, at: Math.max(0, at), isFrozen: Boolean(freeze), isAnnounced: Boolean(announcement) },
		without: declined.length - rows.length,
		open: open && text ? { ...open, body: text.body, version: text.version, readBy: text.readBy } : null,
		said: { composed: Number(url.searchParams.get('composed')) || 0, read: Number(url.searchParams.get('read')) || 0 }
	};
}

export const actions = {
	compose: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => {
			return composeFeedback(db, who, { scores: readForm(ComposeForm, data).scores === 'on' }, arrivedAt);
		});
		if ('done' in answer) redirect(303, `${homeOf(event)}?composed=${answer.done}`);
		return answer;
	},
	edit: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => editFeedback(db, who, readForm(FeedbackForm, data), arrivedAt));
		if ('done' in answer) redirect(303, nextOf(event, data));
		return answer;
	},
	read: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => readFeedback(db, who, readForm(ReadForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `${homeOf(event)}?read=${answer.done}`);
		return answer;
	}
};

const homeOf = ({ params }: RequestEvent) => `/desk/calls/${params.call}/decisions/feedback`;

function nextOf(event: RequestEvent, data: FormData): string {
	const next = String(data.get('next') ?? '');
	return `${homeOf(event)}${next ? `?application=${encodeURIComponent(next)}` : ''}`;
}
