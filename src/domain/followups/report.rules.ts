import { inWords, type Locale } from '#lib/words.ts';
import { kindNames, stepNames } from './names.rules.ts';
import type { OfferKind } from './rules.ts';
import type { Outcome } from './report.read.server.ts';
import { steps } from './steps.rules.ts';

/** What came of a call as a table: a line of headings, then one line for each follow-up. */
export function* outcomeTable({ rows }: Outcome, locale: Locale): Generator<string[]> {
	yield {
		ko: ['접수 번호', '기업', '분야', '지역', '초청 기업의 관심', '기업의 제안', '연락처 공개(UTC)', '만남', '단계'],
		en: [
			'Number',
			'Firm',
			'Track',
			'Region',
			'Guest’s interest',
			'Firm’s offer',
			'Contacts released (UTC)',
			'Meetings',
			'Step'
		]
	}[locale].concat(
		steps.map((step) => `${stepNames[step]()} (UTC)`),
		{ ko: ['금액', '통화', '내용'], en: ['Amount', 'Currency', 'What happened'] }[locale]
	);
	const kinds = (list: string[] | undefined) => (list ?? []).map((kind) => kindNames[kind as OfferKind]()).join(', ');
	for (const row of rows) {
		yield [
			...[row.number ?? '', row.firm, inWords(row.track, locale), inWords(row.region, locale)],
			...[kinds(row.offers.guest), kinds(row.offers.applicant)],
			...[row.releasedAt?.toISOString() ?? '', String(row.meetings), row.last ? stepNames[row.last.step]() : ''],
			...steps.map((step) => {
				const made = row.steps.find((one) => one.step === step);
				return made ? new Date(made.noted_at).toISOString() : '';
			}),
			...[row.amount?.amount?.toString() ?? '', row.amount?.currency ?? '', row.note]
		];
	}
}
