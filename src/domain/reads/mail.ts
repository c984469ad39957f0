import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What the letter about somebody who read a great many tells. */
export type BulkFacts = { name: string; applications: number; minutes: number; at: Date; url: string };

/** The letter that tells an organiser that somebody has read a great many applications in a short time. */
export function bulkLetter(to: string, { name, applications, minutes, at, url }: BulkFacts, locale: Locale): Letter {
	const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 신청서 대량 열람: ${name}, ${applications}건`,
				body: [
					`${name} 님이 ${minutes}분 사이에 신청서 ${applications}건을 열람했습니다. (${time})`,
					'',
					'업무에 필요한 열람인지 확인해 주십시오. 아니라면 ‘담당자’ 화면에서 권한을 바로 거둘 수 있습니다.',
					...['', `열람 기록: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Many applications read: ${name}, ${applications}`,
				body: [
					`${name} has read ${applications} applications within ${minutes} minutes. (${time})`,
					'',
					'Please ask whether the work called for it. If not, the role can be ended at once on the page of the people.',
					...['', `The log: ${url}`]
				].join('\n')
			};
}

/** What the letter about somebody who reads far more than is usual tells. */
export type SpreeFacts = {
	name: string;
	applications: number;
	hours: number;
	usual: number;
	address: string;
	at: Date;
	url: string;
};

/** The letter that tells an organiser that somebody reads far more than is usual for them. */
export function spreeLetter(to: string, told: SpreeFacts, locale: Locale): Letter {
	const { name, applications, hours, usual, address, at, url } = told;
	const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 평소와 다른 열람: ${name}, ${applications}건`,
				body: [
					`${name} 님의 계정이 지난 ${hours}시간 동안 신청서 ${applications}건을 하나씩 열었습니다. 지난 4주 동안 같은 시간에 가장 많이 연 것은 ${usual}건입니다. (${time}, 마지막 접속지 ${address})`,
					'',
					'업무에 필요한 열람인지 본인에게 확인해 주십시오. 아니라면 ‘담당자’ 화면에서 권한을 바로 거두고, 열람 기록에서 무엇을 볼 수 있었는지 찾아 주십시오.',
					...['', `열람 기록: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Unusual reading: ${name}, ${applications} applications`,
				body: [
					`The account of ${name} has opened ${applications} applications one by one within ${hours} hours. In the four weeks before the most in as long a time was ${usual}. (${time}, last from ${address})`,
					'',
					'Please ask them whether the work called for it. If not, end the role at once on the page of the people, and find in the access log what could have been seen.',
					...['', `The log: ${url}`]
				].join('\n')
			};
}
