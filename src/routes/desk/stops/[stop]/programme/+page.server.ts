import { aroundFor, callsAt, draftOf, hallsOf, speakersOf } from '#domain/programme/desk.read.server.ts';
import { HallForm, IdForm, MoveForm, ReleaseForm, SessionForm, TravelForm } from '#domain/programme/form.ts';
import { removeHall, saveHall, setTravel } from '#domain/programme/halls.write.server.ts';
import { dayOf, dayToShow, daysFrom } from '#domain/programme/public.rules.ts';
import { newestRelease, sessionsIn, showable } from '#domain/programme/releases.read.server.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { addSession, moveSession } from '#domain/programme/sessions.write.server.ts';
import { changesBetween } from '#domain/programme/shown.rules.ts';
import { warningsOf } from '#domain/programme/warnings.rules.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { acting, ownStop } from '../acting.ts';
import type { Actions, RequestEvent } from './$types';

const mostWarnings = 60;

export async function load({ params, url, locals }) {
	const { db, arrivedAt } = locals;
	const { stop } = await ownStop({ params, locals });
	const [halls, speakers, draft, calls] = await Promise.all([
		hallsOf(reading(db), stop.id),
		speakersOf(reading(db), stop.id),
		draftOf(reading(db), stop.id),
		callsAt(reading(db), stop.id)
	]);
	const zone = stop.time_zone;
	const days = [
		...new Set([...daysFrom(stop.starts_on, stop.ends_on), ...draft.map(({ starts_at }) => dayOf(starts_at, zone))])
	].sort();
	const day = dayToShow(days, { asked: url.searchParams.get('day'), now: arrivedAt, zone })!;
	const warnings = warningsOf(draft, aroundFor(stop, halls, speakers));
	const today = draft.filter(({ starts_at }) => dayOf(starts_at, zone) === day);
	const named = new Set([...today.map(({ id }) => id), ...warnings.flatMap(({ session, other }) => [session, other])]);
	return {
		stop: { slug: stop.slug, city: stop.city, zone, travelMinutes: stop.travel_minutes },
		...{ days, day, calls },
		halls: halls.map(({ id, name, capacity }) => ({ id, name, capacity })),
		sessions: today.map(({ about: _, segments, speakers: parts, ...one }) => ({
			...one,
			minutes: segments.reduce((sum, { minutes }) => sum + minutes, 0),
			speakers: parts.length
		})),
		count: draft.length,
		warnings: warnings.slice(0, mostWarnings),
		moreWarnings: Math.max(0, warnings.length - mostWarnings),
		marked: [...new Set(warnings.map(({ session }) => session))],
		titles: Object.fromEntries(
			draft.filter(({ id }) => named.has(id)).map(({ id, slug, title }) => [id, { slug, title }])
		),
		...(await releaseState(reading(db), stop))
	};
}

/** The newest release, and what the next one would change for the public. */
async function releaseState(db: Reader, stop: Stop) {
	const release = await newestRelease(db, stop.id);
	const [before, shown] = await Promise.all([release ? sessionsIn(db, release.id) : [], showable(db, stop.id)]);
	const titles = new Map(shown.map((one) => [one.session_id, one.shown.title]));
	const gone = before.filter((one) => !titles.has(one.session_id)).map((one) => one.shown.title);
	const changes = release ? changesBetween(before, shown) : [];
	return {
		release: release && { version: release.version, released_at: release.released_at },
		shownCount: shown.length,
		gone,
		changes: changes.slice(0, 80).map((one) => ({ ...one, title: titles.get(one.session_id)! }))
	};
}

const sameDay = (event: RequestEvent) => `?day=${event.url.searchParams.get('day') ?? ''}`;

export const actions = {
	hall: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => saveHall(db, who, { stopId, form: readForm(HallForm, data) }, at),
			`${sameDay(event)}#halls`
		),
	removeHall: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => removeHall(db, who, { stopId, ...readForm(IdForm, data) }, at),
			`${sameDay(event)}#halls`
		),
	travel: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => setTravel(db, who, { stopId, ...readForm(TravelForm, data) }, at),
			`${sameDay(event)}#halls`
		),
	add: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => addSession(db, who, { stopId, form: readForm(SessionForm, data) }, at),
			(slug) => `${event.url.pathname}/${slug}`
		),
	move: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => {
				const form = readForm(MoveForm, data);
				await moveSession(db, who, { stopId, form }, at);
				return form.day;
			},
			(day) => `?day=${day}`
		),
	release: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => releaseProgramme(db, who, { stopId, ...readForm(ReleaseForm, data) }, at),
			`${sameDay(event)}#release`
		)
} satisfies Actions;
