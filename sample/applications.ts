import { colleagueOf, newApplicant, type Applicant, type Makes } from './applicants.ts';
import type { Chance } from './chance.ts';
import { isEasy } from './staff.ts';
import type { SampleApplication } from './types.ts';
import { after, hours, minutes } from './zone.ts';

/** `until`: nothing is typed after it. `closesAt`: what everybody rushes to. */
export type Hours = { opensAt: Date; closesAt: Date; until: Date };
export type Written = { applicant: Applicant; application: SampleApplication };

/** Live applications in the order they were submitted, then the withdrawn, the drafts, and the second persons of a firm. */
export function writeApplications(slug: string, live: Applicant[], makes: Makes, span: Hours): Written[] {
	const { chance } = makes;
	const year = span.opensAt.getUTCFullYear();
	const share = (of334: number) => Math.max(1, Math.round((of334 * live.length) / 334));
	const some = (count: number) => Array.from({ length: count }, () => newApplicant(makes, year));
	let count = 0;
	const key = () => `${slug}/${String(++count).padStart(String(live.length).length + 1, '0')}`;

	const times = live.map(() => rushTime(chance, span)).sort((one, other) => one.getTime() - other.getTime());
	const written = live.map((applicant, at) => submitted(key(), applicant, times[at]!, { chance, span }));
	const withdrawn = some(share(9)).map((applicant) =>
		withdraw(submitted(key(), applicant, rushTime(chance, span), { chance, span }), { chance, span })
	);
	const drafts = some(share(20)).map((applicant) => draft(key(), applicant, { chance, span }));
	const blocking = chance.shuffled(written).slice(0, share(6));
	const doubles = blocking.map((first) => duplicate(key(), first, { chance, span }));
	return [...written, ...withdrawn, ...drafts, ...doubles];
}

type With = { chance: Chance; span: Hours };

/** Density about 1/(time left): the last hour brings as many as the days before it. */
function rushTime(chance: Chance, { opensAt, closesAt, until }: Hours): Date {
	const whole = closesAt.getTime() - opensAt.getTime();
	const least = Math.max(closesAt.getTime() - until.getTime() + minutes(2), 4_000);
	const left = least * (whole / least) ** chance.next();
	return new Date(Math.floor(closesAt.getTime() - left));
}

function submitted(key: string, applicant: Applicant, submittedAt: Date, { chance, span }: With): Written {
	const startedAt = notBefore(span.opensAt, after(submittedAt, -hours(0.3) - hours(60) * chance.next() ** 3));
	const consents = [
		'selection',
		...(chance.happens(0.87) || isEasy(applicant.person) ? ['sharing'] : []),
		...(chance.happens(0.71) ? ['recording'] : [])
	];
	const application = {
		...blank(key, applicant),
		state: 'live' as const,
		consents,
		startedAt,
		savedAt: submittedAt,
		submittedAt
	};
	return { applicant, application };
}

function withdraw({ applicant, application }: Written, { chance, span }: With): Written {
	const left = span.until.getTime() - application.submittedAt!.getTime();
	const withdrawnAt = after(application.submittedAt!, Math.floor(left * (0.05 + 0.9 * chance.next())));
	return { applicant, application: { ...application, state: 'withdrawn', withdrawnAt, savedAt: withdrawnAt } };
}

/** A draft that was never submitted: some stopped after the first fields, some in the middle of a sentence. */
function draft(key: string, applicant: Applicant, { chance, span }: With): Written {
	const savedAt = rushTime(chance, span);
	const startedAt = notBefore(span.opensAt, after(savedAt, -hours(20) * chance.next()));
	const kept = Object.entries(applicant.answers).slice(0, chance.whole(4, 14));
	const answers = Object.fromEntries(kept);
	if (answers['proposal']) answers['proposal'] = answers['proposal'].slice(0, chance.whole(40, 160)).trim();
	return { applicant, application: { ...blank(key, applicant), answers, state: 'draft', startedAt, savedAt } };
}

function duplicate(key: string, first: Written, { chance, span }: With): Written {
	const applicant = colleagueOf(first.applicant, chance);
	const tried = after(
		first.application.submittedAt!,
		Math.floor((span.until.getTime() - first.application.submittedAt!.getTime()) * chance.next())
	);
	const more = {
		state: 'duplicate' as const,
		blockedBy: first.application.key,
		startedAt: after(tried, -minutes(1)),
		savedAt: tried
	};
	return { applicant, application: { ...blank(key, applicant), ...more } };
}

function blank(key: string, { person, firm, language, sector, answers }: Applicant) {
	return {
		...{ key, person: person.key, registrationNumber: firm.registrationNumber, language, sector: sector.key, answers },
		...{ consents: [] as string[], submittedAt: null, withdrawnAt: null, blockedBy: null }
	};
}

const notBefore = (earliest: Date, instant: Date) => (instant < earliest ? earliest : instant);
