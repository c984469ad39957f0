import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** The letter that tells a host's organiser that a promise is due. */
export function promiseLetter(
	to: string,
	{ what, who, city, due, link }: Record<'what' | 'who' | 'city' | 'due' | 'link', string>,
	locale: Locale
): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 약속한 날이 다가왔습니다: ${city}`,
				body: [
					`${city} 행사에서 한 약속의 기한이 ${due}입니다.`,
					'',
					`약속: ${what}`,
					`약속한 분: ${who}`,
					'',
					`어떻게 되었는지 남겨 주세요: ${link}`
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] A promise is due: ${city}`,
				body: [
					`A promise made at the stop in ${city} is due on ${due}.`,
					'',
					`Promise: ${what}`,
					`By: ${who}`,
					'',
					`Please say how it stands: ${link}`
				].join('\n')
			};
}
