import { drawPdf, mm, setQr, setText, type Pdf } from '#lib/pdf.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/words.ts';
import { ticketInWords } from './tickets.mail.ts';
import type { Ticket } from './tickets.read.server.ts';

const margin = mm(20);
const width = mm(170);
const soft = '#575d57';

/**
 * A ticket as one page to print: a large code, the letters to read aloud, what, when and where. It bears the date the
 * ticket was given: the same ticket is the same file.
 */
export function ticketPdf(ticket: Ticket, locale: Locale): Promise<Buffer<ArrayBuffer>> {
	const words = ticketInWords(ticket, locale);
	return drawPdf({ title: `${m.ticket_title()} · ${words.title}`, locale, at: ticket.issued_at }, (pdf) => {
		const text = lineOf(pdf);
		let y = text(m.ticket_title(), mm(20), { most: 11, least: 11, colour: '#12513f', weight: 'bold' });
		y = text(words.title, y + mm(1), { most: 24, least: 14, lines: 2, weight: 'bold', height: mm(24) });
		y = text(words.when, y + mm(4), { most: 14, least: 10, lines: 2, height: mm(14) });
		y = text(words.where, y + mm(1), { most: 12, least: 9, lines: 2, height: mm(12), colour: soft });
		const size = mm(92);
		setQr(pdf, ticket.secret, { x: (mm(210) - size) / 2, y: y + mm(6), size });
		y += mm(6) + size;
		const centred = { align: 'center', height: mm(14) } as const;
		y = text(words.code, y, { ...centred, most: 26, least: 18, weight: 'bold' });
		y = text(m.ticket_code_what(), y + mm(1), { ...centred, most: 10, least: 8, lines: 2, colour: soft });
		y = text(ticket.name, y + mm(8), { ...centred, most: 20, least: 11, weight: 'bold' });
		y = text(`${words.kind} · ${words.host}`, y + mm(1), { ...centred, most: 12, least: 9, lines: 2, colour: soft });
		text(m.ticket_print_what(), mm(262), { ...centred, most: 10, least: 8, lines: 2, colour: soft });
	});
}

type Line = Parameters<typeof setText>[3] & { height?: number };

const lineOf =
	(pdf: Pdf) =>
	(text: string, y: number, { height = mm(10), ...how }: Line) =>
		setText(pdf, text, { x: margin, y, width, height }, how);
