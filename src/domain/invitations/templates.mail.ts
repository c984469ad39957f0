import type { Locale } from '#lib/words.ts';
import type { LetterKind, Template } from './templates.rules.ts';

const facts = {
	ko: ['초청 인사: {초청 인사}', '분야: {분야}', '일시: {일시}', '장소: {장소}'],
	en: ['Guest: {guest}', 'Track: {track}', 'When: {when}', 'Where: {where}']
};
const asking = {
	ko: [
		...[
			'회신 기한: {회신 기한}',
			'',
			'아래 링크에서 참석 여부를 알려 주십시오. 로그인은 필요 없습니다.',
			'{개인 링크}',
			''
		],
		'기한까지 회신이 없으면 자리는 다음 예비 순번의 기업에게 돌아갑니다.',
		'링크는 이 메일을 받으신 분만 쓰실 수 있도록 다른 곳에 올리지 말아 주십시오.'
	],
	en: [
		...[
			'Reply by: {reply by}',
			'',
			'Please accept or decline at your personal link. No sign-in is needed.',
			'{link}',
			''
		],
		'Without a reply by then, the place goes to the next firm in reserve.',
		'The link works for whoever has it: please keep it to yourself.'
	]
};
const letter = (...[subject = '', ...lines]: string[]): Template => ({ subject, body: lines.join('\n') });

