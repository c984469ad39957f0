import { calendar } from '#lib/calendar.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { codeInGroups } from './tickets.rules.ts';

/** What a ticket tells of its session. */
export type TicketToTell = {
	id: string;
	name: string;
	code: string;
	kind: Words | null;
	title: Words;
	host: Words;
	starts_at: Date;
	ends_at: Date;
	cancelled_at: Date | null;
	time_zone: string;
	city: Words;
	hall: Words | null;
	stop_hall: Words | null;
	address: Words | null;
};

/** A ticket's session in words: what, when and where, as every form of the ticket says it. */
export function ticketInWords(ticket: TicketToTell, locale: Locale) {
	const place = [ticket.hall, ticket.stop_hall, ticket.address ?? ticket.city];
	return {
		title: inWords(ticket.title, locale),
		when: written(ticket.starts_at, ticket.time_zone, locale),
		where: [...new Set(place.map((words) => inWords(words, locale)).filter(Boolean))].join(', '),
		host: inWords(ticket.host, locale),
		kind: ticket.kind ? inWords(ticket.kind, locale) : m.ticket_kind_invited({}, { locale }),
		code: codeInGroups(ticket.code)
	};
}

/** A ticket's session for a calendar. Its name stays the same, so that a later file replaces the earlier entry. */
export function ticketCalendar(ticket: TicketToTell, locale: Locale, { at, url }: { at: Date; url: string }): string {
	const { title, where, host, code } = ticketInWords(ticket, locale);
	const when = { from: ticket.starts_at, to: ticket.ends_at };
	const about = `${host}\n${m.ticket_code()}: ${code}`;
	const entry = { uid: `ticket-${ticket.id}@madang`, title, about, place: where, url, when };
	return calendar(title, [{ ...entry, isCancelled: ticket.cancelled_at !== null }], at, ticket.time_zone);
}
