import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import type { Screening } from './screenings.rules.ts';

/** What the letter about a screening tells. */
export type ScreeningFacts = Pick<Screening, 'outcome' | 'condition' | 'reason'> & {
	title: Words;
	number: string;
	url: string;
};

/** The letter that tells an applicant whether they may take part, and if not, why. */
export function screeningLetter(to: string, facts: ScreeningFacts, locale: Locale): Letter {
	const isEligible = facts.outcome === 'eligible';
	const reasons = [facts.condition, facts.reason].map((words) => inWords(words, locale)).filter(Boolean);
	const title = inWords(facts.title, locale);
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 신청 자격 확인 결과 (접수 번호 ${facts.number})`,
				body: [
					...[`공고: ${title}`, `접수 번호: ${facts.number}`, ''],
					isEligible
						? '신청 자격이 확인되어 심사를 받으십니다.'
						: '아쉽게도 아래 조건에 맞지 않아 이번 심사와 추첨에 함께하지 못하십니다.',
					...reasons.map((reason) => `- ${reason}`),
					...['', `자세한 내용: ${facts.url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Whether your application is eligible (${facts.number})`,
				body: [
					...[`Call: ${title}`, `Number: ${facts.number}`, ''],
					isEligible
						? 'Your application is eligible and goes on to review.'
						: 'We are sorry: your application does not meet the following, and so is not part of the review and the draw.',
					...reasons.map((reason) => `- ${reason}`),
					...['', `More: ${facts.url}`]
				].join('\n')
			};
}
