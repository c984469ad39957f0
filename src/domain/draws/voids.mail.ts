import type { Letter } from '#lib/mail.server.ts';
import type { Locale, Words } from '#lib/words.ts';

/** What everybody who was in a draw is told when it is made void. `page` is where it stays, `mine` their own application. */
export type VoidFacts = { title: Words; reason: Words; page: string; mine: string };

/** Tells one who was in a draw that it is void: why, that an invitation which is out stands, and what comes next. */
export function voidLetter(to: string, { title, reason, page, mine }: VoidFacts, locale: Locale): Letter {
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 추첨이 무효가 되었습니다: ${title.ko}`,
				body: [
					`「${title.ko}」 추첨이 무효가 되었습니다. 운영자 두 사람이 함께 정했습니다.`,
					`사유: ${reason.ko}`,
					'',
					'이미 초청을 받으셨다면 그 초청은 그대로 유효합니다. 아무도 초청이 취소되지 않습니다.',
					'예비 순번과 아직 보내지 않은 선정 결과는 더는 쓰이지 않습니다.',
					'추첨은 다시 봉인되고 다시 진행됩니다. 그때 추첨 번호와 확률을 새로 알려 드립니다.',
					...['', `무효가 된 추첨의 기록은 그대로 공개됩니다: ${page}`, `내 신청: ${mine}`]
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] The draw was made void: ${title.en}`,
				body: [
					`The draw of “${title.en}” was made void. Two organisers decided it together.`,
					`Why: ${reason.en}`,
					'',
					'If you have been invited already, your invitation stands: nobody is uninvited.',
					'Positions on the reserve list, and places that nobody was invited to yet, count no more.',
					'A draw will be sealed and conducted again. You will be told your new lot and chance then.',
					...['', `The void draw stays published with its record: ${page}`, `Your application: ${mine}`]
				].join('\n')
			};
}
