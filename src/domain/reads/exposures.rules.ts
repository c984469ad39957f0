import { isId } from '#lib/ids.ts';
import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import type { Reading } from './rules.ts';

/** What of somebody's data a page or a file shows. */
export const parts = ['identity', 'contact', 'answers', 'files', 'screening', 'reviews'] as const;
export type Part = (typeof parts)[number];

/** What could be seen by each kind of reading, at most: who answers for a leak must not tell less than there was. */
export const seenIn: Record<Reading, readonly Part[]> = {
	application: ['identity', 'contact', 'answers', 'files', 'screening'],
	list: ['identity'],
	screening: ['identity', 'answers', 'screening'],
	lookalikes: ['identity', 'contact', 'answers'],
	review: ['identity', 'answers', 'files', 'reviews'],
	file: ['files'],
	export: ['identity', 'contact', 'answers', 'screening', 'reviews'],
	assistant: ['answers']
};

/** Whose reading is sought: of an account, a token, an address, each where given, from an instant up to another. */
export type SoughtExposure = {
	person: string | null;
	token: string | null;
	address: string | null;
	from: Date;
	until: Date;
};

/** One application that could have been seen: whose it is, what of it, and each time. */
export type Exposed = {
	application_id: string;
	number: string | null;
	call: string;
	notice_number: string;
	/** Those it is about, as far as they have an account: who applied. */
	person_id: string;
	readings: Reading[];
	/** The answers that stand in it, by the keys of its form. */
	fields: string[];
	times: Date[];
	first: Date;
	last: Date;
};

/** What of one application could have been seen, in the order of the parts. */
export function partsSeen({ readings }: Pick<Exposed, 'readings'>): Part[] {
	return parts.filter((part) => readings.some((what) => seenIn[what].includes(part)));
}

/** A sum over all that was found: how many applications and people, what of them, how often. */
export function summed(found: Exposed[]) {
	return {
		applications: found.length,
		people: new Set(found.map(({ person_id }) => person_id)).size,
		times: found.reduce((sum, { times }) => sum + times.length, 0),
		parts: parts.filter((part) => found.some((one) => partsSeen(one).includes(part))),
		fields: [
			...new Set(found.filter((one) => partsSeen(one).includes('answers')).flatMap(({ fields }) => fields))
		].sort()
	};
}

/** What an organiser says of it to those concerned and to the authority, in both languages (PIPA, Art. 34 (1)). */
export type ToldExposure = { how: Words; advice: Words; measures: Words; contact: Words };

/** So long after somebody learns of a leak those concerned are told, and the authority (PIPA Decree, Art. 39 and 40). */
export const tellWithinHours = 72;
/** From so many people on, or with sensitive data, or where somebody broke in, the authority is told as well. */
export const tellAuthorityFrom = 1_000;

/** An instant as a form's `datetime-local` has it, in the zone that it says; null where it is none. */
export const exposureZone = 'Asia/Seoul';

export const idOrNull = (text: string | null) => (text && isId(text) ? text : null);

export const nothingExposed = () => refusal('conflict', 'reads.nothing-exposed');
export const exposureNotFound = () => refusal('unknown', 'reads.exposure-not-found');
