import type { SampleCall, SampleQuestion } from './types.ts';
import { after } from './zone.ts';

type Told = [ko: string, en: string];
const none = { application: null, translation: null, name: '', state: 'asked' as const, votes: 0 };

// What the hall asks after the public talk, as people ask: some twice, some in English, some with a name.
const talk: (Partial<SampleQuestion> & { text: string })[] = [
	...approved([
		[
			'인공지능이 틀린 답을 했을 때 책임은 누구에게 있다고 보시나요?',
			'When an AI answers wrongly, who do you think answers for it?'
		],
		[
			'지방의 작은 학교도 같은 도구를 쓸 수 있게 하려면 무엇이 먼저 필요할까요?',
			'What would it take first for a small school far from the capital to use the same tools?'
		]
	]),
	{
		text: 'How do you decide that a model is ready to be used by hospitals?',
		translation: '모델을 병원에서 써도 되겠다고 판단하는 기준은 무엇인가요?',
		state: 'approved',
		votes: 9,
		name: 'Wren Okafor'
	},
	{ text: '한국어 데이터는 어떻게 모으고, 누구의 허락을 받나요?', state: 'asked', name: '고은솔' },
	{ text: '한국어 데이터를 어떻게 모으고 누구의 허락을 받으시나요?', state: 'asked' },
	{ text: '열 살 아이에게 인공지능을 어떻게 설명하시겠어요?', state: 'asked' },
	{ text: 'What is the one thing you changed your mind about this year?', state: 'asked' },
	{ text: '오늘 점심 맛있게 드셨나요?', state: 'hidden' }
];

function approved(told: Told[]) {
	return told.map(([text, translation], nth) => ({
		text,
		translation,
		state: 'approved' as const,
		votes: 23 - 9 * nth
	}));
}

/** What waits in Busan: questions that applicants prepared, for the dialogue; and the hall's, for the public talk. */
export function questionsAt(at: Date, busan: SampleCall): SampleQuestion[] {
	const own = busan.applications.filter((one) => one.state === 'live' && one.answers.asks).slice(0, 9);
	const prepared = own.map((one, nth) => ({
		...{ ...none, session: 'busan-dialogue', segment: 1, application: one.key, text: one.answers.asks!.slice(0, 600) },
		...{ state: nth < 2 ? ('approved' as const) : none.state, askedAt: after(at, -3_600_000 + nth * 60_000) }
	}));
	const asked = talk.map((one, nth) => ({
		...{ ...none, session: 'busan-talk', segment: 1, askedAt: after(at, -1_800_000 + nth * 45_000) },
		...one
	}));
	return [...prepared, ...asked];
}
