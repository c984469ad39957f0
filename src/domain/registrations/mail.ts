import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';
import type { Talk } from './rules.ts';

/** What a letter about a registration tells. */
export type LetterKind =
	| 'registered'
	| 'asked'
	| 'waiting'
	| 'offered'
	| 'offer-over'
	| 'refused'
	| 'cancelled'
	| 'changed'
	| 'handed-on'
	| 'handed-to'
	| 'again';

export type LetterFacts = {
	name: string;
	talk: Talk;
	place: Words;
	size: number;
	link: string;
	until?: Date | null;
	reason?: string;
	position?: number | null;
};

type Said = { subject: string; lines: string[] };
type Filled = LetterFacts & { by: string };

const korean: Record<LetterKind, (facts: Filled) => Said> = {
	registered: ({ size }) => ({
		subject: '참가 신청이 완료되었습니다',
		lines: [
			`${size}자리가 확정되었습니다. 입장권은 아래 주소에 있습니다.`,
			'이름 변경, 동반자 변경, 취소, 다른 분께 넘기기도 같은 주소에서 하실 수 있습니다.'
		]
	}),
	asked: () => ({
		subject: '참가 신청을 접수했습니다',
		lines: ['아직 자리가 확정된 것은 아닙니다. 결과가 나오면 이 주소로 바로 알려 드립니다.']
	}),
	waiting: ({ position }) => ({
		subject: '대기 명단에 올랐습니다',
		lines: [
			...(position ? [`현재 대기 ${position}번입니다.`] : []),
			'자리가 나면 순서대로 메일로 알려 드립니다. 순번은 아래 주소에서 언제든지 보실 수 있습니다.'
		]
	}),
	offered: ({ size, by }) => ({
		subject: '자리가 났습니다. 받으시겠습니까?',
		lines: [
			`기다리시던 ${size}자리가 났습니다. ${by}까지 아래 주소에서 받아 주세요.`,
			'그때까지 답이 없으면 다음 분께 차례가 넘어갑니다. 참석이 어려우시면 사양을 눌러 주세요. 다음 분이 바로 기회를 얻습니다.'
		]
	}),
	'offer-over': () => ({
		subject: '자리를 받을 수 있는 시간이 지났습니다',
		lines: ['제안 드린 자리는 다음 분께 넘어갔습니다. 아직 참석을 원하시면 다시 신청해 주세요.']
	}),
	refused: ({ reason }) => ({
		subject: '참가 신청 결과를 알려 드립니다',
		lines: ['아쉽게도 이번에는 자리를 드리지 못합니다.', `사유: ${reason ?? ''}`]
	}),
	cancelled: ({ reason }) => ({
		subject: '참가 신청이 취소되었습니다',
		lines: [
			...(reason ? [`주최 측이 취소했습니다. 사유: ${reason}`] : ['요청하신 대로 취소했습니다.']),
			'입장권은 더는 쓸 수 없습니다.'
		]
	}),
	changed: ({ size }) => ({
		subject: '참가 신청 내용이 바뀌었습니다',
		lines: [`이제 ${size}자리입니다. 전에 받으신 입장권 대신 아래 주소의 새 입장권을 써 주세요.`]
	}),
	'handed-on': () => ({
		subject: '자리를 넘겼습니다',
		lines: ['말씀하신 분께 자리를 넘기고 새 입장권을 보냈습니다. 전에 받으신 입장권은 더는 쓸 수 없습니다.']
	}),
	'handed-to': ({ size }) => ({
		subject: '자리를 넘겨받으셨습니다',
		lines: [
			`참가 신청을 하신 분이 ${size}자리를 넘겨 드렸습니다. 입장권은 아래 주소에 있습니다.`,
			'참석이 어려우시면 같은 주소에서 취소해 주세요. 기다리는 분께 자리가 돌아갑니다.'
		]
	}),
	again: () => ({
		subject: '이미 신청하셨습니다',
		lines: [
			'방금 이 메일 주소로 다시 신청이 들어왔습니다. 이미 신청이 있어 바뀐 것은 없습니다. 아래 주소에서 보실 수 있습니다.'
		]
	})
};

