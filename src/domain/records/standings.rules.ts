import { m } from '#lib/paraglide/messages.js';
import type { Entry } from '#domain/programme/atom.rules.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import type { PromiseState } from './promises.rules.ts';

/** What each state of a promise is called. */
export const promiseStateNames: Record<PromiseState, () => string> = {
	open: m.promise_open,
	under_way: m.promise_under_way,
	kept: m.promise_kept,
	late: m.promise_late,
	dropped: m.promise_dropped
};

type Told = {
	id: string;
	what: Words;
	who: Words;
	made_at: Date;
	updates: { id: string; state: PromiseState; note: Words | null; told_at: Date }[];
};

/** Promises and every later word on them as the entries of a feed, the newest first. */
export function promiseEntries(promises: Told[], url: string, locale: Locale): Entry[] {
	const entries = promises.flatMap(({ id, what, who, made_at, updates }) => {
		const [title, link] = [inWords(what, locale), `${url}#p-${id}`];
		return [
			{ id: `urn:uuid:${id}`, title, updated: made_at, link, text: inWords(who, locale) },
			...updates.map(({ id: update, state, note, told_at }) => ({
				...{ id: `urn:uuid:${update}`, title: `${title}: ${promiseStateNames[state]()}`, updated: told_at, link },
				text: inWords(note, locale)
			}))
		];
	});
	return entries.sort((a, b) => b.updated.getTime() - a.updated.getTime());
}
