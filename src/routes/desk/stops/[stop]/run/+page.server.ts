import { gate } from '#domain/people/gate.server.ts';
import { passedOn } from '#domain/programme/delays.rules.ts';
import { passDelay } from '#domain/programme/delays.write.server.ts';
import { hallsOf } from '#domain/programme/desk.read.server.ts';
import { DelayForm, MarkForm } from '#domain/programme/form.ts';
import { markSegment } from '#domain/programme/marks.write.server.ts';
import { daysFrom, dayToShow } from '#domain/programme/public.rules.ts';
import { sessionOfSegment } from '#domain/programme/read.server.ts';
import { atGate } from '#domain/programme/rules.ts';
import { asRunning, consentsIn, delaysOf, runOf, type RunSession } from '#domain/programme/run.read.server.ts';
import { forForm, readForm, readQuery } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../acting.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, RequestEvent } from './$types';

export async function load({ params, url, locals }) {
	const { stop } = await ownStop({ params, locals });
	const [db, at] = [reading(locals.db), locals.arrivedAt];
	const days = daysFrom(stop.starts_on, stop.ends_on);
	const day = dayToShow(days, { asked: url.searchParams.get('day'), now: at, zone: stop.time_zone })!;
	const [sessions, halls, delays] = await Promise.all([
		runOf(db, stop, { day, at }),
		hallsOf(db, stop.id),
		delaysOf(db, stop.id)
	]);
	const consents = await consentsIn(db, sessions);
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		...{ days, day, now: at, delays },
		halls: halls.map(({ id, name }) => ({ id, name })),
		sessions: sessions.map(({ about: _, ...one }) => ({
			...one,
			refusers: one.speakers.filter(({ id }) => consents.get(id) === 'refused').map(({ name }) => name)
		})),
		plan: await planned(url, sessions)
	};
}

/** What a delay would do, asked for by the address: nothing is done yet. */
async function planned(url: URL, sessions: RunSession[]) {
	if (!url.searchParams.has('session')) return null;
	const answer = await forForm(new FormData(), () => {
		const form = readQuery(DelayForm, url);
		return { ...form, shifts: passedOn(sessions.map(asRunning), form.session, form.minutes) };
	});
	if ('done' in answer) return { ...answer.done, refused: null };
	const { session, minutes = '', reason = '' } = Object.fromEntries(url.searchParams);
	return { session: session!, minutes, reason, shifts: [], refused: answer.data.refused };
}

const back = (event: RequestEvent) => `?day=${event.url.searchParams.get('day') ?? ''}`;

export const actions = {
	mark: async (event) => {
		const { db, visitor, arrivedAt } = event.locals;
		await ownStop(event);
		const data = await event.request.formData();
		const answer = await forForm(data, async () => {
			const { segment, mark } = readForm(MarkForm, data);
			const session = await sessionOfSegment(reading(db), segment);
			const who = { ...gate.moderator(visitor, atGate(session)), sessionId: session.id };
			await markSegment(db, who, { segmentId: segment, mark }, arrivedAt);
			return session.id;
		});
		if ('done' in answer) redirect(303, `${event.url.pathname}${back(event)}#r-${answer.done}`);
		return answer;
	},
	delay: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => passDelay(db, who, { stopId, form: readForm(DelayForm, data) }, at),
			back(event)
		)
} satisfies Actions;
