import { minister, moderator, speakerIn } from './speakers.ts';
import type { SampleRan } from './register.types.ts';
import type { SampleHall, SampleQuestion, SampleSession, SampleSpeaker } from './types.ts';
import { after, inDubai, minutes } from './zone.ts';

/** On which day of the tour the stop in Dubai was. */
export const dubaiDay = -4;

export const dubaiHalls: SampleHall[] = [
	{ key: 'creek', stop: 'dubai', name: { ko: '크리크홀', en: 'Creek Hall' }, capacity: 260 }
];

/** Who spoke in Dubai. */
export function dubaiSpeakers(): SampleSpeaker[] {
	const one = speakerIn('dubai');
	return [
		one('dubai-principal', { side: 'delegation', delegate: 0 }),
		one('dubai-research', { side: 'delegation', delegate: 2 }),
		one('dubai-platform', { side: 'delegation', delegate: 3 }),
		one('dubai-startups', { side: 'delegation', delegate: 6 }),
		one('dubai-minister', minister),
		one('dubai-moderator', moderator)
	];
}

/** What happened in Dubai: the dialogue in the morning, the public talk in the afternoon. */
export function dubaiSessions(at: Date): SampleSession[] {
	const clocks = (from: number, to: number) => ({
		startsAt: inDubai(at, dubaiDay, from),
		endsAt: inDubai(at, dubaiDay, to)
	});
	const common = { stop: 'dubai', hall: 'creek', visibility: 'public' as const, publicTitle: null };
	return [
		{
			...{ ...common, ...clocks(9.5, 12), slug: 'dubai-dialogue', call: 'dubai-2026', expects: 180 },
			title: { ko: '장관과의 대담, 스타트업과의 대화', en: 'Dialogue with the minister, and with startups' },
			about: {
				ko: '장관과 초청 인사가 먼저 이야기를 나누고, 선정된 스타트업과 기자단의 질문을 차례로 받았습니다.',
				en: 'The minister and the guest talked first; then the drawn startups asked, and then the press.'
			},
			segments: [
				{ title: { ko: '대담', en: 'Dialogue' }, minutes: 30, askers: 'moderator', naming: 'named' },
				{ title: { ko: '스타트업 질의응답', en: 'Startup questions' }, minutes: 80, askers: 'drawn', naming: 'named' },
				{ title: { ko: '기자단 질문', en: 'Press questions' }, minutes: 40, askers: 'press', naming: 'named' }
			],
			parts: [
				{ speaker: 'dubai-moderator', segment: null, part: 'moderator' },
				{ speaker: 'dubai-principal', segment: null, part: 'speaker' },
				{ speaker: 'dubai-minister', segment: 0, part: 'speaker' },
				{ speaker: 'dubai-platform', segment: 1, part: 'speaker' },
				{ speaker: 'dubai-startups', segment: 1, part: 'speaker' }
			]
		},
		{
			...{ ...common, ...clocks(14, 15.5), slug: 'dubai-talk', call: null, expects: 220 },
			title: {
				ko: '공개 강연: 말이 다른 사람들이 함께 쓰는 인공지능',
				en: 'Public talk: AI for people of many languages'
			},
			about: {
				ko: '누구나 신청하여 들을 수 있었던 강연입니다. 끝나고 현장에서 질문을 받았습니다.',
				en: 'A talk open to anyone who registered. Questions from the floor followed.'
			},
			segments: [
				{ title: { ko: '강연', en: 'Talk' }, minutes: 50, askers: 'moderator', naming: 'choice' },
				{ title: { ko: '현장 질문', en: 'Open floor' }, minutes: 40, askers: 'anyone', naming: 'choice' }
			],
			parts: [
				{ speaker: 'dubai-principal', segment: null, part: 'speaker' },
				{ speaker: 'dubai-research', segment: 0, part: 'speaker' }
			]
		}
	];
}

/** How they ran: the startups' questions took longer than they should have, the press's less. */
export const dubaiRan: SampleRan[] = [
	{ session: 'dubai-dialogue', minutes: [33, 84, 31], came: 0.96 },
	{ session: 'dubai-talk', minutes: [47, 44], came: 0.87 }
];

type Told = readonly [minute: number, ko: string, en: string, name?: string];

const dialogue: Told[] = [
	[
		41,
		'현장 용어가 많은 업종은 모델을 새로 가르쳐야 합니까, 아니면 자료를 붙여 쓰는 것으로 충분합니까?',
		'In trades full of their own terms, must the model be taught anew, or is it enough to give it our documents?'
	],
	[
		49,
		'장비 값이 부담스러운 작은 회사가 시험해 볼 수 있는 공용 환경을 한국에도 두실 계획이 있습니까?',
		'Do you plan a place in Korea where small firms that cannot afford the hardware could test?'
	],
	[
		58,
		'고객의 자료가 나라 밖으로 나가지 않게 하면서 귀사의 모델을 쓸 길이 있습니까?',
		'Is there a way to use your models without our customers’ data leaving the country?'
	],
	[
		67,
		'저희처럼 플랫폼 위에서 만드는 회사와 귀사가 같은 기능을 내놓으면 어떻게 하시겠습니까?',
		'What will you do when you release what firms like ours have built on your platform?'
	],
	[
		76,
		'아랍어와 한국어처럼 자료가 적은 말끼리 바로 옮기는 일은 언제쯤 쓸 만해질까요?',
		'When will it be fit for use to translate directly between languages with little data, such as Arabic and Korean?'
	],
	[88, '심사에서 떨어진 회사에게도 열려 있는 길이 있습니까?', 'Is there a way open to the firms that were not chosen?']
];

const press: Told[] = [
	[121, '투자 규모와 시기를 말씀해 주실 수 있습니까?', 'Can you say how much you will invest, and when?', '사공누리'],
	[
		129,
		'안전 시험 결과를 한국 정부와 나누실 생각이 있습니까?',
		'Are you willing to share the results of safety tests with the Korean government?',
		'어금솔'
	]
];

const talk: Told[] = [
	[
		52,
		'아이들이 인공지능에게 숙제를 맡기면 어떻게 해야 하나요?',
		'What should we do when children hand their homework to an AI?'
	],
	[61, '사라져 가는 말도 모델이 배울 수 있을까요?', 'Can a model learn a language that is dying out?', 'Amal Rashad'],
	[73, '번역가인 저는 무엇을 준비해야 할까요?', 'I am a translator. What should I prepare for?']
];

/** What was asked in Dubai and answered there; the startups' by those who came, in the order of their invitations. */
export function dubaiQuestions(at: Date): SampleQuestion[] {
	const asked =
		(session: string, segment: number, clock: number, askedBy: (nth: number) => string | null = () => null) =>
		(told: Told, nth: number): SampleQuestion => ({
			...{ session, segment, application: askedBy(nth) },
			...{ text: told[1], translation: told[2], name: told[3] ?? '', state: 'answered', votes: 0 },
			askedAt: after(inDubai(at, dubaiDay, clock), minutes(told[0]))
		});
	return [
		...dialogue.map(asked('dubai-dialogue', 1, 9.5, (nth) => `dubai-2026/came/${nth * 7}`)),
		...press.map(asked('dubai-dialogue', 2, 9.5)),
		...talk.map((told, nth) => ({ ...asked('dubai-talk', 1, 14)(told, nth), votes: 31 - 8 * nth }))
	];
}
