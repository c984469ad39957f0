import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** The letter with a sign-in code. The code is in the subject too, so that it can be read without opening. */
export function codeLetter(to: string, code: string, locale: Locale): Letter {
	return locale === 'ko' ? codeLetterKo(to, code) : codeLetterEn(to, code);
}

function codeLetterKo(to: string, code: string): Letter {
	return {
		to,
		subject: `마당 로그인 번호: ${code}`,
		body: [
			`로그인 번호는 ${code} 입니다.`,
			'',
			'번호를 요청하신 브라우저에 입력해 주세요. 10분 동안 한 번만 쓸 수 있습니다.',
			'요청하신 적이 없다면 이 메일은 무시하셔도 됩니다. 번호는 누구에게도 알려 주지 마세요.'
		].join('\n')
	};
}

function codeLetterEn(to: string, code: string): Letter {
	return {
		to,
		subject: `Your Madang code: ${code}`,
		body: [
			`Your sign-in code is ${code}.`,
			'',
			'Type it into the browser that asked for it. It works once, for 10 minutes.',
			'If you did not ask for it, you can ignore this letter. Never tell anyone the code.'
		].join('\n')
	};
}
