import { inWords, type Locale, type Words } from '#lib/words.ts';

/** One in a register, as it is taken away. */
export type Exported = {
	number: number;
	place: Words;
	name: string | null;
	email: string | null;
	affiliation: string;
	companions: string[];
	size: number;
	state: string;
	position: number | null;
	locale: string;
	made_at: Date;
	state_at: Date;
};

const heads = {
	ko: [
		...['번호', '자리', '이름', '이메일', '소속', '함께 오는 분', '자리 수', '상태', '대기 순번', '언어'],
		...['신청한 시각(UTC)', '상태가 바뀐 시각(UTC)']
	],
	en: [
		...['Number', 'Kind', 'Name', 'E-mail', 'Affiliation', 'Along', 'Places', 'State', 'Position', 'Language'],
		...['Made (UTC)', 'State since (UTC)']
	]
};

/** A register as a table: a line of headings, then one line each, as they came. */
export function* registerTable(rows: Iterable<Exported>, locale: Locale): Generator<string[]> {
	yield heads[locale];
	for (const one of rows) {
		yield [
			...[String(one.number), inWords(one.place, locale), one.name ?? '', one.email ?? '', one.affiliation],
			...[one.companions.join('\n'), String(one.size), one.state, String(one.position ?? ''), one.locale],
			...[one.made_at.toISOString(), one.state_at.toISOString()]
		];
	}
}
