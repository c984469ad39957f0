import type { Answers } from '#db/kinds.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { answerable, answerIn, type FormField } from './answers.rules.ts';
import { cellOf } from './cells.rules.ts';
import type { LiveApplication } from './rules.ts';

/** An application to take away, with whom it is of. */
export type Exported = LiveApplication & { email: string };

type Forms = Map<number, FormField[]>;

const newestOf = (forms: Forms) => forms.get(Math.max(...forms.keys())) ?? [];

/**
 * Applications as a table to take away: a line of headings, then one line each. Each is read by the version of the form
 * it was submitted on, under the headings of the newest. What is in it can be imported again as the same answers.
 */
export function* tableOf(applications: Iterable<Exported>, forms: Forms, locale: Locale): Generator<string[]> {
	const heads = answerable(newestOf(forms));
	const titles = {
		ko: ['접수 번호', '제출 시각(UTC)', '신청자 메일'],
		en: ['Number', 'Submitted (UTC)', 'Applicant’s mail']
	}[locale];
	yield [...titles, ...heads.map((field) => inWords(field.label, locale))];
	for (const { number, submittedAt, email, answers, formVersion } of applications) {
		const own = new Map((forms.get(formVersion) ?? heads).map((field) => [field.key, field]));
		const cells = heads.map((field) => cellOf(answerIn(answers, field.key), own.get(field.key) ?? field, locale));
		yield [number, submittedAt.toISOString(), email, ...cells];
	}
}

/** The same for machines: answers by the keys of the fields, as they are kept, with the version of the form of each. */
export function* jsonOf(
	call: { slug: string; notice_number: string },
	applications: Iterable<Exported>,
	{ forms, at }: { forms: Forms; at: Date }
): Generator<string> {
	const fields = answerable(newestOf(forms)).map(({ key, kind, label }) => ({ key, kind, label }));
	const about = { call: call.slug, notice: call.notice_number, exportedAt: at.toISOString() };
	const form = { version: Math.max(...forms.keys()), fields };
	yield `${JSON.stringify({ ...about, form }).slice(0, -1)},"applications":[`;
	let before = '\n';
	for (const { number, submittedAt, email, formVersion, answers } of applications) {
		const row: { answers: Answers } & Record<string, unknown> = {
			...{ number, submittedAt: submittedAt.toISOString(), email, formVersion, answers }
		};
		yield before + JSON.stringify(row);
		before = ',\n';
	}
	yield '\n]}\n';
}
