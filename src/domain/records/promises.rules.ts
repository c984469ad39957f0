import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';

export const promiseStates = ['open', 'under_way', 'kept', 'late', 'dropped'] as const;
export type PromiseState = (typeof promiseStates)[number];

/** A later word on a promise. */
export type PromiseUpdate = {
	id: string;
	state: PromiseState;
	note: Words | null;
	source_url: string | null;
	told_at: Date;
};

/** What somebody said they would do, until when, in which public quote, how it stands, and every later word on it. */
export type StopPromise = {
	id: string;
	what: Words;
	who: Words;
	made_at: Date;
	due_on: string | null;
	quote_id: string | null;
	told: PromiseState;
	state: PromiseState;
	updates: PromiseUpdate[];
};

export const promiseNotFound = () => refusal('unknown', 'records.promise-not-found');

/** How many days before its day a promise is due. */
export const remindDaysBefore = 3;

/** How a promise stands on a day: as was last told, but overdue once its day is past and it is neither kept nor dropped. */
export function standingOf(
	{ told, due_on }: { told: PromiseState; due_on: string | null },
	today: string
): PromiseState {
	const isOpen = told === 'open' || told === 'under_way';
	return isOpen && due_on !== null && due_on < today ? 'late' : told;
}
