import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import type { ReceiptFacts } from './mail.ts';

/** The letter to an applicant whose application the organiser entered for them. */
export function enteredLetter(to: string, facts: ReceiptFacts, locale: Locale): Letter {
	const ko = {
		to,
		subject: `[마당] 주최 기관이 신청서를 대신 입력하였습니다 (접수 번호 ${facts.number})`,
		body: [
			`따로 내신 ${facts.organisation}의 신청서를 주최 기관이 대신 입력하였습니다.`,
			'',
			`공고: ${facts.title}`,
			`접수 번호: ${facts.number}`,
			`입력한 시각(서버 기준): ${facts.submittedAt}`,
			`내용 해시(SHA-256): ${facts.contentHash}`,
			'',
			`이 메일 주소로 로그인하시면 입력된 내용과 접수증을 보실 수 있습니다: ${facts.mineUrl}`,
			`접수 마감(${facts.closesAt}) 전에는 고쳐서 다시 제출하거나 철회하실 수 있습니다.`,
			'신청하신 적이 없다면 주최 기관에 알려 주세요.'
		].join('\n')
	};
	const en = {
		to,
		subject: `[Madang] The organiser has entered your application (${facts.number})`,
		body: [
			`The organiser has entered the application of ${facts.organisation} that reached them another way.`,
			'',
			`Call: ${facts.title}`,
			`Number: ${facts.number}`,
			`Entered at (by our server): ${facts.submittedAt}`,
			`Content hash (SHA-256): ${facts.contentHash}`,
			'',
			`Sign in with this address to read what was entered, and your receipt: ${facts.mineUrl}`,
			`Until the call closes (${facts.closesAt}) you can change it or withdraw it.`,
			'If you have not applied, please tell the organiser.'
		].join('\n')
	};
	return locale === 'ko' ? ko : en;
}
