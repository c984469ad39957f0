import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';

/** What the letters about a decision tell. */
export type PairFacts = { title: Words; number: string; reason: string; url: string };

/** The letter to whom an application is set aside. It says why, and never who else has applied. */
export function asideLetter(to: string, { title, number, reason, url }: PairFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 신청서가 심사 대상에서 제외되었습니다 (접수 번호 ${number})`,
				body: [
					...[`공고: ${inWords(title, locale)}`, `접수 번호: ${number}`, ''],
					'이 공고는 한 곳에서 한 건만 받습니다. 담당자가 확인한 결과, 이 신청서는 심사와 추첨에서 제외되었습니다.',
					...[`사유: ${reason}`, '', `사실과 다르다면 주최 기관에 알려 주세요. 내 신청: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Your application has been set aside (${number})`,
				body: [
					...[`Call: ${inWords(title, locale)}`, `Number: ${number}`, ''],
					'This call takes one application from each party. Somebody has looked at yours, and it is not part of the review and the draw.',
					...[`Reason: ${reason}`, '', `If this is a mistake, please tell the host. Your application: ${url}`]
				].join('\n')
			};
}

/** The letter to whom an application that had been set aside stands again. */
export function standsAgainLetter(to: string, { title, number, url }: PairFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 신청서가 다시 심사 대상이 되었습니다 (접수 번호 ${number})`,
				body: [
					...[`공고: ${inWords(title, locale)}`, `접수 번호: ${number}`, ''],
					...['담당자가 다시 확인하여 제외를 취소하였습니다.', '', `내 신청: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Your application stands again (${number})`,
				body: [
					...[`Call: ${inWords(title, locale)}`, `Number: ${number}`, ''],
					...['We have looked again, and your application is no longer set aside.', '', `Your application: ${url}`]
				].join('\n')
			};
}

/** The letter to both of a related pair: at most one of them can be drawn. It does not say who the other is. */
export function relatedLetter(to: string, { title, number, reason, url }: PairFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 관련된 신청서가 있습니다 (접수 번호 ${number})`,
				body: [
					...[`공고: ${inWords(title, locale)}`, `접수 번호: ${number}`, ''],
					'담당자가 관련 기업의 신청으로 판단한 다른 신청서가 있습니다. 서로 관련된 신청 가운데에서는 많아야 한 곳이 추첨됩니다.',
					...[`사유: ${reason}`, '', `사실과 다르다면 주최 기관에 알려 주세요. 내 신청: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] There is a related application (${number})`,
				body: [
					...[`Call: ${inWords(title, locale)}`, `Number: ${number}`, ''],
					'We take another application to be from a party related to yours. Of related applications, one at most can be drawn.',
					...[`Reason: ${reason}`, '', `If this is a mistake, please tell the host. Your application: ${url}`]
				].join('\n')
			};
}
