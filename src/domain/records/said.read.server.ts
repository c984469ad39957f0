import type { Reader } from '#lib/db.server.ts';
import type { Promised, Quote } from './parts.rules.ts';
import { promisesOfStop } from './promises.read.server.ts';
import { publicQuotes } from './quotes.read.server.ts';

/** What was said at a stop and may be read by anybody, as the article shows it. */
export async function approvedQuotes(db: Reader, stopId: string, at: Date): Promise<Quote[]> {
	const quotes = await publicQuotes(db, stopId, at);
	return quotes.map(({ id, locale, text, translation, speaker, speakerTitle, said_at, ...of }) => ({
		...{ id, locale, text, translation, speaker, title: speakerTitle, saidAt: said_at },
		session: of.session && of.sessionTitle ? { slug: of.session, title: of.sessionTitle } : null,
		segment: of.segmentTitle
	}));
}

/** What was promised at a stop by then, as the article shows it: each with its last word alone. */
export async function promisesAt(db: Reader, stopId: string, at: Date): Promise<Promised[]> {
	const promises = (await promisesOfStop(db, stopId, at)).filter(({ made_at }) => made_at <= at);
	return promises.map(({ id, what, who, due_on, state, updates }) => ({
		...{ id, what, who, dueOn: due_on, state },
		note: updates.at(-1)?.note ?? null
	}));
}
