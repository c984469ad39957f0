import { redirect } from '@sveltejs/kit';
import { briefingsAt } from '#domain/programme/briefings.read.server.ts';
import {
	addBriefingFile,
	removeBriefingFile,
	withdrawBriefing,
	writeBriefing
} from '#domain/programme/briefings.write.server.ts';
import { BriefingForm, IdForm } from '#domain/programme/form.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { readMultipart } from '#lib/multipart.server.ts';
import { acting, ownStop } from '../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		briefings: await briefingsAt(reading(locals.db), stop.id),
		now: locals.arrivedAt
	};
}

export const actions = {
	write: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => writeBriefing(db, who, { stopId, form: readForm(BriefingForm, data) }, at),
			(id) => `#b-${id}`
		),
	withdraw: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			withdrawBriefing(db, who, { stopId, ...readForm(IdForm, data) }, at)
		),
	/** The briefing's id stands in the address: the file comes before any other input could. */
	attach: async (event) => {
		const { stop, who } = await ownStop(event);
		const { db, arrivedAt } = event.locals;
		const id = event.url.searchParams.get('briefing') ?? '';
		const sent = await readMultipart(event.request, ({ name, body }) =>
			addBriefingFile(db, who, { stopId: stop.id, ...readForm(IdForm, formOf(id)), name, body }, arrivedAt)
		);
		const answer = await forForm(formOf(id), () => {
			if (sent.fault) throw sent.fault;
		});
		if ('done' in answer) redirect(303, `${event.url.pathname}#b-${id}`);
		return answer;
	},
	detach: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			removeBriefingFile(db, who, { stopId, ...readForm(IdForm, data) }, at)
		)
} satisfies Actions;

function formOf(id: string): FormData {
	const data = new FormData();
	data.set('id', id);
	return data;
}
