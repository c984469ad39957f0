import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What a letter about a domain tells: which, until when it stays without its proof (null: it went off), and the page. */
export type DomainFacts = { name: string; until: string | null; url: string };

/** The letter that tells an organiser that a domain's records are not found any more, or that it went off for that. */
export function domainLetter(to: string, { name, until, url }: DomainFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: until ? `[마당] 도메인 확인 필요: ${name}` : `[마당] 도메인 연결을 멈췄습니다: ${name}`,
				body: [
					until
						? `${name}의 DNS 기록을 찾을 수 없습니다. ${until}까지 돌아오지 않으면 이 도메인의 연결을 멈춥니다.`
						: `${name}의 DNS 기록이 오래 돌아오지 않아 이 도메인의 연결을 멈췄습니다. 공개 화면과 편지의 링크는 마당의 주소로 이어집니다.`,
					'',
					`넣을 기록과 지금 상태: ${url}`
				].join('\n')
			}
		: {
				to,
				subject: until ? `[Madang] Please look at the domain ${name}` : `[Madang] The domain ${name} was switched off`,
				body: [
					until
						? `The DNS records of ${name} are not found. If they are not back by ${until}, the domain is switched off.`
						: `The DNS records of ${name} have been gone for too long: the domain was switched off. Public pages and the links of letters are at Madang’s own address.`,
					'',
					`The records it takes, and how it stands: ${url}`
				].join('\n')
			};
}
