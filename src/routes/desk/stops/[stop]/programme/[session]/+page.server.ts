import { callsAt, draftSession, hallsOf, speakersOf, aroundFor, draftOf } from '#domain/programme/desk.read.server.ts';
import { IdForm, PartForm, SegmentsForm, SessionForm } from '#domain/programme/form.ts';
import {
	addPart,
	cancelSession,
	changeSegments,
	changeSession,
	removePart,
	removeSession
} from '#domain/programme/sessions.write.server.ts';
import { warningsOf } from '#domain/programme/warnings.rules.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions, RequestEvent } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [session, halls, speakers, calls, draft] = await Promise.all([
		draftSession(db, stop.id, params.session),
		hallsOf(db, stop.id),
		speakersOf(db, stop.id),
		callsAt(db, stop.id),
		draftOf(db, stop.id)
	]);
	const warnings = warningsOf(draft, aroundFor(stop, halls, speakers)).filter((one) =>
		[one.session, one.other].includes(session.id)
	);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		...{ session, calls, warnings },
		halls: halls.map(({ id, name }) => ({ id, name })),
		speakers: speakers.map(({ id, name, consent }) => ({ id, name, consent })),
		titles: Object.fromEntries(draft.map(({ id, slug, title }) => [id, { slug, title }]))
	};
}

/** The session of the address, by its id. */
async function idOf(event: RequestEvent) {
	const { stop } = await ownStop(event);
	return (await draftSession(reading(event.locals.db), stop.id, event.params.session)).id;
}

export const actions = {
	save: (event) =>
		acting(event, async ({ db, who, stopId, data, at }) => {
			const form = readForm(SessionForm, data);
			await changeSession(db, who, { stopId, id: await idOf(event), form }, at);
		}),
	segments: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(SegmentsForm, data);
				await changeSegments(db, who, { stopId, id: await idOf(event), form }, at);
			},
			'#segments'
		),
	join: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(PartForm, data);
				await addPart(db, who, { stopId, id: await idOf(event), form }, at);
			},
			'#speakers'
		),
	leave: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(PartForm, data);
				await removePart(db, who, { stopId, id: await idOf(event), form }, at);
			},
			'#speakers'
		),
	cancel: (event) =>
		acting(event, async ({ db, who, stopId, data, at }) => {
			const isCancelled = data.get('restore') !== 'on';
			await cancelSession(db, who, { stopId, id: await idOf(event), isCancelled }, at);
		}),
	remove: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => removeSession(db, who, { stopId, ...readForm(IdForm, data) }, at),
			() => `/desk/stops/${event.params.stop}/programme`
		)
} satisfies Actions;
