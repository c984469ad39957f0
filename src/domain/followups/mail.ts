import type { Attached } from '#db/kinds.ts';
import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What a letter of a follow-up tells of. No letter ever holds where somebody can be reached. */
export type Told = 'offered' | 'agreed' | 'released' | 'proposed' | 'chosen' | 'cancelled' | 'ask' | 'stepped';

/** Who the other side is, what it is about, in the reader's words; and where to read and answer. */
export type FollowupFacts = { who: string; about: string; link: string; when?: string; attached?: Attached };

const subjects: Record<Told, Record<Locale, string>> = {
	offered: { ko: '함께하자는 제안이 왔습니다', en: 'The other side would like to work with you' },
	agreed: { ko: '상대가 연락처 공개에 동의했습니다', en: 'The other side agrees to exchange contacts' },
	released: { ko: '서로의 연락처를 볼 수 있습니다', en: 'You can see each other’s contact now' },
	proposed: { ko: '만날 시간을 골라 주세요', en: 'Please choose a time to meet' },
	chosen: { ko: '만날 시간이 정해졌습니다', en: 'Your meeting is set' },
	cancelled: { ko: '약속이 취소되었습니다', en: 'A meeting is cancelled' },
	ask: { ko: '그 뒤로 어떻게 되어 가나요?', en: 'How has it gone since?' },
	stepped: { ko: '후속 협력에 새 소식이 있습니다', en: 'News of your follow-up' }
};

const sentences: Record<Told, Record<Locale, (who: string) => string>> = {
	offered: {
		ko: (who) => `${who}에서 함께하고 싶다는 뜻을 남겼습니다. 무엇을 주고받고 싶은지 읽어 보고 답해 주세요.`,
		en: (who) => `${who} would like to work with you. Read what they offer and seek, and tell them yours.`
	},
	agreed: {
		ko: (who) => `${who}에서 연락처를 서로 공개하는 데 동의했습니다. 양쪽이 모두 동의해야 연락처가 보입니다.`,
		en: (who) => `${who} agrees to exchange contacts. They are shown only once both sides have agreed.`
	},
	released: {
		ko: (who) => `${who} 쪽과 우리 쪽이 모두 동의하여, 아래 화면에서 서로의 연락처를 볼 수 있습니다.`,
		en: (who) => `You and ${who} have both agreed. Each other’s contact is shown on the page below.`
	},
	proposed: {
		ko: (who) => `${who}에서 만날 시간을 제안했습니다. 편한 시간을 하나 골라 주세요.`,
		en: (who) => `${who} proposes times to meet. Please choose the one that suits you.`
	},
	chosen: {
		ko: (who) => `${who} 쪽과 만날 시간이 정해졌습니다. 첨부한 파일을 열면 달력에 들어갑니다.`,
		en: (who) => `The time to meet ${who} is set. Open the attached file to put it into your calendar.`
	},
	cancelled: {
		ko: (who) => `${who} 쪽과의 약속이 취소되었습니다. 아래 화면에서 다른 시간을 제안할 수 있습니다.`,
		en: (who) => `The meeting with ${who} is cancelled. You can propose other times on the page below.`
	},
	ask: {
		ko: (who) => `${who} 쪽과의 후속 협력이 어떻게 되어 가는지 알려 주세요. 한 줄이면 충분합니다.`,
		en: (who) => `Please tell us how things go with ${who}. One line is enough.`
	},
	stepped: {
		ko: (who) => `${who} 쪽과의 후속 협력에 새 단계가 적혔습니다.`,
		en: (who) => `A new step has been written down in your follow-up with ${who}.`
	}
};

/** The letter to one side of a follow-up. */
export function followupLetter(to: string, told: Told, facts: FollowupFacts, locale: Locale): Letter {
	const labels = {
		ko: { when: '시각', about: '관련', here: '여기에서 보기' },
		en: { when: 'When', about: 'About', here: 'Read it here' }
	};
	const label = labels[locale];
	const lines = [
		sentences[told][locale](facts.who),
		'',
		...(facts.when ? [`${label.when}: ${facts.when}`] : []),
		`${label.about}: ${facts.about}`,
		`${label.here}: ${facts.link}`
	];
	return {
		to,
		subject: `${locale === 'ko' ? '[마당]' : '[Madang]'} ${subjects[told][locale]}`,
		body: lines.join('\n'),
		attachments: facts.attached ? [facts.attached] : []
	};
}
