import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What a letter about an application tells; times and titles already in the reader's words. */
export type ReceiptFacts = {
	title: string;
	number: string;
	organisation: string;
	submittedAt: string;
	closesAt: string;
	contentHash: string;
	mineUrl: string;
};

/** The letter that goes with a receipt. */
export function receiptLetter(to: string, facts: ReceiptFacts, locale: Locale): Letter {
	return locale === 'ko' ? receiptLetterKo(to, facts) : receiptLetterEn(to, facts);
}

function receiptLetterKo(to: string, facts: ReceiptFacts): Letter {
	return {
		to,
		subject: `[마당] 신청서가 제출되었습니다 (접수 번호 ${facts.number})`,
		body: [
			`${facts.organisation}의 신청서가 제출되었습니다.`,
			'',
			`공고: ${facts.title}`,
			`접수 번호: ${facts.number}`,
			`제출 시각(서버 기준): ${facts.submittedAt}`,
			`내용 해시(SHA-256): ${facts.contentHash}`,
			'',
			`접수증 내려받기, 고쳐서 다시 제출하기, 철회: ${facts.mineUrl}`,
			`고치거나 철회하는 것은 접수 마감(${facts.closesAt}) 전까지 할 수 있습니다.`
		].join('\n')
	};
}

function receiptLetterEn(to: string, facts: ReceiptFacts): Letter {
	return {
		to,
		subject: `[Madang] Your application is submitted (${facts.number})`,
		body: [
			`The application of ${facts.organisation} is submitted.`,
			'',
			`Call: ${facts.title}`,
			`Number: ${facts.number}`,
			`Submitted at (by our server): ${facts.submittedAt}`,
			`Content hash (SHA-256): ${facts.contentHash}`,
			'',
			`Your receipt, changes and withdrawal: ${facts.mineUrl}`,
			`You can change or withdraw it until the call closes (${facts.closesAt}).`
		].join('\n')
	};
}

/** The letter after a withdrawal: so that nobody withdraws for another unnoticed. */
export function withdrawalLetter(to: string, facts: Omit<ReceiptFacts, 'contentHash'>, locale: Locale): Letter {
	const ko = {
		to,
		subject: `[마당] 신청서를 철회하였습니다 (접수 번호 ${facts.number})`,
		body: [
			`${facts.submittedAt}에 ${facts.organisation}의 신청서(${facts.number})를 철회하였습니다.`,
			'',
			`공고: ${facts.title}`,
			`접수 마감(${facts.closesAt}) 전까지는 다시 제출하실 수 있습니다: ${facts.mineUrl}`
		].join('\n')
	};
	const en = {
		to,
		subject: `[Madang] Your application is withdrawn (${facts.number})`,
		body: [
			`The application of ${facts.organisation} (${facts.number}) was withdrawn at ${facts.submittedAt}.`,
			'',
			`Call: ${facts.title}`,
			`You can submit again until the call closes (${facts.closesAt}): ${facts.mineUrl}`
		].join('\n')
	};
	return locale === 'ko' ? ko : en;
}
