import { badgeGroups, sheetsFor } from '#domain/doors/badges.rules.ts';
import { badgePictures } from '#domain/doors/sheets.read.server.ts';
import { inWords } from '#lib/words.ts';
import { askedBadges } from './choice.ts';

export async function load(event) {
	const { session, stop, choice, all, badges } = await askedBadges(event);
	const first = badgeGroups.flatMap((group) => badges.filter((badge) => badge.group === group).slice(0, 2));
	const shown = choice.text ? badges.slice(0, 8) : first;
	const sheet = { badges, title: session.title, stop: inWords(stop.city, 'ko') };
	const { pictures, missing } = await badgePictures(sheet, shown, event.locals.arrivedAt);
	return {
		...{ slug: session.slug, title: session.title, choice, pictures, missing },
		shown: shown.map(({ key, name, group, secret }) => ({ key, name, group, hasTicket: secret !== null })),
		groups: badgeGroups.map((group) => ({ group, count: all.filter((badge) => badge.group === group).length })),
		...{ count: badges.length, sheets: sheetsFor(badges.length, choice.skip) },
		query: event.url.search
	};
}
