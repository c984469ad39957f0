import type { Option } from '#db/kinds.ts';
import { tidy } from '#lib/text.ts';
import { inWords, type Locale } from '#lib/words.ts';
import type { FormField } from './answers.rules.ts';
import { linesOf, plainDay, settledAnswer } from './kinds.rules.ts';
import { spelledRegistration } from './spelled.rules.ts';

type Asked = Pick<FormField, 'kind' | 'options' | 'settings'>;

/**
 * One settled answer as a cell of a table: choices as they are read, everything else as it is kept, each of several in
 * a line of its own. `answerOf` reads it back as the same answer, in either language.
 */
export function cellOf(answer: string, field: Asked, locale: Locale): string {
	switch (field.kind) {
		case 'organisation':
			return spelledRegistration(answer);
		case 'choice':
		case 'track':
			return label(answer, field.options, locale);
		case 'choices':
		case 'stops':
			return linesOf(answer)
				.map((value) => label(value, field.options, locale))
				.join('\n');
	}
	return answer;
}

// Where a choice is called like another one, its own value is clearer.
function label(value: string, options: Option[], locale: Locale): string {
	const option = options.find((option) => option.value === value);
	const text = option ? inWords(option.label, locale) : value;
	return valueNamed(text, options) === value ? text : value;
}

/** What a cell answers to a field, as it is submitted. What it does not understand stays as it is, to be complained of. */
export function answerOf(cell: string, field: Asked): string {
	const text = tidy(cell);
	if (text === '') return '';
	switch (field.kind) {
		case 'choice':
		case 'track':
			return valueNamed(text, field.options) ?? text;
		case 'choices':
			return settledAnswer(severalIn(text, field.options).join('\n'), field);
		case 'stops':
			return severalIn(text.replace(/^\d+\.\s*/gm, ''), field.options).join('\n');
		case 'number':
			return settledAnswer(withoutUnit(text, field), field);
		case 'date':
		case 'birth':
			return plainDay(text.replace(/\s*\([^)]*\)$|\s+00:00(:00)?$/g, ''));
		case 'phone':
			return settledAnswer(withLostZero(text), field);
		case 'address':
			return settledAnswer(addressLines(cell), field);
	}
	return settledAnswer(text, field);
}

const alike = (text: string) => tidy(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

/** The value of the choice a text names: by the value itself, or as it reads in either language. */
function valueNamed(text: string, options: Option[]): string | undefined {
	const exact = options.find(({ value }) => value === text);
	if (exact) return exact.value;
	const sought = alike(text);
	const named = options.filter(({ label }) => alike(label.ko) === sought || alike(label.en) === sought);
	return named.length === 1 ? named[0]!.value : undefined;
}

// A line each, as we write them; or, as people do, parted by commas and the like: by the first that parts it into
// choices there are.
function severalIn(text: string, options: Option[]): string[] {
	return linesOf(text).flatMap((line) => {
		const ways = ['\n', ',', ';', '/', '|', '·', '、', '，'].map((between) =>
			line.split(between).map(tidy).filter(Boolean)
		);
		const known = ways.find((parts) => parts.every((part) => valueNamed(part, options) !== undefined));
		return (known ?? line.split(/[,;]/).map(tidy)).map((part) => valueNamed(part, options) ?? part);
	});
}

function withoutUnit(text: string, { settings }: Asked): string {
	const units = [settings.unit?.ko, settings.unit?.en].filter((unit): unit is string => Boolean(unit));
	const unit = units.find((unit) => alike(text).endsWith(alike(unit)));
	return unit ? text.slice(0, -unit.length) : text;
}

// A spreadsheet that takes a telephone number or a postcode for a figure drops its leading zero.
function withLostZero(text: string): string {
	return /^(10|11|16|17|18|19)\d{7,8}$/.test(text) ? `0${text}` : text;
}

function addressLines(cell: string): string {
	const [first = '', ...rest] = cell.replace(/\r\n?/g, '\n').split('\n');
	const [, postcode, street] = /^\s*\(?(\d{4,5})\)?[\s,]+(\S.*)$/.exec(rest.length ? '' : first) ?? [];
	const lines = postcode && street ? [postcode, street] : [first, ...rest];
	const isForeign = (lines[3] ?? '').trim() !== '';
	return [isForeign ? lines[0]! : lines[0]!.replace(/^\s*(\d{4})\s*$/, '0$1'), ...lines.slice(1)].join('\n');
}
