import { refusal } from '#lib/refusal.ts';

export const promiseStates = ['open', 'under_way', 'kept', 'late', 'dropped'] as const;
export type PromiseState = (typeof promiseStates)[number];

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
