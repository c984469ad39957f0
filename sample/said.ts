import type { Locale, Words } from '#lib/words.ts';

/** One thing somebody said in Dubai: in which session and segment, at which minute of the session, and in the other language. */
export type SampleUtterance = {
	key: string;
	session: 'dubai-dialogue' | 'dubai-talk';
	segment: number;
	minute: number;
	speaker: string;
	locale: Locale;
	text: string;
	translation: string;
};

type Row = [key: string, segment: number, minute: number, speaker: string, text: string, translation: string];

const spoken = (session: SampleUtterance['session'], rows: Row[]): SampleUtterance[] =>
	rows.map(([key, segment, minute, speaker, text, translation]) => ({
		...{ key, session, segment, minute, speaker: `dubai-${speaker}`, text, translation },
		locale: /[가-힣]/.test(text) ? 'ko' : 'en'
	}));

const dialogue: Row[] = [
	[
		'welcome',
		0,
		2,
		'moderator',
		'오늘 이 자리는 삼백서른네 곳이 보내 준 제안에서 시작되었습니다. 장관님께 먼저 여쭙겠습니다. 왜 두바이였습니까?',
		'This morning began with proposals from three hundred and thirty-four firms. Minister, you first: why Dubai?'
	],
	[
		'why',
		0,
		4,
		'minister',
		'우리 기업이 가장 많이 나가 있고, 가장 적게 도움을 받는 곳이기 때문입니다. 시장은 여기 있는데 자료와 장비는 다 바다 건너에 있습니다.',
		'Because so many of our firms are here, and so little help is. The market is here, and the data and the machines are all across the sea.'
	],
	[
		'listen',
		0,
		9,
		'principal',
		'I did not come to tell anybody what to build. I came because the people who use our models in Korean know things about them that we do not.',
		'무엇을 만들라고 말씀드리러 온 것이 아닙니다. 저희 모델을 한국어로 쓰는 분들이 저희가 모르는 것을 알고 계시기에 왔습니다.'
	],
	[
		'condition',
		0,
		17,
		'minister',
		'함께하자는 말은 쉽습니다. 저는 날짜와 이름이 적힌 약속을 받아 가고 싶습니다.',
		'It is easy to say “together”. I would like to leave with promises that have a date and a name on them.'
	],
	[
		'terms',
		1,
		43,
		'platform',
		'Give it your documents first. Teach it anew only when you can show what the documents could not do. Most of you will never need the second step.',
		'먼저 가지고 계신 문서를 붙여 보십시오. 문서로 안 되는 것이 무엇인지 보여 줄 수 있을 때만 새로 가르치시면 됩니다. 대부분은 둘째 단계까지 갈 일이 없습니다.'
	],
	[
		'cheap',
		1,
		51,
		'principal',
		'We cannot ask a small firm to buy a year of hardware to find out whether an idea works. Finding out should be cheap.',
		'생각이 통하는지 알아보려고 한 해 치 장비를 사라고 작은 회사에 말할 수는 없습니다. 알아보는 일은 값싸야 합니다.'
	],
	[
		'visible',
		1,
		54,
		'platform',
		'If everybody can see who uses how much, nobody has to argue about what is fair. And the way out is written down before anybody walks in.',
		'누가 얼마나 쓰는지 모두가 볼 수 있으면 공평한지를 두고 다툴 일이 없습니다. 그리고 나가는 길은 들어가기 전에 적어 두어야 합니다.'
	],
	[
		'compete',
		1,
		70,
		'startups',
		'You will know before the press does. I cannot promise that we never build what you have built. I can promise that you hear it from me first.',
		'언론보다 먼저 아시게 될 것입니다. 여러분이 만든 것을 저희가 절대 만들지 않겠다고는 못 합니다. 다만 저에게서 가장 먼저 들으실 것은 약속드립니다.'
	],
	[
		'numbers',
		2,
		123,
		'principal',
		'Not today. A number without a place and a date is a headline, and you have enough of those.',
		'오늘은 말씀드리지 않겠습니다. 장소도 날짜도 없는 숫자는 머리기사일 뿐이고, 그런 것은 이미 많습니다.'
	]
];

const talk: Row[] = [
	[
		'third',
		0,
		14,
		'research',
		'Two languages do not need a third in order to meet. They need examples gathered evenly, from people who live in both.',
		'두 말이 만나는 데 셋째 말은 필요하지 않습니다. 두 말로 살아가는 사람들에게서 고르게 모은 보기가 필요합니다.'
	],
	[
		'not',
		0,
		26,
		'principal',
		'When a translation loses a “not”, that is no small error. It is the opposite of what somebody said.',
		'번역이 “아니”를 잃는 것은 작은 실수가 아닙니다. 누군가가 한 말의 반대입니다.'
	],
	[
		'homework',
		1,
		55,
		'research',
		'Ask the child to explain the answer to you. If they can, the homework is done, whoever did it. If they cannot, it is not.',
		'아이에게 답을 설명해 달라고 해 보십시오. 설명할 수 있으면 누가 했든 숙제를 한 것이고, 못 하면 안 한 것입니다.'
	],
	[
		'read',
		1,
		88,
		'principal',
		'A hundred places were drawn. Three hundred and thirty-four firms wrote to us, and we have read every one. The next call begins with what they wrote.',
		'자리는 백 곳이었지만 글을 보내 준 회사는 삼백서른네 곳입니다. 저희는 하나도 빠짐없이 읽었습니다. 다음 공고는 그 글에서 시작합니다.'
	]
];

