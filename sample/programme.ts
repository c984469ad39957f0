import type { Words } from '#lib/words.ts';
import { newApplicant, type Applicant } from './applicants.ts';
import { writeApplications } from './applications.ts';
import { assign, conflictsOf } from './assignments.ts';
import { chanceOf } from './chance.ts';
import { criteria } from './criteria.ts';
import { formFields, type Region } from './fields.ts';
import { firmMaker } from './firms.ts';
import { noticeTexts, quotasAt, tracks } from './notice.ts';
import { questionsAt } from './questions.ts';
import { registerAt } from './register.ts';
import { reviewerPeople, reviewers } from './reviewers.ts';
import { review } from './reviews.ts';
import { halls, sessionsAt } from './sessions.ts';
import { briefingsAt, pressAt, speakersAt, staysAt } from './speakers.ts';
import { easyPerson, newcomer, staff } from './staff.ts';
import { terms } from './terms.ts';
import { host, tourAt } from './tour.ts';
import type { SampleCall, SampleCallState, SamplePerson, SampleProgramme } from './types.ts';
import { after, hours, inKorea } from './zone.ts';

export type ProgrammeWish = { applications?: number; seed?: string; at: Date };
export type CallWish = {
	slug: string;
	/** Slug of a stop of the tour. */
	stop: string;
	state: SampleCallState;
	applications: number;
	seed: string;
	at: Date;
};

// Ranges of registration numbers, so that two calls never share a firm by chance.
const firstNumbers: Record<string, number> = { seoul: 0, busan: 40_000 };

/**
 * The sample programme, the same for the same wish: a tour of seventeen stops, and two calls with so many live
 * applications each (up to 30,000): Seoul's still open for three days, Busan's reviewed and waiting to be drawn.
 */
export function sampleProgramme({ applications = 334, seed = 'madang', at }: ProgrammeWish): SampleProgramme {
	const made = [
		makeCall({ slug: 'seoul-2026', stop: 'seoul', state: 'open', applications, seed, at }),
		makeCall({ slug: 'busan-2026', stop: 'busan', state: 'reviewed', applications, seed, at })
	];
	const calls = made.map(({ call }) => call);
	const workers = staff();
	const everybody = [...workers.people, ...reviewerPeople, newcomer, ...made.flatMap(({ people }) => people)];
	return {
		...{ seed, at, host, tour: tourAt(at), calls, halls, sessions: sessionsAt(at) },
		...{ speakers: speakersAt(at), stays: staysAt(at), press: pressAt(at), briefings: briefingsAt(at) },
		register: registerAt(at, seed),
		questions: questionsAt(
			at,
			calls.find(({ slug }) => slug === 'busan-2026')!
		),
		people: [...new Map(everybody.map((person) => [person.key, person])).values()],
		roles: [
			...workers.roles,
			...calls.flatMap(({ slug }) => reviewers.map(({ person }) => ({ person, role: 'reviewer' as const, call: slug })))
		],
		reviewers: reviewers.map(({ person, affiliation, expertise }) => ({ person, affiliation, expertise }))
	};
}

/** One call of the sample programme. */
export function sampleCall(wish: CallWish): SampleCall {
	return makeCall(wish).call;
}

function makeCall(wish: CallWish): { call: SampleCall; people: SamplePerson[] } {
	const { slug, state, at } = wish;
	const chance = chanceOf(`${wish.seed} ${slug}`);
	const stop = tourAt(at).stops.find((one) => one.slug === wish.stop);
	if (!stop) throw new Error(`no stop ${wish.stop}`);
	const dates = datesOf(state, at);
	const makes = { chance, newFirm: firmMaker(chance, firstNumbers[wish.stop] ?? 0), regions: regionShares(wish.stop) };
	const live = Array.from({ length: wish.applications }, () => newApplicant(makes, at.getUTCFullYear()));
	live[Math.floor(live.length / 2)] = easyApplicant(wish.seed, at);
	const until = state === 'open' ? after(at, -hours(0.2)) : after(dates.closesAt, -1000);
	const written = writeApplications(slug, live, makes, { ...dates, until });
	const reviewing = state === 'reviewed' ? reviewed(written.slice(0, live.length), dates, chance) : unreviewed;
	const call = {
		...{ key: slug, slug, state, stop: stop.slug, noticeNumber: noticeNumber(stop.slug, at) },
		...noticeTexts(stop),
		...dates,
		...{ replyDays: 3, tracks, fields: formFields(tracks), terms, criteria, quotas: quotasAt(stop.slug) },
		organisations: organisationsOf(written.map(({ applicant }) => applicant)),
		applications: written.map(({ application }) => application),
		...reviewing
	};
	return { call, people: written.map(({ applicant }) => applicant.person) };
}

