import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** The letter to whom a remark is for. What was said, who said it and about whom stays where it was said. */
export function mentionLetter(to: string, url: string, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: '[마당] 심사 논의에서 의견을 청했습니다',
				body: [
					'맡으신 심사의 논의에서 회원님께 의견을 청했습니다.',
					'내용은 로그인한 뒤에만 보실 수 있으며, 심사위원은 자신의 심사를 마친 뒤에 논의가 열립니다.',
					...['', url]
				].join('\n')
			}
		: {
				to,
				subject: '[Madang] Somebody asks for your view in a review',
				body: [
					'Somebody asks for your view in the discussion of a review you take part in.',
					'What was said is shown only after you sign in; for reviewers it opens once their own review is finished.',
					...['', url]
				].join('\n')
			};
}
