import { m } from '#lib/paraglide/messages.js';
import { inWords, type Locale } from '#lib/words.ts';
import { stampIn } from '#lib/zone.ts';
import { ticketInWords, type TicketToTell } from './tickets.mail.ts';
import { codeInGroups, hoursOf } from './tickets.rules.ts';

/** A ticket as a wallet shows it: its words, and the text of its picture. */
export type TicketToCarry = TicketToTell & { secret: string; session_id: string };

/** The pass type and the team an Apple pass is of. */
export type AppleIssuer = { passType: string; team: string };

/**
 * A ticket as an event ticket of Apple Wallet (`pass.json`). It says everything by keys that `appleStrings` puts into
 * words, so that it is in the language of the phone, whoever fetched it.
 */
export function applePass(ticket: TicketToCarry, { passType, team }: AppleIssuer) {
	const until = hoursOf(ticket).until;
	const said = (key: string) => ({ key, label: `madang.label.${key}`, value: `madang.${key}` });
	const name = { ...said('name'), value: ticket.name };
	const code = { ...said('code'), value: codeInGroups(ticket.code) };
	return {
		...{ formatVersion: 1, passTypeIdentifier: passType, teamIdentifier: team, serialNumber: ticket.id },
		...{ organizationName: 'madang.host', description: 'madang.description', logoText: 'madang.host' },
		...{ backgroundColor: 'rgb(18,81,63)', foregroundColor: 'rgb(255,255,255)', labelColor: 'rgb(233,180,76)' },
		relevantDate: stampIn(ticket.time_zone, ticket.starts_at),
		expirationDate: stampIn(ticket.time_zone, until),
		voided: ticket.cancelled_at !== null,
		barcodes: [
			{
				...{ format: 'PKBarcodeFormatQR', message: ticket.secret, messageEncoding: 'iso-8859-1' },
				altText: codeInGroups(ticket.code)
			}
		],
		eventTicket: {
			primaryFields: [said('title')],
			secondaryFields: [said('when'), said('where')],
			auxiliaryFields: [name, said('kind')],
			// Keys are unique over the whole pass.
			backFields: [...['title', 'when', 'where', 'host'].map((key) => ({ ...said(key), key: `${key}-whole` })), code]
		}
	};
}

/** What the keys of a pass say in a language: `pass.strings` of its folder. */
export function appleStrings(ticket: TicketToCarry, locale: Locale): string {
	const { title, when, where, host, kind } = ticketInWords(ticket, locale);
	const texts = {
		...{ title, when, where, host, kind, description: `${m.ticket_title({}, { locale })} · ${title}` },
		'label.title': m.ticket_title({}, { locale }),
		'label.when': m.invitation_when({}, { locale }),
		'label.where': m.invitation_where({}, { locale }),
		'label.host': m.invitation_host({}, { locale }),
		'label.name': m.register_name({}, { locale }),
		'label.kind': m.ticket_kind({}, { locale }),
		'label.code': m.ticket_code({}, { locale })
	};
	const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\r?\n/g, '\\n')}"`;
	return Object.entries(texts)
		.map(([key, text]) => `${quoted(`madang.${key}`)} = ${quoted(text)};\n`)
		.join('');
}

/** A ticket's session as Google Wallet's class of tickets, all but its id. One language alone: all of it is in an address. */
export function googleClass(ticket: TicketToCarry, locale: Locale) {
	const hall = [ticket.hall, ticket.stop_hall].map((words) => inWords(words, locale)).filter(Boolean);
	const venue = [...new Set(hall)].join(', ') || inWords(ticket.city, locale);
	const address = inWords(ticket.address ?? ticket.city, locale);
	return {
		...{
			issuerName: inWords(ticket.host, locale),
			reviewStatus: 'UNDER_REVIEW',
			eventName: inOne(inWords(ticket.title, locale), locale)
		},
		venue: { name: inOne(venue, locale), address: inOne(address, locale) },
		dateTime: {
			start: stampIn(ticket.time_zone, ticket.starts_at),
			end: stampIn(ticket.time_zone, ticket.ends_at)
		}
	};
}

/** A ticket as Google Wallet's object of a class. */
export function googleTicket(ticket: TicketToCarry, locale: Locale) {
	const { kind, code } = ticketInWords(ticket, locale);
	return {
		...{ state: ticket.cancelled_at ? 'INACTIVE' : 'ACTIVE', ticketHolderName: ticket.name, ticketNumber: ticket.code },
		ticketType: inOne(kind, locale),
		barcode: { type: 'QR_CODE', value: ticket.secret, alternateText: code }
	};
}

const inOne = (value: string, language: Locale) => ({ defaultValue: { language, value } });
