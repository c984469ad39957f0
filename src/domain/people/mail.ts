import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import type { Person, Role } from './rules.ts';

/** A code, and the host's own domain it was asked for at: whoever was asked for it elsewhere should not type it there. */
export type CodeFacts = { code: string; domain: string | null };

/** The letter with a sign-in code. The code is in the subject too, so that it can be read without opening. */
export function codeLetter(to: string, facts: CodeFacts, locale: Locale): Letter {
	return locale === 'ko' ? codeLetterKo(to, facts) : codeLetterEn(to, facts);
}

function codeLetterKo(to: string, { code, domain }: CodeFacts): Letter {
	return {
		to,
		subject: `마당 로그인 번호: ${code}`,
		body: [
			`로그인 번호는 ${code} 입니다.`,
			...(domain ? [`${domain}에서 요청하신 번호입니다. 다른 주소에는 입력하지 마세요.`] : []),
			'',
			'번호를 요청하신 브라우저에 입력해 주세요. 10분 동안 한 번만 쓸 수 있습니다.',
			'요청하신 적이 없다면 이 메일은 무시하셔도 됩니다. 번호는 누구에게도 알려 주지 마세요.'
		].join('\n')
	};
}

function codeLetterEn(to: string, { code, domain }: CodeFacts): Letter {
	return {
		to,
		subject: `Your Madang code: ${code}`,
		body: [
			`Your sign-in code is ${code}.`,
			...(domain ? [`It was asked for at ${domain}. Do not type it at another address.`] : []),
			'',
			'Type it into the browser that asked for it. It works once, for 10 minutes.',
			'If you did not ask for it, you can ignore this letter. Never tell anyone the code.'
		].join('\n')
	};
}

const roleNames: Record<Role, { ko: string; en: string }> = {
	organiser: { ko: '운영자', en: 'an organiser' },
	reviewer: { ko: '심사위원', en: 'a reviewer' },
	moderator: { ko: '사회·진행', en: 'a moderator' },
	steward: { ko: '진행 요원', en: 'a steward' },
	press: { ko: '기자단', en: 'press' },
	guest: { ko: '초청 인사 측', en: "on the guest's side" },
	auditor: { ko: '감사', en: 'an auditor' }
};

/** The letter that tells a person what they have been asked to do, and how to come in: with this address, no password. */
export function roleLetter(to: Pick<Person, 'email' | 'name' | 'locale'>, role: Role, signIn: string): Letter {
	const what = roleNames[role][to.locale];
	if (to.locale === 'ko') {
		return {
			to: to.email,
			subject: `마당에서 맡으실 역할: ${what}`,
			body: [
				`${to.name ? `${to.name} 님, ` : ''}${what} 역할을 맡으셨습니다.`,
				'',
				`이 메일 주소로 로그인해 주세요: ${signIn}`
			].join('\n')
		};
	}
	return {
		to: to.email,
		subject: `You are ${what} on Madang`,
		body: [
			`${to.name ? `Dear ${to.name}, you` : 'You'} are now ${what}.`,
			'',
			`Sign in with this mail address: ${signIn}`
		].join('\n')
	};
}

/** What changed in how a person signs in. */
export type FactorChange =
	'passkey-added' | 'passkey-removed' | 'totp-added' | 'totp-removed' | 'recovery-made' | 'recovery-used' | 'forgotten';

const factorChanges: Record<FactorChange, { ko: string; en: string }> = {
	'passkey-added': { ko: '패스키를 추가했습니다.', en: 'A passkey was added.' },
	'passkey-removed': { ko: '패스키를 지웠습니다.', en: 'A passkey was removed.' },
	'totp-added': { ko: '인증 앱을 연결했습니다.', en: 'An authenticator app was added.' },
	'totp-removed': { ko: '인증 앱 연결을 끊었습니다.', en: 'The authenticator app was removed.' },
	'recovery-made': { ko: '복구 번호를 새로 만들었습니다.', en: 'New recovery codes were made.' },
	'recovery-used': { ko: '복구 번호로 로그인했습니다.', en: 'A recovery code was used to sign in.' },
	forgotten: {
		ko: '관리자가 패스키, 인증 앱, 복구 번호를 모두 지웠습니다. 다음 로그인 때 새로 정하시면 됩니다.',
		en: 'Whoever runs the site has removed your passkeys, app and recovery codes. You set new ones when you next sign in.'
	}
};

/** The letter that tells a person what changed in how they sign in, so that nobody changes it behind their back. */
export function factorLetter(to: Pick<Person, 'email' | 'locale'>, change: FactorChange, me: string): Letter {
	const what = factorChanges[change][to.locale];
	return to.locale === 'ko'
		? {
				to: to.email,
				subject: '마당 로그인 수단이 바뀌었습니다',
				body: `${what}\n\n직접 하신 일이 아니라면 바로 확인해 주세요: ${me}`
			}
		: {
				to: to.email,
				subject: 'How you sign in to Madang has changed',
				body: `${what}\n\nIf this was not you, please look at once: ${me}`
			};
}
