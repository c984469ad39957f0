import { redirect } from '@sveltejs/kit';
import { isSealed } from '#domain/applications/lookalikes.read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { bands, type Band } from '#domain/bands/rules.ts';
import { CorrectionAnswer, CorrectionForm } from '#domain/decisions/form.ts';
import { decisionLetter } from '#domain/decisions/mail.ts';
import { announcementOf, correctionsOf, decisionsOf, type DecisionRow } from '#domain/decisions/read.server.ts';
import { announcing } from '#domain/decisions/rules.ts';
import { announceDecisions, answerCorrection, correctDecisions } from '#domain/decisions/write.server.ts';
import { feedbackOf } from '#domain/decisions/feedback.read.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { organiserOf } from '../organiser.ts';
import type { RequestEvent } from './$types';

const pageSize = 25;

/** What has been decided of each application, pending or announced, with what may be corrected and what would go out. */
export async function load({ params, url, locals: { db, visitor, locale } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const freeze = await freezeOf(reading(db), call.id);
	if (!freeze) return { isFrozen: false as const };
	const [rows, corrections, announcement, sealed, feedback, { tracks }] = await Promise.all([
		decisionsOf(reading(db), call.id),
		correctionsOf(reading(db), call.id),
		announcementOf(reading(db), call.id),
		isSealed(reading(db), call.id),
		feedbackOf(reading(db), call.id),
		wholeCall(reading(db), call)
	]);
	const sought = soughtIn(url.searchParams);
	const found = rows.filter((row) => row.now === sought.band);
	const from = Math.min(sought.page - 1, Math.max(0, Math.ceil(found.length / pageSize) - 1)) * pageSize;
	const text = (row: DecisionRow | undefined) => feedback.find((one) => one.application_id === row?.id)?.body ?? null;
	const site = await siteOf(reading(db), { call: call.id });
	const sample = (outcome: Band) => {
		const row = rows.find(({ now }) => now === outcome);
		const facts = { title: call.title, number: row?.number ?? '', url: `${site}/calls/${call.slug}/mine` };
		return row && decisionLetter('', { ...facts, outcome, feedback: outcome === 'decline' ? text(row) : null }, locale);
	};
	return {
		isFrozen: true as const,
		...{ announcement: announcement ?? null, sealed, sought, pageSize, from, found: found.length },
		rows: found.slice(from, from + pageSize).map(({ applicant_id: _, ...row }) => row),
		tracks: tracks.map(({ id, name, places }) => ({
			...{ id, name, places },
			counts: announcing(rows.filter((row) => row.track_id === id)).counts
		})),
		corrections: corrections.map(({ asked_by, ...one }) => ({ ...one, isMine: asked_by === who.personId })),
		plan: announcing(rows),
		letters: announcement ? [] : bands.flatMap((band) => sample(band) ?? []),
		said: url.searchParams.get('said')
	};
}

function soughtIn(asked: URLSearchParams): { band: Band; page: number } {
	const band = bands.find((known) => known === asked.get('band')) ?? 'decline';
	return { band, page: Math.max(1, Number.parseInt(asked.get('page') ?? '1', 10) || 1) };
}

export const actions = {
	correct: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => correctDecisions(db, who, readForm(CorrectionForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/decisions?said=${answer.done}`);
		return answer;
	},
	answer: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => answerCorrection(db, who, readForm(CorrectionAnswer, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/decisions`);
		return answer;
	},
	announce: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => announceDecisions(event.locals.db, who, event.locals.arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/decisions`);
		return answer;
	}
};
