import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import type { Act } from './rules.ts';

const names: Record<Act, Record<Locale, string>> = {
	'draw-seal': { ko: '추첨 봉인', en: 'the draw to be sealed' },
	export: { ko: '신청서 내려받기', en: 'all applications to be downloaded' },
	'draw-void': { ko: '추첨 무효', en: 'the draw to be made void' },
	unblind: { ko: '심사위원에게 신청자 공개', en: 'reviewers to be told who applied' },
	'call-delete': { ko: '공고 삭제', en: 'the call to be deleted' }
};

/** The letter that asks a second organiser to look at what another wants to do. */
export function approvalLetter(to: string, { act, url }: { act: Act; url: string }, locale: Locale): Letter {
	const what = names[act][locale];
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 승인 요청: ${what}`,
				body: `다른 운영자가 승인을 요청했습니다: ${what}\n\n무엇을 하려는지 직접 확인한 뒤 승인하거나 거절해 주십시오.\n${url}`
			}
		: {
				to,
				subject: `[Madang] Your approval is asked for: ${what}`,
				body: `Another organiser asks for ${what}.\n\nPlease look at it yourself, then approve or refuse it.\n${url}`
			};
}
