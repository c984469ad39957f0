import type { SurveyAnswers } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';
import { chanceOf } from './chance.ts';

/** What is asked in Dubai besides what every survey asks, as the organiser typed it. */
export const ownQuestions: { kind: 'scale' | 'choice'; label: Words; options: Words[] }[] = [
	{
		...{ kind: 'choice', label: { ko: '무엇이 가장 도움이 되었나요?', en: 'What helped you most?' } },
		options: [
			{ ko: '장관과의 대담', en: 'The dialogue with the minister' },
			{ ko: '질의응답', en: 'The questions and answers' },
			{ ko: '옆자리 사람과의 만남', en: 'Meeting the people next to me' },
			{ ko: '통역', en: 'The interpreting' }
		]
	},
	{ kind: 'scale', label: { ko: '통역은 어땠나요?', en: 'How was the interpreting?' }, options: [] }
];

const said = [
	'추첨 결과를 제 컴퓨터에서 확인할 수 있어서 떨어진 동료에게도 설명할 수 있었습니다.',
	'질의응답 시간이 조금 더 길었으면 합니다. 손을 들고도 차례가 오지 않은 분이 많았습니다.',
	'The queue at the door took two minutes. I have waited longer for coffee.',
	'통역이 매우 좋았습니다. 전문 용어가 미리 정리되어 있던 덕분인 것 같습니다.',
	'에어컨이 너무 세서 뒷자리는 추웠습니다.',
	'Please publish the answers in Arabic too.',
	'우리처럼 작은 회사가 대표와 직접 이야기할 수 있는 자리는 처음이었습니다.',
	'점심을 함께 먹을 수 있는 시간이 있었다면 더 많은 분과 이야기했을 것입니다.',
	'I came for the talk and stayed for the questions of the others.',
	'약속한 내용이 누리집에 날짜와 함께 올라온 것이 인상 깊었습니다.',
	'행사장 안내 표지가 주차장에서는 보이지 않았습니다.',
	'다음에는 개발자끼리 만나는 시간도 마련해 주세요.'
];

/** The answers of so many who came, each to these questions; one in five leaves some words, one in ten a name. */
export function answersOf(count: number): { answers: SurveyAnswers; isNamed: boolean }[] {
	const chance = chanceOf('survey');
	const mark = (low: number) => String(Math.min(5, chance.whole(low, 6)));
	return Array.from({ length: count }, (_, nth) => ({
		answers: {
			...{ overall: mark(3), content: mark(3), running: mark(2) },
			again: chance.weighted({ 0: 74, 1: 20, 2: 6 }),
			...(chance.happens(0.9) ? { 'own-1': chance.weighted({ 0: 24, 1: 41, 2: 27, 3: 8 }), 'own-2': mark(2) } : {}),
			...(nth % 5 === 1 && nth / 5 < said.length ? { words: said[Math.floor(nth / 5)]! } : {})
		},
		isNamed: chance.happens(0.1)
	}));
}
