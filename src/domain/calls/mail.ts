import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';

/** What the letter about a moved deadline tells. `track` where it is the deadline of one track. */
export type MovedDeadline = {
	title: Words;
	track: Words | null;
	old_at: Date;
	new_at: Date;
	reason: Words;
	/** The new end of the review and the new draw, where they moved too. */
	rest: { review_until: Date; draw_at: Date } | null;
	zone: string;
	url: string;
};

/** The letter that tells an applicant of a new deadline. */
export function deadlineLetter(to: string, told: MovedDeadline, locale: Locale): Letter {
	return locale === 'ko' ? deadlineLetterKo(to, told) : deadlineLetterEn(to, told);
}

function deadlineLetterKo(to: string, told: MovedDeadline): Letter {
	const when = (at: Date) => written(at, told.zone, 'ko', true);
	const { rest } = told;
	return {
		to,
		subject: `[마당] 접수 마감이 ${when(told.new_at)}(으)로 늦춰졌습니다`,
		body: [
			`신청하신 공고의 접수 마감이 늦춰졌습니다.`,
			'',
			`공고: ${inWords(told.title, 'ko')}`,
			...(told.track ? [`분야: ${inWords(told.track, 'ko')}`] : []),
			`처음 마감: ${when(told.old_at)}`,
			`새 마감: ${when(told.new_at)}`,
			`사유: ${inWords(told.reason, 'ko')}`,
			...(rest
				? ['', `심사 마감은 ${when(rest.review_until)}, 추첨은 ${when(rest.draw_at)}(으)로 함께 늦춰집니다.`]
				: []),
			'',
			'이미 제출하신 신청서는 그대로 유효합니다. 새 마감 전까지 고쳐서 다시 제출하실 수도 있습니다.',
			told.url
		].join('\n')
	};
}

function deadlineLetterEn(to: string, told: MovedDeadline): Letter {
	const when = (at: Date) => written(at, told.zone, 'en', true);
	const { rest } = told;
	return {
		to,
		subject: `[Madang] Applications now close ${when(told.new_at)}`,
		body: [
			'The deadline of a call you are applying to has been moved to a later time.',
			'',
			`Call: ${inWords(told.title, 'en')}`,
			...(told.track ? [`Track: ${inWords(told.track, 'en')}`] : []),
			`Deadline before: ${when(told.old_at)}`,
			`Deadline now: ${when(told.new_at)}`,
			`Why: ${inWords(told.reason, 'en')}`,
			...(rest ? ['', `Reviews now end ${when(rest.review_until)}; the draw is ${when(rest.draw_at)}.`] : []),
			'',
			'What you have submitted stands. You may also change it and submit again until the new deadline.',
			told.url
		].join('\n')
	};
}
