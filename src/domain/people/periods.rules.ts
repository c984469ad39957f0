import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn } from '#lib/zone.ts';
import type { Role } from './rules.ts';

/** From when on a role counts and until when, where it is for a time: half-open; null is open. */
export type Period = { starts_at: Date | null; ends_at: Date | null };

/** Whoever audits does so for a time of at most so many days: it ends by itself, and may be made longer. */
export const longestAuditDays = 366;

/** Whether a role counts at an instant. */
export function standsAt({ starts_at, ends_at }: Period, at: Date): boolean {
	return (!starts_at || starts_at <= at) && (!ends_at || at < ends_at);
}

/**
 * The period from the first to the end of the last of two days in a zone, each of them empty where it is open. Refuses
 * what ends before it begins or has ended; an auditor's without an end, and one longer than a year.
 */
export function periodOf(role: Role, days: { from: string; until: string }, zone: string, at: Date): Period {
	if (role === 'auditor' && !days.until) throw fieldsRefused({ until: 'people.audit-needs-end' });
	const starts_at = days.from ? dayIn(zone, days.from, '00:00', 'from') : null;
	const ends_at = days.until ? dayIn(zone, days.until, '24:00', 'until') : null;
	const begins = starts_at && starts_at > at ? starts_at : at;
	if (ends_at && ends_at <= begins) throw fieldsRefused({ until: 'people.ends-before' });
	const longest = longestAuditDays * 86_400_000;
	if (role === 'auditor' && ends_at && ends_at.getTime() - begins.getTime() > longest)
		throw fieldsRefused({ until: 'people.audit-too-long' });
	// A day that has come begins now: what was before is not to be read into.
	return { starts_at: starts_at && starts_at > at ? starts_at : null, ends_at };
}

function dayIn(zone: string, day: string, time: string, field: string): Date {
	const instant = instantIn(zone, day, time);
	if (!instant) throw fieldsRefused({ [field]: 'people.no-such-day' });
	return instant;
}

/** The last day of a period in a zone, as a form shows it. */
export function lastDay({ ends_at }: Pick<Period, 'ends_at'>, zone: string): string {
	return ends_at ? clockIn(zone, ends_at, true).day : '';
}
