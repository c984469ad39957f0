import type { Locale } from '#lib/words.ts';
import { chanceOf } from './chance.ts';
import { dubaiDay } from './dubai.ts';
import { fields, firmSeeks, guestGives, officeNotes, told } from './followed.ts';
import { delegates } from './guest.ts';
import { after, days, inDubai, minutes } from './zone.ts';

type Side = 'guest' | 'applicant';
type Step = 'interest' | 'meeting' | 'pilot' | 'agreement' | 'outcome' | 'ended';
type Moved = { on: number; state: 'set' | 'moved' | 'cancelled' | 'proposed'; by: Side };

/** How one follow-up went: who spoke, who let contacts go, the meeting, and on which days its steps were made. */
type Course = {
	steps: [Step, day: number][];
	sides: Side[];
	agreed?: Side[];
	/** Whoever took the agreement about contacts, or their offer, back. */
	takesBack?: Side;
	withdrawn?: Side;
	meeting?: Moved;
	carries?: boolean;
};

const both: Side[] = ['guest', 'applicant'];
const kinds = [['build'], ['platform'], ['build', 'visit'], ['invest'], ['platform', 'come'], ['visit']];
const atStop: Moved = { on: dubaiDay, state: 'set', by: 'guest' };
const interest = (day: number, sides: Side[], more: Partial<Course> = {}): Course => ({
	...{ steps: [['interest', day]], sides, ...more }
});
const met = (day: number, chosen: number, meeting: Moved): Course => ({
	...{
		steps: [
			['interest', day],
			['meeting', chosen]
		],
		sides: both,
		agreed: both,
		meeting
	}
});
const piloted = (day: number, more: [Step, number][]): Course => ({
	...{ ...met(day, day + 7, { on: day + 10, state: 'set', by: 'applicant' }), carries: true },
	steps: [['interest', day], ['meeting', day + 7], ['pilot', day + 16], ...more]
});

/** How they went, the most different first, so that a small sample has some of each. */
export const courses: Course[] = [
	piloted(-39, [
		['agreement', dubaiDay],
		['outcome', -1]
	]),
	interest(-33, ['guest']),
	interest(-16, both, { agreed: ['guest'], meeting: { on: 6, state: 'proposed', by: 'applicant' } }),
	met(-18, -11, atStop),
	piloted(-36, []),
	interest(-12, both, { agreed: both }),
	met(-15, -3, { on: 5, state: 'set', by: 'applicant' }),
	piloted(-38, [['agreement', dubaiDay]]),
	interest(-9, ['guest']),
	interest(-11, ['applicant']),
	met(-16, -6, { on: 7, state: 'moved', by: 'guest' }),
	interest(-13, both, { agreed: ['applicant'] }),
	interest(-14, both, { meeting: { on: dubaiDay, state: 'cancelled', by: 'applicant' } }),
	piloted(-35, [['ended', -5]]),
	interest(-28, ['guest']),
	interest(-10, both, { agreed: both, takesBack: 'applicant' }),
	interest(-8, both, { agreed: both, meeting: { on: 8, state: 'proposed', by: 'guest' } }),
	met(-17, -10, atStop),
	piloted(-37, [['agreement', dubaiDay]]),
	interest(-7, both),
	met(-14, -2, { on: 9, state: 'set', by: 'guest' }),
	interest(-15, ['guest'], { withdrawn: 'guest' }),
	piloted(-34, []),
	interest(-6, both, { agreed: ['guest'] }),
	interest(-26, both),
	met(-19, -12, atStop),
	interest(-6, both, { agreed: ['applicant'], meeting: { on: 8, state: 'proposed', by: 'guest' } }),
	interest(-5, both, { agreed: both }),
	piloted(-33, []),
	interest(-13, both, { meeting: { on: 6, state: 'cancelled', by: 'guest' } }),
	met(-18, -9, atStop),
	interest(-5, ['guest']),
	interest(-30, ['guest']),
	interest(-12, both, { agreed: ['guest'] }),
	met(-13, -3, { on: 12, state: 'set', by: 'applicant' }),
	interest(-8, both, { agreed: both, meeting: { on: 9, state: 'proposed', by: 'applicant' } }),
	interest(-7, ['guest']),
	interest(-11, both, { agreed: ['guest'] }),
	{
		...interest(-17, both),
		steps: [
			['interest', -17],
			['ended', -3]
		]
	},
	interest(-6, both)
];

