import { redirect } from '@sveltejs/kit';
import { saidOfFiles } from '#domain/applications/attachments.read.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { oneApplication } from '#domain/applications/desk.read.server.ts';
import { isDecided } from '#domain/applications/standing.read.server.ts';
import { ScreeningForm } from '#domain/applications/screenings.form.ts';
import { screeningList, screeningsOf } from '#domain/applications/screenings.read.server.ts';
import { conditionsOf } from '#domain/applications/screenings.rules.ts';
import { announceScreening, screenApplication, screenRest } from '#domain/applications/screenings.write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { organiserOf } from '../organiser.ts';
import type { RequestEvent } from './$types';

/** Every submitted application in a list, and one of them opened: the one asked for, or the first not yet checked. */
export async function load({ params, url, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const [rows, { fields }, isFrozen] = await Promise.all([
		screeningList(reading(db), who),
		callForm(reading(db), call.id),
		isDecided(reading(db), call.id)
	]);
	const asked = url.searchParams.get('application');
	const at = Math.max(0, asked ? rows.findIndex(({ id }) => id === asked) : rows.findIndex(({ isNow }) => !isNow));
	const open = rows[at];
	const answers = open ? ((await oneApplication(reading(db), who, open.id)).answers ?? {}) : {};
	const read = { what: 'screening' as const, call, applicationIds: open ? [open.id] : [], address: getClientAddress() };
	await noteRead(db, who, read, arrivedAt);
	return {
		rows: rows.map(({ applicant_id: _, submitted_at: __, ...row }) => row),
		at,
		fields,
		isFrozen,
		conditions: conditionsOf(call.who_may),
		open: open && {
			...{ id: open.id, answers, files: await saidOfFiles(reading(db), answers) },
			history: await screeningsOf(reading(db), open.id)
		},
		done: rows.filter(({ isNow }) => isNow).length,
		untold: rows.filter(({ isNow, told_at }) => isNow && !told_at).length,
		said: { told: Number(url.searchParams.get('told')), rest: Number(url.searchParams.get('rest')) }
	};
}

export const actions = {
	screen: async (event: RequestEvent) => {
		const { db, arrivedAt } = event.locals;
		const who = await organiserOf(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => screenApplication(db, who, readForm(ScreeningForm, data), arrivedAt));
		if ('done' in answer) redirect(303, nextAfter(event, data));
		return answer;
	},
	rest: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => screenRest(event.locals.db, who, event.locals.arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/screening?rest=${answer.done}`);
		return answer;
	},
	announce: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const data = await event.request.formData();
		const answer = await forForm(data, () => announceScreening(event.locals.db, who, event.locals.arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/screening?told=${answer.done}`);
		return answer;
	}
};

function nextAfter({ params }: RequestEvent, data: FormData): string {
	const next = String(data.get('next') ?? '');
	return `/desk/calls/${params.call}/screening${next ? `?application=${encodeURIComponent(next)}` : ''}`;
}
