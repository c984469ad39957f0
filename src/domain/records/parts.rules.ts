import type { PromiseState } from './promises.rules.ts';
import type { Words } from '#lib/words.ts';

/** Words a speaker has approved, with the moment they were said. */
export type Quote = {
	id: string;
	locale: 'ko' | 'en';
	text: string;
	translation: string;
	speaker: Words;
	title: Words | null;
	saidAt: Date;
	/** The session it is from, and the segment of it, where the public may know of them. */
	session: { slug: string; title: Words } | null;
	segment: Words | null;
};

/** What somebody said they would do, until when, and how it stands by its last word. */
export type Promised = {
	id: string;
	what: Words;
	who: Words;
	dueOn: string | null;
	state: PromiseState;
	note: Words | null;
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

/** From how many applied to how many came. A step nobody can know yet is not among them. */
export type FlowStep = { step: 'applied' | 'reviewed' | 'eligible' | 'drawn' | 'invited' | 'came'; count: number };
export type Flow = { call: { slug: string; title: Words; noticeNumber: string }; steps: FlowStep[] };

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
	flow: Flow | null;
	draw: DrawProof | null;
	quotes: Quote[];
	promises: Promised[];
};

/** How long something took, in whole minutes. */
export const minutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 60_000);
