import { badgeSheets } from '#domain/doors/sheets.read.server.ts';
import { asAttachment } from '#lib/filenames.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '#lib/words.ts';
import { askedBadges } from '../badges/choice.ts';

/** Badges to print, as the address chooses them. */
export async function GET(event) {
	const { locale, arrivedAt } = event.locals;
	const { session, stop, choice, badges } = await askedBadges(event);
	const sheet = { badges, skip: choice.skip, locale, title: session.title, stop: inWords(stop.city, 'ko') };
	const name = `${m.badges()}-${session.slug}.pdf`;
	return new Response(await badgeSheets(sheet, arrivedAt), {
		headers: { 'content-type': 'application/pdf', 'content-disposition': asAttachment(name) }
	});
}