/** The open call closes at 24:00 three days on; the reviewed one closed three weeks ago. */
function datesOf(state: SampleCallState, at: Date) {
	const first = state === 'open' ? -18 : -44;
	const last = state === 'open' ? 3 : -23;
	const reviewUntil = state === 'open' ? inKorea(at, 17, 24) : inKorea(at, -1, 24);
	return {
		publishedAt: inKorea(at, first - 3, 10),
		opensAt: inKorea(at, first, 9),
		closesAt: inKorea(at, last, 24),
		reviewUntil,
		drawAt: inKorea(at, state === 'open' ? 20 : 2, 14)
	};
}

function noticeNumber(stop: string, at: Date): string {
	return `마당 공고 제${at.getUTCFullYear()}-${stop === 'busan' ? '014' : '017'}호`;
}

/** Percent of firms by region, before the leanings of stage and sector. */
function regionShares(stop: string): Record<Region, number> {
	const far = { chungcheong: 9, honam: 7, 'gangwon-jeju': 4 };
	if (stop === 'busan') return { seoul: 40, 'gyeonggi-incheon': 20, yeongnam: 20, ...far };
	return { seoul: 46, 'gyeonggi-incheon': 23, yeongnam: 11, ...far };
}

/** The applicant whose address is easy to type. The same person and firm in every call. */
function easyApplicant(seed: string, at: Date): Applicant {
	const chance = chanceOf(`${seed} applicant`);
	const regions = { seoul: 0, 'gyeonggi-incheon': 0, chungcheong: 0, honam: 0, yeongnam: 1, 'gangwon-jeju': 0 };
	const makes = { chance, newFirm: firmMaker(chance, 79_999), regions };
	for (;;) {
		const made = newApplicant({ ...makes, newFirm: firmMaker(chance, 79_999) }, at.getUTCFullYear());
		if (made.language !== 'ko' || made.answers['stage'] !== 'seed') continue;
		const person = easyPerson('applicant', made.person.name, 'ko');
		return {
			...made,
			firm: { ...made.firm, name: easyFirm },
			person,
			answers: { ...made.answers, organisation_name: easyFirm.ko, link: 'https://cheotmadang.example/' },
			quality: 0.6 // good enough for the draw, not for a place without it: so there is a chance to look at
		};
	}
}

const easyFirm: Words = { ko: '첫마당', en: 'Cheotmadang' };

function organisationsOf(applicants: Applicant[]) {
	const byNumber = new Map(applicants.map(({ firm }) => [firm.registrationNumber, firm]));
	return [...byNumber.values()].map(({ registrationNumber, name }) => ({ registrationNumber, name }));
}

const unreviewed = { conflicts: [], assignments: [], reviews: [] };

function reviewed(
	live: ReturnType<typeof writeApplications>,
	dates: ReturnType<typeof datesOf>,
	chance: ReturnType<typeof chanceOf>
) {
	const from = after(dates.closesAt, hours(34));
	const conflicts = conflictsOf(live, from, chance);
	const assignments = assign(live, conflicts, from, chance);
	const reviews = review(live, assignments, { from: after(from, hours(20)), to: dates.reviewUntil }, chance);
	return { conflicts, assignments, reviews };
}
