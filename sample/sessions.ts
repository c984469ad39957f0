import type { Words } from '#lib/words.ts';
import type { SampleHall, SampleSegment, SampleSession } from './types.ts';
import { inKorea } from './zone.ts';

/** On which day of the tour the stop in Busan is. */
export const busanDay = 12;

export const halls: SampleHall[] = [
	{ key: 'main', stop: 'busan', name: { ko: '물마루홀', en: 'Mulmaru Hall' }, capacity: 320 },
	{ key: 'room', stop: 'busan', name: { ko: '파도실', en: 'Pado Room' }, capacity: 24 }
];

/** What happens in Busan, from the doors in the morning to the dinner: what is public, and what only its title is of. */
export function sessionsAt(at: Date): SampleSession[] {
	return [...morning(at), ...afternoon(at)];
}

const none = { stop: 'busan', call: null, about: null, publicTitle: null, segments: [], parts: [], expects: null };

function clocks(at: Date) {
	return (from: number, to: number) => ({
		startsAt: inKorea(at, busanDay, from),
		endsAt: inKorea(at, busanDay, to)
	});
}

function morning(at: Date): SampleSession[] {
	const clock = clocks(at);
	return [
		{
			...{ ...none, ...clock(8.75, 9.5), slug: 'busan-doors', hall: 'main', visibility: 'public' },
			title: { ko: '입장과 등록', en: 'Doors and registration' }
		},
		{
			...{ ...none, ...clock(9.5, 12), slug: 'busan-dialogue', call: 'busan-2026', hall: 'main', visibility: 'public' },
			title: { ko: '장관과의 대담, 스타트업과의 대화', en: 'Dialogue with the minister, and with startups' },
			about: {
				ko: '장관과 초청 인사가 먼저 이야기를 나누고, 선정된 스타트업과 기자단의 질문을 차례로 받습니다.',
				en: 'The minister and the guest talk first; then the drawn startups ask, and then the press.'
			},
			expects: 280,
			segments: [
				segment(['대담', 'Dialogue'], 30, 'moderator'),
				segment(['스타트업 질의응답', 'Startup questions'], 80, 'drawn'),
				segment(['기자단 질문', 'Press questions'], 40, 'press')
			],
			parts: [
				{ speaker: 'host-moderator', segment: null, part: 'moderator' },
				{ speaker: 'principal', segment: null, part: 'speaker' },
				{ speaker: 'minister', segment: 0, part: 'speaker' },
				{ speaker: 'startups', segment: 1, part: 'speaker' }
			]
		},
		{
			...{ ...none, ...clock(12.5, 13.25), slug: 'busan-luncheon', hall: 'room', visibility: 'masked' },
			title: { ko: '조선·해양 기업 대표 오찬', en: 'Luncheon with heads of shipbuilding firms' },
			publicTitle: { ko: '비공개 오찬', en: 'Private luncheon' },
			parts: [{ speaker: 'principal', segment: null, part: 'speaker' }]
		},
		{
			...{ ...none, ...clock(13.5, 14), slug: 'busan-bilateral', hall: 'room', visibility: 'private' },
			title: { ko: '장관 양자 면담', en: 'Bilateral meeting with the minister' },
			parts: [
				{ speaker: 'principal', segment: null, part: 'speaker' },
				{ speaker: 'minister', segment: null, part: 'speaker' }
			]
		}
	];
}

function afternoon(at: Date): SampleSession[] {
	const clock = clocks(at);
	return [
		{
			...{ ...none, ...clock(13.5, 14.5), slug: 'busan-clinic', hall: 'main', visibility: 'public' },
			title: { ko: '도입 상담: API를 처음 붙이는 팀에게', en: 'Clinic: for teams new to the API' },
			about: {
				ko: '플랫폼 총괄이 준비물과 흔한 실수를 짚고, 현장에서 질문을 받습니다.',
				en: 'What to prepare and what usually goes wrong, with questions from the floor.'
			},
			segments: [
				segment(['설명', 'Walk-through'], 30, 'moderator'),
				segment(['현장 질문', 'Open floor'], 30, 'anyone')
			],
			parts: [{ speaker: 'platform', segment: null, part: 'speaker' }]
		},
		{
			...{ ...none, ...clock(15, 16.5), slug: 'busan-talk', hall: 'main', visibility: 'public' },
			title: { ko: '공개 강연: 함께 만드는 인공지능', en: 'Public talk: AI we make together' },
			about: {
				ko: '누구나 신청하여 들을 수 있는 강연입니다. 끝나고 현장에서 질문을 받습니다.',
				en: 'A talk open to anyone who registers. Questions from the floor follow.'
			},
			expects: 320,
			segments: [segment(['강연', 'Talk'], 50, 'moderator'), segment(['현장 질문', 'Open floor'], 40, 'anyone')],
			parts: [{ speaker: 'principal', segment: null, part: 'speaker' }]
		},
		{
			...{ ...none, ...clock(15.25, 16.25), slug: 'busan-safety', hall: 'room', visibility: 'public' },
			title: { ko: '안전과 정책 간담회', en: 'Round table on safety and policy' },
			segments: [segment(['발제', 'Opening'], 20, 'moderator'), segment(['토론', 'Discussion'], 40, 'anyone')],
			parts: [
				{ speaker: 'safety', segment: null, part: 'speaker' },
				{ speaker: 'professor', segment: null, part: 'speaker' }
			]
		},
		{
			...{ ...none, ...clock(18, 20), slug: 'busan-dinner', hall: 'room', visibility: 'masked' },
			title: { ko: '시장 주최 만찬', en: 'Dinner given by the mayor' },
			publicTitle: { ko: '환영 만찬(초청자)', en: 'Welcome dinner, by invitation' },
			parts: [{ speaker: 'principal', segment: null, part: 'speaker' }]
		}
	];
}

function segment([ko, en]: [string, string], minutes: number, askers: SampleSegment['askers']): SampleSegment {
	const title: Words = { ko, en };
	return { title, minutes, askers, naming: askers === 'anyone' ? 'choice' : 'named' };
}
