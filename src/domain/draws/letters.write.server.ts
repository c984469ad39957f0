import { inChunks } from '#lib/chunks.ts';
import type { Tx } from '#lib/db.server.ts';
import { postAll, type Letter } from '#lib/mail.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { written } from '#lib/zone.ts';
import type { Locale } from '#lib/words.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { resultLetter, revealLetter, sealedLetter, type DrawOfLetter, type LotOfLetter } from './mail.ts';
import { aboutChance } from './lots.rules.ts';
import { entrantsToTell, askedWitnesses } from './read.server.ts';

/** A draw whose letters are to be written. */
export type DrawToTell = { draw: { id: string; slug: string }; call: WholeCall; digest: string; conductAfter: Date };

/** Leaves a letter for every entrant, with lot, chance and digest, and one for every witness. Part of sealing. */
export async function postSealed(tx: Tx, told: DrawToTell, at: Date): Promise<void> {
	const entrants = await entrantsToTell(tx, told.draw.id);
	const named = namedIn(told);
	const letters = entrants.map(({ email, locale, ...lot }) =>
		sealedLetter(email, locale as Locale, lotOf(lot, entrants.length), named(locale as Locale))
	);
	const witnesses = await askedWitnesses(tx, told.draw.id);
	await postEach(tx, [...letters, ...witnesses.map(({ email }) => revealLetter(email, named('ko')))], at);
}

/** Leaves a letter for every entrant with what came out. Part of conducting. */
export async function postResult(tx: Tx, told: DrawToTell, at: Date): Promise<void> {
	const entrants = await entrantsToTell(tx, told.draw.id);
	const named = namedIn(told);
	const letters = entrants.map(({ email, locale, outcome, rank, ...lot }) => {
		const came = { outcome: (outcome ?? 'not') as 'drawn' | 'reserve' | 'not', rank: rank ?? 0 };
		return resultLetter(email, locale as Locale, { ...lotOf(lot, entrants.length), ...came }, named(locale as Locale));
	});
	await postEach(tx, letters, at);
}

function namedIn({ draw, call, digest, conductAfter }: DrawToTell): (locale: Locale) => DrawOfLetter {
	return (locale) => {
		const when = written(conductAfter, call.stop.time_zone, locale);
		return { title: call.title, page: `${baseUrl}/draws/${draw.slug}`, digest, when };
	};
}

function lotOf(row: { lot: number; chance_num: number; chance_den: number }, lots: number): LotOfLetter {
	const [num, den] = [row.chance_num, row.chance_den];
	return { lot: row.lot, lots, num, den, about: aboutChance(num, den) };
}

async function postEach(tx: Tx, letters: Letter[], at: Date): Promise<void> {
	for (const some of inChunks(letters)) await postAll(tx, some, at);
}
