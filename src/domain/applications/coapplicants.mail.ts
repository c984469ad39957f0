import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What letters about applying together tell; title and time already in the reader's words. No name is in a subject. */
export type TogetherFacts = { title: string; who: string; link: string; until?: string };

/** The letter that invites somebody to apply together, with their personal link. */
export function togetherLetter(to: string, { title, who, link, until = '' }: TogetherFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: '[마당] 공동 신청자로 초대받으셨습니다',
				body: [
					`${who} 님이 아래 공고에 함께 신청하자고 초대하셨습니다.`,
					...['', `공고: ${title}`, '', `함께하시려면 여기에서 수락해 주세요: ${link}`],
					`${until}까지 답하실 수 있습니다. 링크를 열어 보기만 해서는 아무것도 바뀌지 않습니다.`,
					'모르는 일이라면 거절하시거나 이 메일을 무시하셔도 됩니다.'
				].join('\n')
			}
		: {
				to,
				subject: '[Madang] You are invited to apply together',
				body: [
					`${who} invites you to apply together to this call.`,
					...['', `Call: ${title}`, '', `To join, accept here: ${link}`],
					`You can answer until ${until}. Opening the link changes nothing.`,
					'If you do not know what this is about, decline or ignore this letter.'
				].join('\n')
			};
}

/** The letter that tells whoever leads an application what somebody they invited has answered. */
export function answeredLetter(
	to: string,
	{ title, who, link }: TogetherFacts,
	{ accepts, locale }: { accepts: boolean; locale: Locale }
): Letter {
	const ko = accepts ? '공동 신청을 수락하셨습니다' : '공동 신청을 거절하셨습니다';
	const en = accepts ? 'has accepted to apply together' : 'has declined to apply together';
	return locale === 'ko'
		? {
				...{ to, subject: '[마당] 공동 신청 초대에 답이 왔습니다' },
				body: [`${who} 님이 ${ko}.`, '', `공고: ${title}`, `공동 신청자 보기: ${link}`].join('\n')
			}
		: {
				...{ to, subject: '[Madang] An answer to your invitation to apply together' },
				body: [`${who} ${en}.`, '', `Call: ${title}`, `Who applies with you: ${link}`].join('\n')
			};
}

/** The letter that asks a co-applicant to lead the application from now on. */
export function leadLetter(to: string, { title, who, link }: TogetherFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				...{ to, subject: '[마당] 신청의 대표를 맡아 달라는 요청이 왔습니다' },
				body: [
					`${who} 님이 신청의 대표를 맡아 주시기를 바랍니다. 수락하시면 제출, 수정, 철회를 직접 하시게 됩니다.`,
					...['', `공고: ${title}`, `로그인해서 답하기: ${link}`]
				].join('\n')
			}
		: {
				...{ to, subject: '[Madang] You are asked to lead an application' },
				body: [
					`${who} asks you to lead the application. If you accept, submitting, changing and withdrawing it is yours.`,
					...['', `Call: ${title}`, `Sign in and answer: ${link}`]
				].join('\n')
			};
}