/** A firm that was chosen, and whose application the guest may read. */
export type Firm = { id: string; applicant: string; email: string; answers: Record<string, string> };

export const officeContact = 'Orla Finchley, Partnerships\npartnerships@tessellane.example\n+1 415 555 0142';

/** What becomes of each of these firms: the course, and the words and hours that fill it. */
export function followupsOf(firms: Firm[], at: Date) {
	const ordered = chanceOf('follow-ups').shuffled(firms).slice(0, courses.length);
	return ordered.map((firm, nth) => filled(firm, courses[nth]!, nth, at));
}
export type SampleFollowup = ReturnType<typeof followupsOf>[number];

function filled(firm: Firm, course: Course, nth: number, at: Date) {
	const locale: Locale = /[가-힣]/.test(firm.answers.summary ?? '') ? 'ko' : 'en';
	const field = fields[firm.answers.sector ?? ''] ?? fields.public!;
	const moment = (day: number, clock = 10) => after(inDubai(at, day, clock), minutes((nth * 17) % 300));
	const begun = moment(course.steps[0]![1]);
	const own = kinds[nth % kinds.length]!;
	return {
		...{ ...firm, locale, course, begun },
		offers: course.sides.map((side, order) => ({
			...{ side, kinds: own, saved_at: after(begun, days(order)) },
			gives: side === 'guest' ? guestGives[nth % guestGives.length]! : field.gives[locale],
			seeks: side === 'guest' ? field.after : firmSeeks[nth % firmSeeks.length]![locale],
			note: side === 'guest' && nth % 4 === 0 ? officeNotes[(nth / 4) % officeNotes.length]! : '',
			contact:
				side === 'guest' ? officeContact : [firm.answers.representative, firm.email, firm.answers.phone].join('\n')
		})),
		consents: (course.agreed ?? []).map((side, order) => ({
			side,
			agreed_at: after(begun, days(1.5) + days(order) / 2)
		})),
		steps: course.steps.map(([step, day], order) => ({
			...{ step, noted_at: order === 0 ? begun : moment(day, 16) },
			...saidOf(step, nth, locale)
		})),
		meeting: course.meeting && {
			...course.meeting,
			...meetingOf(course.meeting, { nth, locale }, at),
			topic: field.topic[locale]
		}
	};
}

const money: Partial<Record<Step, { amount: number; currency: string }[]>> = {
	pilot: [
		{ amount: 30_000_000, currency: 'KRW' },
		{ amount: 24_000, currency: 'USD' },
		{ amount: 18_500_000, currency: 'KRW' }
	],
	agreement: [
		{ amount: 180_000, currency: 'USD' },
		{ amount: 240_000_000, currency: 'KRW' }
	],
	outcome: [{ amount: 310_000_000, currency: 'KRW' }]
};

// The guest writes of pilots in English, the firm of the rest in its own language.
function saidOf(step: Step, nth: number, locale: Locale) {
	const sums = money[step];
	const words = step in told ? told[step as keyof typeof told] : [];
	const side: Side = step === 'pilot' ? 'guest' : 'applicant';
	const note = words.length ? words[nth % words.length]![side === 'guest' ? 'en' : locale] : '';
	return { side, note, ...(sums ? sums[nth % sums.length]! : { amount: null, currency: null }) };
}

// At the stop before and after the sessions, else by video in what is the afternoon in Seoul and the night in California.
const rooms = [12.5, 13, 16, 16.5, 17];
function meetingOf({ on }: Moved, { nth, locale }: { nth: number; locale: Locale }, at: Date) {
	const delegate = 1 + (nth % (delegates.length - 1));
	const isThere = on === dubaiDay;
	const starts = inDubai(at, on, isThere ? rooms[nth % rooms.length]! : 9 + (nth % 5));
	return {
		...{ delegate, starts, ends: after(starts, minutes(30)) },
		place: isThere
			? { ko: '크리크홀 2층 상담실', en: 'Creek Hall, meeting rooms, 2nd floor' }[locale]
			: `https://meet.tessellane.example/dubai-${nth + 1}`
	};
}
