import { calendar, type Entry } from '#lib/calendar.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Locale } from '#lib/words.ts';
import type { AtStop, DatedCall, DatedRegister, DatedSession } from './hub.rules.ts';
import type { Stop, Tour } from './rules.ts';

type There = { stop: Stop; there: AtStop };
type Telling = { locale: Locale; baseUrl: string };

/**
 * A tour as one calendar: whole days for each stop, and what the public may know of each in its own zone. It is dated by
 * the last fact in it, so that the same facts make the same file.
 */
export function tourCalendar(tour: Tour, stops: There[], telling: Telling): string {
	const title = inWords(tour.title, telling.locale);
	const entries = stops.flatMap((one) => [
		dayEntry(one.stop, title, telling),
		...one.there.calls.flatMap((call) => callEntries(call, one.stop, telling)),
		...one.there.sessions.map((session) => sessionEntry(session, one.stop, telling)),
		...one.there.registers.flatMap((register) => registerEntry(register, one, telling))
	]);
	const newest = Math.max(tour.made_at.getTime(), ...entries.map(({ modified }) => modified?.getTime() ?? 0));
	return calendar(title, entries, new Date(newest));
}

function dayEntry(stop: Stop, title: string, { locale, baseUrl }: Telling): Entry {
	return {
		...{ uid: `stop-${stop.slug}@madang`, title: `${title}: ${inWords(stop.city, locale)}` },
		...{ url: `${baseUrl}/stops/${stop.slug}`, place: placeOf(stop, locale), sequence: 0 },
		when: { firstDay: stop.starts_on, lastDay: stop.ends_on }
	};
}

// The same UIDs as in the call's own dates: who follows both has each once.
function callEntries(call: DatedCall, stop: Stop, { locale, baseUrl }: Telling): Entry[] {
	const entry = (what: string, name: string, when: Entry['when']): Entry => ({
		...{ uid: `${call.slug}-${what}@madang`, title: `${inWords(call.title, locale)}: ${name}`, when },
		...{ url: `${baseUrl}/calls/${call.slug}`, zone: stop.time_zone },
		...{ sequence: call.moved?.count ?? 0, modified: call.moved?.last ?? call.published_at }
	});
	return [
		entry('opens', m.dated_opens({}, { locale }), lasting(call.opens_at, 30)),
		entry('closes', m.dated_closes({}, { locale }), { from: minutes(call.closes_at, -60), to: call.closes_at }),
		entry('draw', m.dated_draw({}, { locale }), lasting(call.draw_at, 30))
	];
}

function sessionEntry(session: DatedSession, stop: Stop, { locale, baseUrl }: Telling): Entry {
	const { slug, title, from, to, sequence, releasedAt, isCancelled } = session;
	const base = `${baseUrl}/stops/${stop.slug}/programme`;
	const hall = session.hall ? [inWords(session.hall, locale)] : [];
	return {
		...{ uid: `${session.guid}@madang`, title: inWords(title, locale), when: { from, to }, zone: stop.time_zone },
		...{ url: slug ? `${base}/${slug}` : base, place: [...hall, placeOf(stop, locale)].join(', ') },
		...{ sequence, modified: releasedAt, isCancelled }
	};
}

function registerEntry(register: DatedRegister, { stop, there }: There, { locale, baseUrl }: Telling): Entry[] {
	const session = there.sessions.find(({ id }) => id === register.session_id);
	if (!session?.slug || session.isCancelled) return [];
	const title = `${inWords(session.title, locale)}: ${m.dated_register({}, { locale })}`;
	const url = `${baseUrl}/sessions/${session.slug}/register`;
	return [
		{
			...{ uid: `${session.slug}-register@madang`, title, url, zone: stop.time_zone, modified: session.releasedAt },
			when: lasting(register.opens_at, 30)
		}
	];
}

const placeOf = (stop: Stop, locale: Locale) =>
	[stop.hall, stop.address, stop.city]
		.map((part) => inWords(part, locale))
		.filter(Boolean)
		.join(', ');

const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000);
const lasting = (from: Date, count: number) => ({ from, to: minutes(from, count) });
