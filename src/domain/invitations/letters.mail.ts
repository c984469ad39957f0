import type { WholeCall } from '#domain/calls/rules.ts';
import { inWords, locales, type Locale, type Words } from '#lib/words.ts';
import { written, writtenDay } from '#lib/zone.ts';
import type { Invited } from './mail.ts';

/** What all letters of one call's invitations tell alike. */
export type GatheringInWords = Pick<Invited, 'title' | 'guest' | 'when' | 'where'>;

type GatheringToTell = { call: WholeCall; guest: { name: Words; title: Words; organisation: Words } };

/** The gathering in words: who comes, when and where. */
export function gatheringInWords({ call, guest }: GatheringToTell): GatheringInWords {
	const { stop } = call;
	const both = (say: (locale: Locale) => string) => Object.fromEntries(locales.map((l) => [l, say(l)])) as Words;
	const parts = (words: (Words | null)[], l: Locale) => words.map((one) => inWords(one, l)).filter(Boolean);
	return {
		title: call.title,
		guest: both((l) => named(parts([guest.organisation, guest.title, guest.name], l), l)),
		when: both((l) => {
			const [from, to] = [writtenDay(stop.starts_on, l), writtenDay(stop.ends_on, l)];
			return from === to ? from : `${from} – ${to}`;
		}),
		where: both((l) => {
			const [hall, address, city] = [stop.hall, stop.address, stop.city].map((one) => inWords(one, l));
			return [hall, address, address?.includes(city ?? '') ? '' : city].filter(Boolean).join(', ');
		})
	};
}

// Korean names the organisation first and the person last; English the other way round.
function named(parts: string[], locale: Locale): string {
	return locale === 'ko' ? parts.join(' ') : [...parts].reverse().join(', ');
}

/** The end of the time to reply in words: midnight as 24:00 of the day it ends. */
export function replyByInWords(replyBy: Date, zone: string): Words {
	return { ko: written(replyBy, zone, 'ko', true), en: written(replyBy, zone, 'en', true) };
}
