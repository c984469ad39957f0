import type { Answers } from '#db/kinds.ts';
import { answerIn, organisationName, type FormField } from '#domain/applications/answers.rules.ts';
import { cellOf } from '#domain/applications/cells.rules.ts';
import { isNaming, isSection } from '#domain/calls/kinds.rules.ts';
import type { Locale } from '#lib/words.ts';

/** What stands where a text told how to reach somebody: that is said only when both sides have agreed. */
export const held = '▇▇▇';

const reaching = [
	/https?:\/\/\S+|www\.\S+/giu,
	/[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu,
	/(?<!\d)(\+\d{1,3}[\s.-]?)?\(?0?\d{1,3}\)?[\s.-]\d{3,4}[\s.-]\d{4}(?!\d)/gu,
	/(?<!\d)01[016789]\d{7,8}(?!\d)/gu
];

/** A text without addresses, numbers and links. */
export function withoutContacts(text: string): string {
	return reaching.reduce((rest, pattern) => rest.replace(pattern, held), text);
}

/** Whether the guest may read an answer: the firm's name and what is proposed, but never who it is and how to reach them. */
export function isProvided(field: Pick<FormField, 'key' | 'kind'>): boolean {
	if (field.key === organisationName) return true;
	return !isNaming(field) && !isSection(field) && !['file', 'stops', 'track'].includes(field.kind);
}

/** One answer as the guest reads it. */
export type Provided = { key: string; kind: string; label: FormField['label']; answer: string };

/** The answers of a proposal as the guest reads them, in the form's order; what was not answered is left out. */
export function providedIn(answers: Answers, fields: FormField[], locale: Locale): Provided[] {
	return fields
		.filter((field) => isProvided(field) && answerIn(answers, field.key) !== '')
		.map((field) => ({
			...{ key: field.key, kind: field.kind, label: field.label },
			answer: withoutContacts(cellOf(answerIn(answers, field.key), field, locale))
		}));
}

/** What of it is searched: names and prose, each choice in both languages. */
export function searchedIn(answers: Answers, fields: FormField[]): string {
	const texts = (['ko', 'en'] as const).map((locale) => providedIn(answers, fields, locale));
	const prose = texts[0]!.filter(({ kind }) => kind === 'text' || kind === 'long');
	const choices = texts.flat().filter(({ kind }) => kind === 'choice' || kind === 'choices');
	return [...prose, ...choices].map(({ answer }) => answer).join('\n');
}

/** The one line a list shows of a proposal: the shortest prose that is not the name. */
export function lineOf(provided: Provided[]): string {
	const texts = provided.filter(({ key, kind }) => kind === 'text' && key !== organisationName);
	const summary = texts.find(({ key }) => key === 'summary') ?? texts[0];
	return summary?.answer ?? provided.find(({ kind }) => kind === 'long')?.answer ?? '';
}
