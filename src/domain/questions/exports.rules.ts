import { inWords, type Locale, type Words } from '#lib/words.ts';

/** A question with all that became of it, to take away. Who asked unnamed has no name here either. */
export type Exported = {
	id: string;
	segment: Words;
	number: string | null;
	cameFrom: string;
	name: string;
	firm: string;
	locale: string;
	text: string;
	translation: string | null;
	askedAt: string;
	state: string;
	stateAt: string;
	votes: number;
	isBanned: boolean;
	mergedInto: string | null;
	spentSeconds: number;
	/** What was done with it, oldest first: the act, when, and into which other. */
	acts: { act: string; at: string; into: string | null }[];
	/** Each translation that was written, oldest first; the last stands. */
	translations: { text: string; at: string }[];
	/** When each vote came, and when it was taken back. */
	voted: { at: string; back: string | null }[];
};

const heads = {
	ko: [
		...['번호', '순서', '접수 번호', '들어온 곳', '이름', '기업', '언어', '질문', '번역', '질문한 시각(UTC)', '상태'],
		...['상태가 바뀐 시각(UTC)', '추천', '차단됨', '합쳐진 질문', '답변에 쓴 시간(초)', '처리 내역']
	],
	en: [
		...[
			'Id',
			'Segment',
			'Number',
			'Came from',
			'Name',
			'Firm',
			'Language',
			'Question',
			'Translation',
			'Asked (UTC)',
			'State'
		],
		...['State since (UTC)', 'Votes', 'Banned', 'Merged into', 'Seconds on the floor', 'What was done']
	]
};

/** Everything asked as a table: a line of headings, then one line each. */
export function* questionTable(questions: Iterable<Exported>, locale: Locale): Generator<string[]> {
	yield heads[locale];
	for (const one of questions) {
		yield [
			...[one.id, inWords(one.segment, locale), one.number ?? '', one.cameFrom, one.name, one.firm, one.locale],
			...[one.text, one.translation ?? '', one.askedAt, one.state, one.stateAt, String(one.votes)],
			...[one.isBanned ? '1' : '', one.mergedInto ?? '', String(one.spentSeconds)],
			one.acts.map(({ act, at, into }) => [at, act, into].filter(Boolean).join(' ')).join('\n')
		];
	}
}