const english: Record<LetterKind, (facts: Filled) => Said> = {
	registered: ({ size }) => ({
		subject: 'You are registered',
		lines: [
			`${size === 1 ? 'Your place is' : `Your ${size} places are`} confirmed. Your tickets are at the address below.`,
			'There you can also change names, cancel, or hand your places on.'
		]
	}),
	asked: () => ({
		subject: 'We have your registration',
		lines: ['You do not have a place yet. We write to this address as soon as it is decided.']
	}),
	waiting: ({ position }) => ({
		subject: 'You are on the waiting list',
		lines: [
			...(position ? [`You are number ${position} in the line now.`] : []),
			'As places come free we write to you in that order. Your position is always at the address below.'
		]
	}),
	offered: ({ size, by }) => ({
		subject: 'A place is free. Will you take it?',
		lines: [
			`${size === 1 ? 'The place' : `The ${size} places`} you waited for ${size === 1 ? 'is' : 'are'} free. Please accept by ${by} at the address below.`,
			'Without an answer by then the next in line is asked. If you cannot come, press decline: they are asked at once.'
		]
	}),
	'offer-over': () => ({
		subject: 'The time to accept is over',
		lines: ['What we offered you has gone on to the next in line. If you still wish to come, please register again.']
	}),
	refused: ({ reason }) => ({
		subject: 'About your registration',
		lines: ['We are sorry: we cannot give you a place this time.', `Reason: ${reason ?? ''}`]
	}),
	cancelled: ({ reason }) => ({
		subject: 'Your registration is cancelled',
		lines: [
			...(reason ? [`The host has cancelled it. Reason: ${reason}`] : ['It is cancelled, as you asked.']),
			'Your tickets no longer let anybody in.'
		]
	}),
	changed: ({ size }) => ({
		subject: 'Your registration has changed',
		lines: [
			`It is for ${size === 1 ? 'one place' : `${size} places`} now. Please use the new tickets at the address below, not the earlier ones.`
		]
	}),
	'handed-on': () => ({
		subject: 'Your places are handed on',
		lines: ['Whom you named has new tickets. The earlier tickets no longer let anybody in.']
	}),
	'handed-to': ({ size }) => ({
		subject: 'You have been handed a place',
		lines: [
			`Somebody who had registered has handed you ${size === 1 ? 'a place' : `${size} places`}. Your tickets are at the address below.`,
			'If you cannot come, please cancel there: somebody is waiting for it.'
		]
	}),
	again: () => ({
		subject: 'You had registered already',
		lines: [
			'Somebody has just registered with this address again. You were registered already and nothing has changed. It is at the address below.'
		]
	})
};

/** A letter about a registration, in its own language, with the personal link. */
export function registrationLetter(
	kind: LetterKind,
	{ to, locale }: { to: string; locale: Locale },
	facts: LetterFacts
): Letter {
	const { talk, place, name, link } = facts;
	const by = facts.until ? written(facts.until, talk.time_zone, locale) : '';
	const { subject, lines } = (locale === 'ko' ? korean : english)[kind]({ ...facts, by });
	const when = written(talk.starts_at, talk.time_zone, locale);
	const hall = inWords(talk.hall, locale);
	const title = inWords(talk.title, locale);
	const known =
		locale === 'ko'
			? [
					`${name} 님,`,
					'',
					`${title}`,
					`일시: ${when}`,
					...(hall ? [`장소: ${hall}`] : []),
					`구분: ${inWords(place, locale)}`
				]
			: [
					`Dear ${name},`,
					'',
					title,
					`When: ${when}`,
					...(hall ? [`Where: ${hall}`] : []),
					`Kind of place: ${inWords(place, locale)}`
				];
	const own =
		locale === 'ko'
			? '이 주소는 본인만의 것입니다. 다른 분께 전달하지 마세요.'
			: 'This address is yours alone. Please do not pass it on.';
	const body = [...known, '', ...lines, '', link, '', own, '', inWords(talk.host, locale)].join('\n');
	return { to, subject: `${locale === 'ko' ? '[마당]' : '[Madang]'} ${subject}: ${title}`, body };
}
