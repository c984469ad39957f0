import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import type { Band } from '#domain/bands/rules.ts';

/** What the letter about a decision tells. */
export type DecisionFacts = { title: Words; number: string; outcome: Band; feedback: string | null; url: string };

const subjects: Record<Locale, Record<Band, string>> = {
	ko: {
		accept: '심사 결과: 선정되셨습니다',
		draw: '심사 결과: 추첨 대상이 되셨습니다',
		decline: '심사 결과를 알려 드립니다'
	},
	en: {
		accept: 'Result of the review: selected',
		draw: 'Result of the review: you are in the draw',
		decline: 'Result of the review'
	}
};

const says: Record<Locale, Record<Band, string>> = {
	ko: {
		accept: '심사 결과 추첨 없이 선정되셨습니다. 초청장은 추첨이 끝난 뒤에 따로 보내 드립니다.',
		draw: '심사를 통과하여 추첨 대상이 되셨습니다. 추첨이 봉인되면 추첨 번호와 당첨 확률을 알려 드립니다.',
		decline: '귀한 시간을 들여 신청해 주셔서 고맙습니다. 아쉽게도 이번에는 함께하지 못하게 되었습니다.'
	},
	en: {
		accept: 'You have been selected by the review, without a draw. Your invitation follows when the draw is over.',
		draw: 'You have passed the review and are in the draw. When it is sealed we write again, with your lot and your chance.',
		decline: 'Thank you for the time you gave to your application. We are sorry that you are not among those who go on.'
	}
};

/** The letter that tells an applicant what was decided, with the feedback where there is some. */
export function decisionLetter(to: string, facts: DecisionFacts, locale: Locale): Letter {
	const { outcome, number, feedback, url } = facts;
	const isKorean = locale === 'ko';
	const head = isKorean ? ['공고', '접수 번호', '심사 의견', '자세한 내용'] : ['Call', 'Number', 'Feedback', 'More'];
	return {
		to,
		subject: `[${isKorean ? '마당' : 'Madang'}] ${subjects[locale][outcome]} (${number})`,
		body: [
			...[`${head[0]}: ${inWords(facts.title, locale)}`, `${head[1]}: ${number}`, '', says[locale][outcome]],
			...(feedback ? ['', `[${head[2]}]`, feedback] : []),
			...['', `${head[3]}: ${url}`]
		].join('\n')
	};
}
