import type { Letter } from '#lib/mail.server.ts';
import type { Locale, Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import { aboutChance } from './chances.rules.ts';
import { resultLetter, revealLetter, sealedLetter, type DrawOfLetter, type LotOfLetter } from './mail.ts';

/** A draw whose letters are to be written. `page` is its public address. */
export type DrawToTell = { title: Words; page: string; mine: string; digest: string; conductAfter: Date; zone: string };

/** An entrant as the letters need them. */
export type EntrantToTell = {
	email: string;
	locale: string;
	lot: number;
	chance_num: number;
	chance_den: number;
	outcome: string | null;
	rank: number | null;
};

/** The letters of a seal: to every entrant their lot, chance and digest; to every witness, that they may reveal. */
export function sealedLetters(draw: DrawToTell, entrants: EntrantToTell[], witnesses: { email: string }[]): Letter[] {
	const named = namedIn(draw);
	const letters = entrants.map((entrant) => {
		const locale = entrant.locale as Locale;
		return sealedLetter(entrant.email, locale, lotOf(entrant, entrants.length), named(locale));
	});
	return [...letters, ...witnesses.map(({ email }) => revealLetter(email, named('ko')))];
}

/** The letters of a result: to every entrant what came out. */
export function resultLetters(draw: DrawToTell, entrants: EntrantToTell[]): Letter[] {
	const named = namedIn(draw);
	return entrants.map((entrant) => {
		const locale = entrant.locale as Locale;
		const came = { outcome: (entrant.outcome ?? 'not') as 'drawn' | 'reserve' | 'not', rank: entrant.rank ?? 0 };
		return resultLetter(entrant.email, locale, { ...lotOf(entrant, entrants.length), ...came }, named(locale));
	});
}

function namedIn({ title, page, mine, digest, conductAfter, zone }: DrawToTell): (locale: Locale) => DrawOfLetter {
	return (locale) => ({ title, page, mine, digest, when: written(conductAfter, zone, locale) });
}

function lotOf({ lot, chance_num: num, chance_den: den }: EntrantToTell, lots: number): LotOfLetter {
	return { lot, lots, num, den, about: aboutChance(num, den) };
}
