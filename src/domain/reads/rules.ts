import { refusal } from '#lib/refusal.ts';

/** What was read of somebody's data, by those who work for a host. */
export const readings = [
	'application',
	'list',
	'screening',
	'lookalikes',
	'review',
	'file',
	'export',
	'assistant'
] as const;
export type Reading = (typeof readings)[number];

/** One read as it is left: what, whose, and from where. */
export type ReadOf = {
	what: Exclude<Reading, 'export'>;
	call: { id: string; host_id: string };
	applicationIds: string[];
	address: string;
	/** The token of the program that read; none where a person did. */
	tokenId?: string;
};

/** So many different applications within so many minutes are told to the host's organisers, once an hour at most. */
export const bulk = { applications: 500, minutes: 10, quietMinutes: 60 };

/**
 * The log is kept two years: one is the least that the safety measures for personal data ask for, two where there are
 * many people, and whether there are is not known beforehand.
 */
export const keptDays = 731;

/** The month of an instant as it is looked over, in UTC. */
export const monthOf = (at: Date) => at.toISOString().slice(0, 7);

/** The first instant of a month and of the one after it. */
export function monthBounds(month: string): { from: Date; until: Date } {
	const from = new Date(`${month}-01T00:00:00Z`);
	return { from, until: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) };
}

export const reasonMissing = () => refusal('invalid', 'reads.reason-missing');