/** What the letters say where the host has no words of its own. */
export const ownWords: Record<Locale, Record<LetterKind, Template>> = {
	ko: {
		invited: letter('초청장: {행사}', '{받는 분}께', '', '「{행사}」에 초청드립니다.', '', ...facts.ko, ...asking.ko),
		'moved-up': letter(
			...['초청장: {행사}', '{받는 분}께', ''],
			'자리가 나서 예비 순번에 따라 「{행사}」에 초청드립니다.',
			...['', ...facts.ko, ...asking.ko]
		),
		reminder: letter(
			...['회신 기한이 다가옵니다: {행사}', '{받는 분}께', ''],
			'「{행사}」 초청에 아직 회신이 없어 다시 알려 드립니다.',
			...['', ...asking.ko]
		),
		extended: letter(
			...['회신 기한을 늦추었습니다: {행사}', '{받는 분}께', ''],
			'「{행사}」 초청의 회신 기한을 {회신 기한}까지로 늦추었습니다.',
			...['사유: {사유}', '', '{개인 링크}']
		),
		accepted: letter(
			...['회신 접수: {행사}', '참석하신다는 회신을 받았습니다. 고맙습니다.', ''],
			...['일시: {일시}', '장소: {장소}', '참석하시는 분: {참석자}', ''],
			'대신 오실 분, 식사와 이동에 필요한 것, 촬영 동의는 아래 링크에서 알려 주십시오.',
			'{개인 링크}'
		),
		declined: letter(
			...['회신 접수: {행사}', '참석이 어렵다는 회신을 받았습니다. 알려 주셔서 고맙습니다.'],
			...['10분 안에는 아래 링크에서 되돌리실 수 있습니다.', '', '{개인 링크}']
		),
		lapsed: letter(
			'회신 기한 만료: {행사}',
			'「{행사}」 초청의 회신 기한({회신 기한})이 지나 자리가 다음 예비 순번의 기업에게 돌아갔습니다.',
			'다음 기회에 다시 뵙기를 바랍니다.'
		),
		substitute: letter(
			...['참석 안내: {행사}', '{참석자} 님께', ''],
			'{기업}에서 「{행사}」에 참석하실 분으로 알려 주셨고, 주최 측에서 확인했습니다.',
			...['', ...facts.ko, ''],
			'입장 코드는 아래 링크에 있습니다. 식사와 이동에 필요한 것, 촬영 동의도 그곳에서 알려 주십시오.',
			'{개인 링크}'
		),
		admitted: letter(
			...['대신 오실 분을 확인했습니다: {행사}', '{받는 분}께', ''],
			'{참석자} 님이 참석하시는 것을 확인했습니다. 이전 입장 코드는 이제 쓰실 수 없습니다.'
		),
		refused: letter(
			...['대신 오실 분에 대해 알려 드립니다: {행사}', '{받는 분}께', ''],
			'{참석자} 님이 대신 참석하시는 것은 받아들이기 어렵습니다.',
			...['사유: {사유}', '', '자리는 그대로 있습니다. 초청장의 링크에서 다른 분을 알려 주시면 다시 확인하겠습니다.']
		)
	},
	en: {
		invited: letter(
			...['Invitation: {gathering}', 'Dear {recipient}', ''],
			...['You are invited to “{gathering}”.', '', ...facts.en, ...asking.en]
		),
		'moved-up': letter(
			...['Invitation: {gathering}', 'Dear {recipient}', ''],
			'A place has become free, and you are next in reserve: you are invited to “{gathering}”.',
			...['', ...facts.en, ...asking.en]
		),
		reminder: letter(
			...['Please reply soon: {gathering}', 'Dear {recipient}', ''],
			'We have had no reply yet to your invitation to “{gathering}”.',
			...['', ...asking.en]
		),
		extended: letter(
			...['More time to reply: {gathering}', 'Dear {recipient}', ''],
			'You may now reply to your invitation to “{gathering}” until {reply by}.',
			...['Why: {reason}', '', '{link}']
		),
		accepted: letter(
			...['Your reply: {gathering}', 'You have accepted. Thank you; we look forward to seeing you.', ''],
			...['When: {when}', 'Where: {where}', 'Who comes: {attendee}', ''],
			'At the link below, tell us if somebody else of yours comes, what they need, and whether they agree to be recorded.',
			'{link}'
		),
		declined: letter(
			...['Your reply: {gathering}', 'You have declined. Thank you for telling us.'],
			...['For 10 minutes you can still take it back at the link below.', '', '{link}']
		),
		lapsed: letter(
			'Invitation lapsed: {gathering}',
			'The invitation to “{gathering}” was open until {reply by}. Its place now goes to the next firm in reserve.',
			'We hope to see you another time.'
		),
		substitute: letter(
			...['You are coming to {gathering}', 'Dear {attendee}', ''],
			'{organisation} has named you to come to “{gathering}”, and the host has agreed.',
			...['', ...facts.en, ''],
			'Your pass code is at the link below. There you can also say what you need and whether you agree to be recorded.',
			'{link}'
		),
		admitted: letter(
			...['Your substitute is confirmed: {gathering}', 'Dear {recipient}', ''],
			'{attendee} will come. The earlier pass code no longer works.'
		),
		refused: letter(
			...['About your substitute: {gathering}', 'Dear {recipient}', ''],
			'We cannot admit {attendee} in your place.',
			...['Why: {reason}', '', 'The place is still yours: name somebody else at the link in your invitation.']
		)
	}
};

/** The short message beside a letter, for whoever agreed to have one; null where a kind has none. */
export function shortWords(kind: LetterKind, locale: Locale): string | null {
	const short: Partial<Record<LetterKind, Record<Locale, string>>> = {
		invited: {
			ko: '「{행사}」에 초청드립니다. {회신 기한}까지 회신해 주세요. {개인 링크}',
			en: 'You are invited to “{gathering}”. Please reply by {reply by}. {link}'
		},
		'moved-up': {
			ko: '자리가 나서 「{행사}」에 초청드립니다. {회신 기한}까지 회신해 주세요. {개인 링크}',
			en: 'A place is free: you are invited to “{gathering}”. Please reply by {reply by}. {link}'
		},
		reminder: {
			ko: '「{행사}」 초청에 {회신 기한}까지 회신해 주세요. {개인 링크}',
			en: 'Please reply to “{gathering}” by {reply by}. {link}'
		}
	};
	return short[kind]?.[locale] ?? null;
}
