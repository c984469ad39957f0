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

/** Who asked for them has the journal's heads by mail so often: one letter, with the newest, and none where it is the same. */
export const headsEveryMs = 86_400_000;

/** What the programs of one person read within so long is counted together. */
export const programDayMs = 86_400_000;

/** The month of an instant as it is looked over, in UTC. */
export const monthOf = (at: Date) => at.toISOString().slice(0, 7);

/** The first instant of a month and of the one after it. */
export function monthBounds(month: string): { from: Date; until: Date } {
	const from = new Date(`${month}-01T00:00:00Z`);
	return { from, until: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) };
}

export const linkNotFound = () => refusal('unknown', 'reads.link-not-found');
/** A program has come to so many applications of a call that it is an export, which nobody has approved. */
export const countsAsExport = ({ applications, most }: { applications: number; most: number }) =>
	refusal('forbidden', 'reads.counts-as-export', { count: applications, most });
export const reasonMissing = () => refusal('invalid', 'reads.reason-missing');
