import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

type Facts = { about: string; link: string; until: string };

/** The letter that asks somebody who came how it was. */
export function surveyLetter(to: string, { about, link, until }: Facts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				...{ to, subject: '[마당] 함께해 주셔서 고맙습니다. 어떠셨나요?' },
				body: [
					`‘${about}’에 함께해 주셔서 고맙습니다. 몇 가지만 여쭙겠습니다. 2분이면 됩니다.`,
					...['', `답하기: ${link}`, `${until}까지 답하고 고치실 수 있습니다.`],
					'답은 누구의 것인지 알 수 없게 보관합니다. 이름을 밝히고 싶으실 때만 밝히시면 됩니다.'
				].join('\n')
			}
		: {
				...{ to, subject: '[Madang] Thank you for coming. How was it?' },
				body: [
					`Thank you for being at “${about}”. May we ask you a few things? It takes two minutes.`,
					...['', `Answer here: ${link}`, `You can answer, and change it, until ${until}.`],
					'Answers are kept so that nobody can tell whose they are, unless you wish to be named.'
				].join('\n')
			};
}

/** The letter that brings somebody who came a certificate of it. */
export function certificateLetter(to: string, { about, link }: Omit<Facts, 'until'>, locale: Locale): Letter {
	return locale === 'ko'
		? {
				...{ to, subject: '[마당] 참석 확인서를 보내 드립니다' },
				body: [`‘${about}’에 참석하셨음을 확인해 드립니다.`, '', `확인서 보기·내려받기: ${link}`].join('\n')
			}
		: {
				...{ to, subject: '[Madang] Your certificate of attendance' },
				body: [`This confirms that you were at “${about}”.`, '', `See and download it: ${link}`].join('\n')
			};
}