export const dubaiSaid: SampleUtterance[] = [...spoken('dubai-dialogue', dialogue), ...spoken('dubai-talk', talk)];

/** What is quoted of it, by the utterance's key, and how the speaker, or their office, answered. */
export type SampleQuote = {
	of: string;
	answer: 'approved' | 'corrected' | 'declined' | 'waiting' | 'embargoed' | 'withdrawn';
	note: string;
	/** How it was first written down, where the speaker put it right. */
	before?: [text: string, translation: string];
};

const quoted = (of: string, answer: SampleQuote['answer'] = 'approved', note = ''): SampleQuote => ({
	of,
	answer,
	note
});

export const dubaiQuotes: SampleQuote[] = [
	quoted('condition', 'waiting'),
	quoted('cheap'),
	quoted('visible'),
	quoted('compete', 'declined', 'Said in answer to one firm, and meant for it alone.'),
	quoted('numbers', 'withdrawn'),
	quoted('third'),
	{
		...quoted('not', 'corrected', 'I said “somebody”, not “the speaker”.'),
		before: [
			'When a translation loses a “not”, that is no small error. It is the opposite of what the speaker said.',
			'번역이 “아니”를 잃는 것은 작은 실수가 아닙니다. 말한 이가 한 말의 반대입니다.'
		]
	},
	quoted('homework', 'embargoed'),
	quoted('read')
];

type State = 'open' | 'under_way' | 'kept' | 'late' | 'dropped';

/** A promise of Dubai: by when, in days from today, and how it has gone since. */
export type SamplePromise = {
	what: Words;
	who: Words;
	due: number | null;
	of: string | null;
	updates: { daysAgo: number; state: State; note: Words | null }[];
};

const tessellane: Words = { ko: '테셀레인', en: 'Tessellane' };
const office: Words = { ko: '신산업교류처', en: 'Office for New Industry Exchange' };

export const dubaiPromises: SamplePromise[] = [
	{
		...{ who: office, due: -1, of: null },
		what: {
			ko: '심사평과 추첨 확인 방법을 신청한 모든 기업에 보냅니다.',
			en: 'Every firm that applied is sent its reviewers’ remarks and how to check the draw.'
		},
		updates: [
			{ daysAgo: 3, state: 'under_way', note: null },
			{
				...{ daysAgo: 1, state: 'kept' },
				note: { ko: '334곳에 모두 보냈습니다.', en: 'Sent to all 334.' }
			}
		]
	},
	{
		...{ who: tessellane, due: 26, of: 'visible' },
		what: {
			ko: '작은 회사가 값싸게 써 보는 공용 장비의 조건을 글로 내놓습니다.',
			en: 'The terms on which small firms can try machines cheaply are published.'
		},
		updates: [
			{
				...{ daysAgo: 2, state: 'under_way' },
				note: { ko: '초안을 양쪽에서 읽고 있습니다.', en: 'Both sides are reading a draft.' }
			}
		]
	},
	{
		...{ who: { ko: '스타트업 지원 총괄 쿠아메 아두베', en: 'Kwame Adubeh, Head of Startups' }, due: 12, of: null },
		what: {
			ko: '열 곳을 골라 회사로 찾아갑니다.',
			en: 'Ten firms are visited where they work.'
		},
		updates: []
	},
	{
		...{ who: tessellane, due: -2, of: null },
		what: {
			ko: '아랍어와 한국어를 바로 잇는 공개 시험 문제를 내놓습니다.',
			en: 'A public set of test questions from Arabic to Korean and back is released.'
		},
		updates: [{ daysAgo: 3, state: 'open', note: null }]
	},
	{
		...{ who: office, due: 60, of: 'read' },
		what: {
			ko: '뽑히지 않은 기업의 신청서를, 동의를 받아 다음 공고에서 이어 받습니다.',
			en: 'Applications that were not drawn are taken up again in the next call, by consent.'
		},
		updates: []
	},
	{
		...{ who: tessellane, due: null, of: null },
		what: { ko: '두바이에 한국어 지원 창구를 엽니다.', en: 'A desk for help in Korean opens in Dubai.' },
		updates: [
			{
				...{ daysAgo: 2, state: 'dropped' },
				note: {
					ko: '서울 창구의 시간을 늘리는 것으로 바꾸었습니다.',
					en: 'Longer hours of the desk in Seoul take its place.'
				}
			}
		]
	}
];
