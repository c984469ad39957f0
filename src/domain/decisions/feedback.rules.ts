import type { Scores } from '#db/kinds.ts';
import type { Criterion } from '#domain/calls/rules.ts';
import { inWords, type Locale } from '#lib/words.ts';

export const longestFeedback = 4000;

/** What feedback is composed of: what reviewers wrote to the applicant, and the scores where the call says so. */
export type FeedbackParts = {
	comments: string[];
	scores: Scores[] | null;
	criteria: Pick<Criterion, 'key' | 'name'>[];
};

const says = {
	ko: {
		opening: '심사위원들이 남긴 의견을 정리해 보내 드립니다. 다음 준비에 도움이 되기를 바랍니다.',
		bare: '함께하지 못하게 되어 아쉽습니다. 다음 공고에서 다시 뵙기를 바랍니다.',
		scores: '기준별 평균 점수 (5점 만점)'
	},
	en: {
		opening: 'This is what the reviewers had to say. We hope that it helps with what you do next.',
		bare: 'We are sorry not to go on together this time, and hope to see you again in another call.',
		scores: 'Mean score by criterion (of 5)'
	}
};

/** The text to begin with: each reviewer's words to the applicant in an order that names nobody, then the scores. */
export function composedFeedback({ comments, scores, criteria }: FeedbackParts, locale: Locale): string {
	const words = says[locale];
	const told = [...new Set(comments.map((comment) => comment.trim()).filter(Boolean))].sort();
	const means = scores?.length ? meansOf(scores, criteria, locale) : [];
	return [
		told.length || means.length ? words.opening : words.bare,
		...(told.length ? [told.map((comment) => `- ${comment.replaceAll('\n', '\n  ')}`).join('\n')] : []),
		...(means.length ? [[words.scores, ...means].join('\n')] : [])
	].join('\n\n');
}

function meansOf(reviews: Scores[], criteria: FeedbackParts['criteria'], locale: Locale): string[] {
	return criteria.flatMap(({ key, name }) => {
		const given = reviews.flatMap((scores) => scores[key] ?? []);
		if (given.length === 0) return [];
		const mean = given.reduce((sum, score) => sum + score, 0) / given.length;
		return [`- ${inWords(name, locale)}: ${mean.toFixed(1)}`];
	});
}
