import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What the daily letter to an auditor holds: the signed head as it is, the page that has the newest, and how to end it. */
export type HeadFacts = { note: string; size: number; page: string; end: string };

/** The letter that brings an auditor the newest signed head of the journal, to be kept where nobody here can change it. */
export function headLetter(to: string, { note, size, page, end }: HeadFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 내부 기록의 서명: ${size}줄까지`,
				body: [
					`내부 기록 ${size}줄까지의 서명입니다. 이 편지를 그대로 보관해 주십시오.`,
					'나중에 누가 기록을 고치거나 지우면, 이 서명과 맞지 않게 되어 드러납니다.',
					...['', note.trimEnd(), ''],
					'확인하는 법',
					`1. 지금의 서명과 그 사이의 증명: ${page}`,
					'2. 서버에서: 이 편지를 파일로 저장한 뒤 npm run madang -- verify 파일이름',
					...['', `그만 받기(한 번 누르면 끝납니다): ${end}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] Signed head of the journal: ${size} lines`,
				body: [
					`This is the signed head of the journal over its first ${size} lines. Please keep this letter as it is.`,
					'Whoever changes or removes one of those lines later no longer agrees with it, and is found out.',
					...['', note.trimEnd(), ''],
					'How to check it',
					`1. The newest head, and the proof between two: ${page}`,
					'2. On the server: save this letter as a file, then npm run madang -- verify FILE',
					...['', `To stop these letters (one press): ${end}`]
				].join('\n')
			};
}
