import { calendar, type Entry } from '#lib/calendar.ts';
import { inWords, type Locale } from '#lib/words.ts';
import type { WholeCall } from './rules.ts';

const names = {
	ko: { opens: '접수 시작', closes: '접수 마감', draw: '추첨', event: '행사' },
	en: { opens: 'applications open', closes: 'applications close', draw: 'draw', event: 'the event' }
};

/** A call's dates as a calendar file. The closing is an entry of the hour before it, so that it is seen in time. */
export function datesCalendar(call: WholeCall, locale: Locale, baseUrl: string): string {
	const title = inWords(call.title, locale);
	const url = `${baseUrl}/calls/${call.slug}`;
	const place = [call.stop.hall, call.stop.address, call.stop.city].map((part) => inWords(part, locale));
	const entry = (what: keyof typeof names.ko, when: Entry['when']): Entry => ({
		...{ uid: `${call.slug}-${what}@madang`, title: `${title}: ${names[locale][what]}`, url, when },
		...(what === 'event' ? { place: place.filter(Boolean).join(', ') } : {})
	});
	const entries = [
		entry('opens', { from: call.opens_at, to: minutes(call.opens_at, 30) }),
		entry('closes', { from: minutes(call.closes_at, -60), to: call.closes_at }),
		entry('draw', { from: call.draw_at, to: minutes(call.draw_at, 30) }),
		entry('event', { firstDay: call.stop.starts_on, lastDay: call.stop.ends_on })
	];
	return calendar(title, entries, call.published_at ?? call.made_at);
}

const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000);
