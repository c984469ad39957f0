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
