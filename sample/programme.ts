import type { Words } from '#lib/words.ts';
import { newApplicant, type Applicant } from './applicants.ts';
import { writeApplications } from './applications.ts';
import { assign, conflictsOf } from './assignments.ts';
import { chanceOf } from './chance.ts';
import { criteria } from './criteria.ts';
import { formFields, type Region } from './fields.ts';
import { firmMaker } from './firms.ts';
import { heldPlaces, noticeTexts, quotasAt, tracks } from './notice.ts';
import { dubaiHalls, dubaiQuestions, dubaiRan, dubaiSessions, dubaiSpeakers } from './dubai.ts';
import { questionsAt } from './questions.ts';
import { registersAt } from './register.ts';
import { reviewerPeople, reviewers } from './reviewers.ts';
import { review } from './reviews.ts';
import { halls, sessionsAt } from './sessions.ts';
import { briefingsAt, pressAt, speakersAt, staysAt } from './speakers.ts';
import { easyPerson, newcomer, staff, veteran } from './staff.ts';
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
const firstNumbers: Record<string, number> = { seoul: 0, busan: 40_000, dubai: 75_000 };

/** As many as the past call has at most: what is over is looked at, not measured. */
const mostHeld = 334;

/**
 * The sample programme, the same for the same wish: a tour of seventeen stops, and three calls with so many live
 * applications each (up to 30,000): Seoul's still open for three days, Busan's reviewed and waiting to be drawn, and
 * Dubai's (334 at most), which is over.
 */
export function sampleProgramme({ applications = 334, seed = 'madang', at }: ProgrammeWish): SampleProgramme {
	const made = [
		makeCall({ slug: 'seoul-2026', stop: 'seoul', state: 'open', applications, seed, at }),
		makeCall({ slug: 'busan-2026', stop: 'busan', state: 'reviewed', applications, seed, at }),
		makeCall({
			...{ slug: 'dubai-2026', stop: 'dubai', state: 'held', seed, at },
			applications: Math.min(applications, mostHeld)
		})
	];
	const calls = made.map(({ call }) => call);
	const callOf = (stop: string) => calls.find((call) => call.stop === stop)!;
	const workers = staff();
	const everybody = [...workers.people, ...reviewerPeople, newcomer, ...made.flatMap(({ people }) => people)];
	return {
		...{ seed, at, host, tour: tourAt(at), calls },
		...{ halls: [...halls, ...dubaiHalls], sessions: [...sessionsAt(at), ...dubaiSessions(at)], ran: dubaiRan },
		...{ speakers: [...speakersAt(at), ...dubaiSpeakers()], stays: staysAt(at) },
		...{ press: pressAt(at), briefings: briefingsAt(at), registers: registersAt(at, seed) },
		questions: [...questionsAt(at, callOf('busan')), ...dubaiQuestions(at)],
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
	live[Math.floor(live.length / 2)] = easyApplicant(state === 'held' ? 'veteran' : 'applicant', wish.seed, at);
	const until = state === 'open' ? after(at, -hours(0.2)) : after(dates.closesAt, -1000);
	const written = writeApplications(slug, live, makes, { ...dates, until });
	const reviewing = state === 'open' ? unreviewed : reviewed(written.slice(0, live.length), dates, chance);
	const call = {
		...{ key: slug, slug, state, stop: stop.slug, noticeNumber: noticeNumber(stop.slug, at) },
		...noticeTexts(stop),
		...dates,
		...{ replyDays: 3, fields: formFields(tracks), terms, criteria },
		...(state === 'held' ? heldPlaces(live.length) : { tracks, quotas: quotasAt(stop.slug) }),
		organisations: organisationsOf(written.map(({ applicant }) => applicant)),
		applications: written.map(({ application }) => application),
		...reviewing
	};
	return { call, people: written.map(({ applicant }) => applicant.person) };
}

type Dates = Record<'publishedAt' | 'opensAt' | 'closesAt' | 'reviewUntil' | 'drawAt', Date>;

/** The open call closes at 24:00 three days on; the reviewed one closed three weeks ago; the one that is over, nine. */
function datesOf(state: SampleCallState, at: Date): Dates {
	const [first, last, review, draw] = {
		open: [-18, 3, 17, 20],
		reviewed: [-44, -23, -1, 2],
		held: [-85, -64, -48, -42]
	}[state] as [number, number, number, number];
	return {
		publishedAt: inKorea(at, first - 3, 10),
		opensAt: inKorea(at, first, 9),
		closesAt: inKorea(at, last, 24),
		reviewUntil: inKorea(at, review, 24),
		drawAt: inKorea(at, draw, 14)
	};
}

function noticeNumber(stop: string, at: Date): string {
	const number = { dubai: '009', busan: '014' }[stop] ?? '017';
	return `마당 공고 제${at.getUTCFullYear()}-${number}호`;
}

/** Percent of firms by region, before the leanings of stage and sector. */
function regionShares(stop: string): Record<Region, number> {
	const far = { chungcheong: 9, honam: 7, 'gangwon-jeju': 4 };
	if (stop === 'busan') return { seoul: 40, 'gyeonggi-incheon': 20, yeongnam: 20, ...far };
	return { seoul: 46, 'gyeonggi-incheon': 23, yeongnam: 11, ...far };
}

const easyFirms = {
	applicant: { first: 79_999, person: easyPerson('applicant', '', 'ko'), name: { ko: '첫마당', en: 'Cheotmadang' } },
	veteran: { first: 79_998, person: veteran, name: { ko: '너른들', en: 'Neoreundeul' } }
} satisfies Record<string, { first: number; person: SamplePerson; name: Words }>;

/** An applicant whose address is easy to type: the same person and firm in every call. */
function easyApplicant(who: keyof typeof easyFirms, seed: string, at: Date): Applicant {
	const { first, person, name } = easyFirms[who];
	const chance = chanceOf(`${seed} ${who}`);
	const regions = { seoul: 0, 'gyeonggi-incheon': 0, chungcheong: 0, honam: 0, yeongnam: 1, 'gangwon-jeju': 0 };
	for (;;) {
		const made = newApplicant({ chance, newFirm: firmMaker(chance, first), regions }, at.getUTCFullYear());
		if (made.language !== 'ko' || made.answers['stage'] !== 'seed') continue;
		return {
			...made,
			firm: { ...made.firm, name },
			person: { ...person, name: person.name || made.person.name },
			answers: { ...made.answers, organisation_name: name.ko, link: `https://${name.en.toLowerCase()}.example/` },
			// Good enough for the draw, not for a place without it, so there is a chance to look at; or for a place.
			quality: who === 'veteran' ? 3 : 0.6
		};
	}
}

function organisationsOf(applicants: Applicant[]) {
	const names = new Map(applicants.map(({ firm, language }) => [firm.registrationNumber, firm.name[language]]));
	return [...names].map(([registrationNumber, name]) => ({ registrationNumber, name }));
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
