import type { Letter } from '#lib/mail.server.ts';
import { calendar } from '#lib/calendar.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written, writtenDay } from '#lib/zone.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { filled, type LetterKind, type Template, type Values } from './templates.rules.ts';
import { shortWords } from './templates.mail.ts';

export type GatheringToTell = { call: WholeCall; guest: { name: Words; title: Words; organisation: Words } };

/** Whom a letter tells of an invitation. The time to reply and the link are there where the kind of letter has them. */
export type ToTell = {
	to: string;
	locale: Locale;
	organisation: string;
	person: string;
	track: Words;
	replyBy: Date;
	link?: string;
	attendee?: string;
	reason?: string;
	phone?: string | null;
};

/** The gathering in words, in one language: who comes, when and where. */
export function gatheringInWords({ call, guest }: GatheringToTell, locale: Locale) {
	const { stop } = call;
	const parts = (words: (Words | null)[]) => words.map((one) => inWords(one, locale)).filter(Boolean);
	const [from, to] = [writtenDay(stop.starts_on, locale), writtenDay(stop.ends_on, locale)];
	const [hall, address, city] = [stop.hall, stop.address, stop.city].map((one) => inWords(one, locale));
	return {
		title: inWords(call.title, locale),
		host: inWords(call.host.name, locale),
		guest: named(parts([guest.organisation, guest.title, guest.name]), locale),
		when: from === to ? from : `${from} – ${to}`,
		where: [hall, address, address?.includes(city ?? '') ? '' : city].filter(Boolean).join(', ')
	};
}

// Korean names the organisation first and the person last; English the other way round.
function named(parts: string[], locale: Locale): string {
	return locale === 'ko' ? parts.join(' ') : [...parts].reverse().join(', ');
}

/** What the placeholders stand for in a letter to somebody. The end of the time to reply is written 24:00 of its day. */
export function valuesFor(gathering: GatheringToTell, one: ToTell): Values {
	const { locale, organisation, person } = one;
	const ko = person && person !== organisation ? `${organisation} ${person} 님` : organisation;
	const en = person && person !== organisation ? `${person}, ${organisation}` : organisation;
	return {
		...gatheringInWords(gathering, locale),
		...{ organisation, person: person || organisation, recipient: locale === 'ko' ? ko : en },
		track: inWords(one.track, locale),
		replyBy: written(one.replyBy, gathering.call.stop.time_zone, locale, true),
		...{ link: one.link ?? '', attendee: one.attendee ?? '', reason: one.reason ?? '' }
	};
}

/** The letter of a kind to somebody, in these words; with it the date for their calendar, where they come. */
export function letterOf(
	gathering: GatheringToTell,
	letter: { kind: LetterKind; template: Template },
	one: ToTell,
	at: Date
): Letter {
	const text = filled(letter.template, valuesFor(gathering, one));
	const comes = letter.kind === 'accepted' || letter.kind === 'substitute';
	const entry = { name: 'gathering.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH' };
	return {
		...{ to: one.to, ...text },
		attachments: comes ? [{ ...entry, text: gatheringCalendar(gathering, one.locale, at) }] : []
	};
}

/** How a template reads to somebody, before it is sent. */
export function previewOf(gathering: GatheringToTell, template: Template, one: ToTell): Template {
	return filled(template, valuesFor(gathering, one));
}

/** The short message beside a letter, to whoever agreed to one, or null. */
export function shortOf(gathering: GatheringToTell, kind: LetterKind, one: ToTell): Letter | null {
	const words = shortWords(kind, one.locale);
	if (!words || !one.phone) return null;
	const { subject, body } = filled({ subject: '', body: words }, valuesFor(gathering, one));
	return { to: one.phone, subject, body, channel: 'short' };
}

/** The gathering for a calendar. Its name stays the same, so that a later file replaces the earlier entry. */
export function gatheringCalendar(gathering: GatheringToTell, locale: Locale, at: Date): string {
	const { call } = gathering;
	const words = gatheringInWords(gathering, locale);
	const when = { firstDay: call.stop.starts_on, lastDay: call.stop.ends_on };
	return calendar(
		words.title,
		[{ uid: `gathering-${call.id}@madang`, title: words.title, about: words.guest, place: words.where, when }],
		at
	);
}
