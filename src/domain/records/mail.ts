import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';

/** The letter by which a reader sends a record's address: our words alone, none of theirs. */
export function recordLetter(to: string, { title, url }: { title: Words; url: string }, locale: Locale): Letter {
	const name = inWords(title, locale);
	return locale === 'ko'
		? {
				to,
				subject: `[마당] ${name}`,
				body: [
					'마당에서 이 글을 읽은 분이 주소를 보내 드리라고 하셨습니다.',
					...['', name, url, ''],
					'보내신 분의 이름과 주소는 저희가 알지 못합니다. 받으신 주소는 이 편지를 보내는 데만 썼습니다.'
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] ${name}`,
				body: [
					'Somebody who read this on Madang asked us to send you its address.',
					...['', name, url, ''],
					'We do not know who they are. Your address was used for this letter and for nothing else.'
				].join('\n')
			};
}
