import type { Figure } from '#db/kinds.ts';
import type { Locale, Words } from '#lib/words.ts';
import type { StopPromise } from './promises.rules.ts';

/** Words a speaker has approved, with the moment they were said, and the session and segment they are from. */
export type Quote = {
	id: string;
	locale: Locale;
	text: string;
	translation: string;
	version: number;
	speaker: Words;
	speakerTitle: Words | null;
	said_at: Date;
	approved_at: Date;
	utterance_id: string | null;
	session: string | null;
	sessionTitle: Words | null;
	segmentTitle: Words | null;
};

/** A session as it ran. */
export type Ran = {
	slug: string;
	title: Words;
	hall: Words | null;
	from: Date;
	to: Date;
	segments: { id: string; title: Words; from: Date; to: Date; minutes: number; ran: boolean }[];
};

export type Answered = { id: string; text: string; locale: string; translation: string; by: string; answered: boolean };
/** What was asked in a segment. */
export type Asked = { id: string; session: Words; slug: string; title: Words; questions: Answered[] };

/** Figures that an article shows: as they were published, or, where `counted_at` is null, as they stand now. */
export type Counted = { figures: Figure[]; counted_at: Date | null };

/** The draw behind a gathering: what anybody needs to check it. */
export type DrawProof = {
	id: string;
	slug: string;
	call: { slug: string; title: Words };
	digest: string;
	rosterRoot: string;
	entrants: number;
	places: number;
	drawn: number;
	sealedAt: Date;
	conductedAt: Date;
	beaconRound: number | null;
};

export type Someone = { name: Words; title: Words | null };
export type People = { guest: Words; delegates: Someone[]; speakers: Someone[] };

/** All that parts of an article are drawn from. */
export type Parts = {
	people: People;
	programme: Ran[];
	questions: Asked[];
	counted: Counted;
	draw: DrawProof | null;
	quotes: Quote[];
	promises: StopPromise[];
};

/** How long something took, in whole minutes. */
export const minutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 60_000);
