import type { SurveyAnswers, SurveyQuestion } from '#db/kinds.ts';
import { refusal } from '#lib/refusal.ts';

/** What every survey asks: three marks, whether one would come again, and what should change. */
export const fixedQuestions: SurveyQuestion[] = [
	{
		key: 'overall',
		kind: 'scale',
		label: { ko: '전체로 보아 어떠셨나요?', en: 'How was it on the whole?' },
		options: []
	},
	{
		key: 'content',
		kind: 'scale',
		label: { ko: '들은 이야기가 도움이 되었나요?', en: 'Was what you heard useful?' },
		options: []
	},
	{ key: 'running', kind: 'scale', label: { ko: '안내와 진행은 어땠나요?', en: 'How well was it run?' }, options: [] },
	{
		...{ key: 'again', kind: 'choice', label: { ko: '다음에도 오시겠어요?', en: 'Would you come again?' } },
		options: [
			{ ko: '네', en: 'Yes' },
			{ ko: '아마도', en: 'Perhaps' },
			{ ko: '아니요', en: 'No' }
		]
	},
	{
		key: 'words',
		kind: 'text',
		label: { ko: '더 하고 싶은 말씀', en: 'Anything else you would like to say' },
		options: []
	}
];

/** Fewer than this are not shown apart: in a small group everybody knows who said what. */
export const leastShown = 5;

/** One question with how often each mark or choice was given, or the words that were written. */
export type Result = { question: SurveyQuestion; counts: number[]; mean: number | null; words: string[] };

/** The results of a survey, or null while fewer have answered than may be shown. */
export function resultsOf(questions: SurveyQuestion[], answers: SurveyAnswers[]): Result[] | null {
	if (answers.length < leastShown) return null;
	return questions.map((question) => {
		const given = answers.flatMap((one) => one[question.key] ?? []);
		const size = question.kind === 'scale' ? 5 : question.options.length;
		const first = question.kind === 'scale' ? 1 : 0;
		const counts = Array.from({ length: size }, (_, at) => given.filter((one) => Number(one) === at + first).length);
		const all = counts.reduce((sum, count) => sum + count, 0);
		const total = counts.reduce((sum, count, at) => sum + count * (at + 1), 0);
		return {
			...{ question, counts: question.kind === 'text' ? [] : counts, words: question.kind === 'text' ? given : [] },
			mean: question.kind === 'scale' && all > 0 ? Math.round((total / all) * 100) / 100 : null
		};
	});
}

/** The mean of a mark by how people came. Nothing where any group is small: from the rest one could reckon it. */
export function byComing(key: string, rows: { came_as: string; answers: SurveyAnswers }[]) {
	const groups = Map.groupBy(
		rows.filter(({ answers }) => answers[key]),
		({ came_as }) => came_as
	);
	if (groups.size < 2 || [...groups.values()].some((own) => own.length < leastShown)) return [];
	return [...groups].map(([group, own]) => {
		const sum = own.reduce((total, { answers }) => total + Number(answers[key]), 0);
		return { group, count: own.length, mean: Math.round((sum / own.length) * 100) / 100 };
	});
}

export const surveyNotFound = () => refusal('unknown', 'followups.survey-not-found');
export const surveyClosed = () => refusal('conflict', 'followups.survey-closed');
export const surveyIsOut = () => refusal('conflict', 'followups.survey-is-out');
export const tooFewAnswers = () => refusal('conflict', 'followups.too-few-answers');
