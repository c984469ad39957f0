import type { Letter } from '#lib/mail.server.ts';
import type { Locale, Words } from '#lib/words.ts';

/** What an invitation's letter tells. Times are written out in the stop's zone, in each language. */
export type Invited = {
	to: string;
	locale: Locale;
	person: string;
	organisation: string;
	title: Words;
	guest: Words;
	track: Words;
	when: Words;
	where: Words;
	replyBy: Words;
	link: string;
	movedUp: boolean;
};

/** The invitation: who, when, where, by when to reply, and the personal link. */
export function invitationLetter(invited: Invited): Letter {
	return invited.locale === 'ko' ? invitationKo(invited) : invitationEn(invited);
}

function invitationKo(it: Invited): Letter {
	return {
		to: it.to,
		subject: `초청장: ${it.title.ko}`,
		body: [
			`${it.organisation}${it.person ? ` ${it.person} 님` : ''}께`,
			'',
			it.movedUp
				? `자리가 나서 예비 순번에 따라 「${it.title.ko}」에 초청드립니다.`
				: `「${it.title.ko}」에 초청드립니다.`,
			'',
			`초청 인사: ${it.guest.ko}`,
			`분야: ${it.track.ko}`,
			`일시: ${it.when.ko}`,
			`장소: ${it.where.ko}`,
			`회신 기한: ${it.replyBy.ko}`,
			'',
			'아래 링크에서 참석 여부를 알려 주십시오. 로그인은 필요 없습니다.',
			it.link,
			'',
			'기한까지 회신이 없으면 자리는 다음 예비 순번의 기업에게 돌아갑니다.',
			'링크는 이 메일을 받으신 분만 쓰실 수 있도록 다른 곳에 올리지 말아 주십시오.'
		].join('\n')
	};
}

function invitationEn(it: Invited): Letter {
	return {
		to: it.to,
		subject: `Invitation: ${it.title.en}`,
		body: [
			`Dear ${it.person ? `${it.person}, ` : ''}${it.organisation}`,
			'',
			it.movedUp
				? `A place has become free, and you are next in reserve: you are invited to “${it.title.en}”.`
				: `You are invited to “${it.title.en}”.`,
			'',
			`Guest: ${it.guest.en}`,
			`Track: ${it.track.en}`,
			`When: ${it.when.en}`,
			`Where: ${it.where.en}`,
			`Reply by: ${it.replyBy.en}`,
			'',
			'Please accept or decline at your personal link. No sign-in is needed.',
			it.link,
			'',
			'Without a reply by then, the place goes to the next firm in reserve.',
			'The link works for whoever has it: please keep it to yourself.'
		].join('\n')
	};
}

/** Confirms a reply, so that it is in writing. */
export function replyLetter(
	it: Pick<Invited, 'to' | 'locale' | 'title' | 'when' | 'where' | 'link'>,
	accepts: boolean
): Letter {
	if (it.locale === 'ko') {
		const says = accepts
			? ['참석하신다는 회신을 받았습니다. 고맙습니다.', '', `일시: ${it.when.ko}`, `장소: ${it.where.ko}`]
			: [
					'참석이 어렵다는 회신을 받았습니다. 알려 주셔서 고맙습니다.',
					'10분 안에는 아래 링크에서 되돌리실 수 있습니다.'
				];
		return { to: it.to, subject: `회신 접수: ${it.title.ko}`, body: [...says, '', it.link].join('\n') };
	}
	const says = accepts
		? [
				'You have accepted. Thank you; we look forward to seeing you.',
				'',
				`When: ${it.when.en}`,
				`Where: ${it.where.en}`
			]
		: ['You have declined. Thank you for telling us.', 'For 10 minutes you can still take it back at the link below.'];
	return { to: it.to, subject: `Your reply: ${it.title.en}`, body: [...says, '', it.link].join('\n') };
}

/** Tells that an invitation has lapsed, kindly. */
export function lapseLetter(it: Pick<Invited, 'to' | 'locale' | 'title' | 'replyBy'>): Letter {
	const ko = [
		`「${it.title.ko}」 초청의 회신 기한(${it.replyBy.ko})이 지나 자리가 다음 예비 순번의 기업에게 돌아갔습니다.`,
		'다음 기회에 다시 뵙기를 바랍니다.'
	];
	const en = [
		`The invitation to “${it.title.en}” was open until ${it.replyBy.en}. Its place now goes to the next firm in reserve.`,
		'We hope to see you another time.'
	];
	return it.locale === 'ko'
		? { to: it.to, subject: `회신 기한 만료: ${it.title.ko}`, body: ko.join('\n') }
		: { to: it.to, subject: `Invitation lapsed: ${it.title.en}`, body: en.join('\n') };
}
