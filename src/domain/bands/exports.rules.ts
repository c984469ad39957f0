import type { Locale } from '#lib/words.ts';
import type { Band } from './rules.ts';

/** A finished review or an imported rating to take away. Who may not see a reviewer or a comment has null there. */
export type ExportedReview = {
	number: string | null;
	track: string;
	reviewer: string;
	scores: Record<string, number>;
	score: number;
	confidence: number | null;
	comment: string | null;
	forApplicant: string | null;
};

/** Where an application stands, to take away; what is not known is null. */
export type ExportedScore = {
	number: string | null;
	organisation: string;
	track: string;
	reviews: number;
	raw: number | null;
	adjusted: number | null;
	low: number | null;
	high: number | null;
	band: Band | null;
};

const text = (value: string | number | null | undefined) =>
	value === null || value === undefined ? '' : String(value);

/** Reviews as a table: headings, then a line each. `criteria` are the keys of the rubric, in its order. */
export function* reviewTable(
	reviews: Iterable<ExportedReview>,
	criteria: { key: string; name: string }[],
	{ locale, hasComments }: { locale: Locale; hasComments: boolean }
): Generator<string[]> {
	const heads = {
		ko: [
			'접수 번호',
			'분야',
			'심사위원',
			'점수',
			'확신도',
			...(hasComments ? ['위원회 의견', '신청자에게 줄 의견'] : [])
		],
		en: [
			'Number',
			'Track',
			'Reviewer',
			'Score',
			'Confidence',
			...(hasComments ? ['To the committee', 'To the applicant'] : [])
		]
	}[locale];
	yield [...heads.slice(0, 5), ...criteria.map(({ name }) => name), ...heads.slice(5)];
	for (const { number, track, reviewer, score, confidence, scores, comment, forApplicant } of reviews) {
		const each = criteria.map(({ key }) => text(scores[key]));
		const comments = hasComments ? [text(comment), text(forApplicant)] : [];
		yield [text(number), track, reviewer, text(score), text(confidence), ...each, ...comments];
	}
}

/** Scores, intervals and bands as a table: headings, then a line for each application. */
export function* scoreTable(scores: Iterable<ExportedScore>, locale: Locale): Generator<string[]> {
	yield {
		ko: ['접수 번호', '기업', '분야', '심사 수', '평균', '보정 점수', '범위 아래', '범위 위', '구간'],
		en: ['Number', 'Organisation', 'Track', 'Reviews', 'Mean', 'Adjusted', 'Interval from', 'Interval to', 'Band']
	}[locale];
	const bandNames = {
		ko: { accept: '바로 선정', draw: '추첨', decline: '제외' },
		en: { accept: 'accept', draw: 'draw', decline: 'decline' }
	}[locale];
	for (const { number, organisation, track, reviews, raw, adjusted, low, high, band } of scores) {
		const figures = [reviews, raw, adjusted, low, high].map(text);
		yield [text(number), organisation, track, ...figures, band ? bandNames[band] : ''];
	}
}
