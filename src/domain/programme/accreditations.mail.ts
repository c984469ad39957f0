import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import type { Decision } from './accreditations.rules.ts';

export type AccreditationFacts = { decision: Decision; reason: string; city: Words; outlet: string; url: string };

const korean: Record<Decision, string> = {
	accredited: '기자단으로 등록되셨습니다. 기자단 질문 순서에 참여하고 보도 자료를 보실 수 있습니다.',
	refused: '아쉽게도 이번에는 기자단으로 모시지 못합니다.',
	withdrawn: '기자단 등록이 취소되었습니다. 기자단 질문 순서와 보도 자료를 더는 이용하실 수 없습니다.'
};
const english: Record<Decision, string> = {
	accredited: 'You are accredited. You may ask in the press segment and read what is for the press.',
	refused: 'We are sorry: we cannot accredit you this time.',
	withdrawn: 'Your accreditation has been withdrawn. The press segment and press material are no longer open to you.'
};

/** The letter that tells somebody of the press what was decided, and why. */
export function accreditationLetter(to: string, facts: AccreditationFacts, locale: Locale): Letter {
	const { decision, reason, outlet, url } = facts;
	const city = inWords(facts.city, locale);
	return locale === 'ko'
		? {
				to,
				subject: `[마당] ${city} 기자단 등록 결과`,
				body: [
					...[`방문지: ${city}`, `매체: ${outlet}`, '', korean[decision]],
					...(reason ? [`사유: ${reason}`] : []),
					...['', `자세한 내용: ${url}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Press accreditation in ${city}`,
				body: [
					...[`Stop: ${city}`, `Outlet: ${outlet}`, '', english[decision]],
					...(reason ? [`Reason: ${reason}`] : []),
					...['', `More: ${url}`]
				].join('\n')
			};
}
