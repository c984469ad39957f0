import { speakersOf } from '#domain/programme/desk.read.server.ts';
import { AvailabilityForm, ConsentForm, IdForm, SpeakerForm } from '#domain/programme/form.ts';
import {
	addAvailability,
	noteConsent,
	removeAvailability,
	removeSpeaker,
	saveSpeaker
} from '#domain/programme/speakers.write.server.ts';
import { delegatesOf } from '#domain/tours/read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const [speakers, delegates] = await Promise.all([
		speakersOf(reading(locals.db), stop.id),
		delegatesOf(reading(locals.db), stop.tour_id)
	]);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone, starts_on: stop.starts_on },
		speakers,
		delegates: delegates.map(({ id, name, title }) => ({ id, name, title }))
	};
}

export const actions = {
	save: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => saveSpeaker(db, who, { stopId, form: readForm(SpeakerForm, data) }, at),
			(id) => `#s-${id}`
		),
	remove: (event) =>
		acting(event, ({ db, who, stopId, data, at }) => removeSpeaker(db, who, { stopId, ...readForm(IdForm, data) }, at)),
	consent: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(ConsentForm, data);
				await noteConsent(db, who, { stopId, form }, at);
				return form.id;
			},
			(id) => `#s-${id}`
		),
	available: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(AvailabilityForm, data);
				await addAvailability(db, who, { stopId, form }, at);
				return form.id;
			},
			(id) => `#s-${id}`
		),
	unavailable: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			removeAvailability(db, who, { stopId, ...readForm(IdForm, data) }, at)
		)
} satisfies Actions;
